"""A first run needs no mail server: the terminal shows what would have been sent."""

from __future__ import annotations

from io import StringIO

import pytest

from bailee.assembly.post.console import Console
from bailee.rights.notices.post import Letter, PostError

CODE = Letter(to="ada@family.example", subject="Your code", text="It is 123 456.\nType it.")


class Terminal(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


async def test_a_letter_and_a_text_message_are_shown_to_whoever_runs_the_server() -> None:
    terminal = Terminal()
    await Console(terminal).mail(CODE)
    await Console(terminal).text("+491701234567", "Your code is 123 456")
    shown = terminal.getvalue()
    assert "To: ada@family.example" in shown
    assert "Your code" in shown
    assert "It is 123 456.\nType it." in shown
    assert "To: +491701234567" in shown


async def test_what_a_terminal_would_obey_is_only_shown() -> None:
    terminal = Terminal()
    await Console(terminal).mail(Letter("a@b.example", "\x1b[2J", "red \x1b[31m\ralert"))
    assert "\x1b" not in terminal.getvalue()
    assert "\r" not in terminal.getvalue()


async def test_no_letter_goes_into_a_log() -> None:
    log = StringIO()
    with pytest.raises(PostError, match="no terminal"):
        await Console(log).mail(CODE)
    assert not log.getvalue()


async def test_whoever_asks_for_it_has_letters_printed_anywhere() -> None:
    pipe = StringIO()
    await Console(pipe, anywhere=True).mail(CODE)
    assert "It is 123 456." in pipe.getvalue()


async def test_a_terminal_that_is_gone_took_no_letter() -> None:
    gone = Terminal()
    gone.close()
    with pytest.raises(PostError, match="took no letter"):
        await Console(gone, anywhere=True).mail(CODE)
