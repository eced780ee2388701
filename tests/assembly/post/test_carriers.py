"""Whoever runs the server says who carries letters, and never shows a password in doing so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.assembly.post.carriers import CarrierError, Chosen, secret
from bailee.rights.notices.post import Letter, PostError
from tests.cast import Clock

LETTER = Letter("ada@family.example", "Your code", "123456")


@pytest.mark.parametrize(
    ("smtp", "hint"),
    [
        ("smtp://cloud:secret@mail.example.org", "by a file or the environment"),
        ("mail.example.org", "like smtp://name@mail.example.org:587"),
        ("http://mail.example.org", "like smtp://"),
        ("smtp://", "like smtp://"),
        ("smtp://mail.example.org:port", "like smtp://"),
        ("smtp://mail.example.org:99999", "like smtp://"),
        ("smtp://cloud@mail.example.org", "--mail-from"),
    ],
)
def test_what_cannot_be_a_mail_server_is_refused_with_what_to_write(smtp: str, hint: str) -> None:
    with pytest.raises(CarrierError) as refused:
        Chosen(smtp=smtp).post(Clock())
    assert hint in refused.value.hint
    assert "secret" not in str(refused.value) + refused.value.hint


@pytest.mark.parametrize(
    ("sms", "told"),
    [
        ("http://192.168.1.20:8080/message", "in the clear"),
        ("https://cloud:secret@gateway.example.org/", "could read a password"),
        ("ftp://gateway.example.org", "not the address of a server"),
    ],
)
@pytest.mark.keeps("security.transport")
def test_a_text_message_does_not_travel_in_the_clear(sms: str, told: str) -> None:
    with pytest.raises(CarrierError, match=told):
        Chosen(sms=sms).post(Clock())


def test_it_says_who_carries_them_and_no_name() -> None:
    chosen = Chosen(smtp="smtps://cloud%40example.org@mail.example.org", sms="http://127.0.0.1:80/")
    assert chosen.describe() == "smtps://mail.example.org, text messages http://127.0.0.1:80"
    assert Chosen(smtp="console:", sms="console:").describe() == "shown here"
    assert Chosen().describe() == "nobody takes it: see --smtp"


def test_the_name_at_the_mail_server_can_be_the_address_that_mail_comes_from() -> None:
    Chosen(smtp="smtps://cloud%40example.org@mail.example.org").post(Clock())
    Chosen(smtp="smtp://mail.example.org", sender="cloud@example.org").post(Clock())


async def test_without_a_choice_letters_are_for_the_terminal_and_go_to_no_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(PostError, match="no terminal"):
        await Chosen().post(Clock()).mail(LETTER)
    await Chosen(smtp="console:").post(Clock()).mail(LETTER)
    assert "123456" in capsys.readouterr().out


def test_a_password_is_in_a_file_or_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "password"
    file.write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("BAILEE_SMTP_PASSWORD", "from the environment")
    assert secret(file, variable="BAILEE_SMTP_PASSWORD") == "from a file"
    assert secret(None, variable="BAILEE_SMTP_PASSWORD") == "from the environment"
    with pytest.raises(CarrierError, match="cannot be read"):
        secret(tmp_path / "none", variable="BAILEE_SMTP_PASSWORD")
