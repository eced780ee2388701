"""Prints mail and text messages on the server's own terminal, so that a first run needs nothing.

Only on a terminal: where the output goes to a log, a letter would tell the log about people.

May be imported by: assembly, commands.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TextIO

from bailee.rights.notices.post import Letter, PostError

__all__ = ["Console"]

_RULE = "─" * 72


class Console:
    """Shows whoever runs the server what would have been sent."""

    def __init__(self, stream: TextIO | None = None, *, anywhere: bool = False) -> None:
        """Print on this stream (the terminal's); `anywhere`: even if it is no terminal."""
        self._stream, self._anywhere = stream, anywhere

    async def mail(self, letter: Letter) -> None:
        """Print a mail. Raises `PostError`."""
        head = [f"  ✉  To: {letter.to}", f"     {letter.subject}"]
        await self._print([*head, "", *letter.text.splitlines()])

    async def text(self, number: str, words: str) -> None:
        """Print a text message. Raises `PostError`."""
        await self._print([f"  ✆  To: {number}", "", *words.splitlines()])

    async def _print(self, lines: list[str]) -> None:
        stream = self._stream or sys.stdout
        if not (self._anywhere or stream.isatty()):
            raise PostError(
                "there is no terminal to print a letter on", hint="give --smtp URL, or --sms URL"
            )
        shown = "\n".join(["", _RULE, *map(_printable, lines), _RULE, ""])
        # A terminal may be held up (Ctrl-S), and the house must go on.
        await asyncio.to_thread(_write, stream, shown)


def _printable(line: str) -> str:
    """A line without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def _write(stream: TextIO, shown: str) -> None:
    try:
        stream.write(shown)
        stream.flush()
    except (OSError, ValueError) as error:
        raise PostError("the terminal took no letter") from error
