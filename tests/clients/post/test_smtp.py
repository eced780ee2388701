"""Letters are handed to a real mail server: over TLS that is verified, once, or not at all."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from bailee.rights.notices.post import Letter, PostError, UndeliverableError
from tests.clients.post import mailserver
from tests.clients.post.mailserver import Handler, free_port, running, silent

LETTER = Letter(
    to="ada@family.example",
    subject="Ein Gerät kam hinzu",
    text="Dein Gerät.\n.\n.. und mehr\n",
    html="<p>Dein Gerät.</p>",
    unsubscribe="https://cloud.example/unsubscribe/k3x",
    id="abc123",
)


@pytest.mark.keeps("security.transport")
async def test_a_letter_arrives_whole_over_starttls_with_a_password(tmp_path: Path) -> None:
    with running(tmp_path, Handler()) as server:
        await server.client().mail(LETTER)
    (letter,) = server.letters
    assert server.handler.over_tls == [True]
    assert letter["To"] == "ada@family.example"
    assert letter["Subject"] == "Ein Gerät kam hinzu"
    assert letter["Message-ID"] == "<abc123@family.example>"
    plain, html = letter.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert str(plain.get_content()).splitlines() == ["Dein Gerät.", ".", ".. und mehr"]
    assert html.get_content_type() == "text/html"


async def test_a_letter_arrives_over_tls_from_the_start(tmp_path: Path) -> None:
    with running(tmp_path, Handler(), tls="implicit") as server:
        await server.client(tls="implicit", password="").mail(LETTER)
    assert len(server.letters) == 1


async def test_a_mail_server_on_this_machine_needs_no_tls(tmp_path: Path) -> None:
    with running(tmp_path, Handler(), tls="none") as server:
        await server.client(tls="none", password="").mail(LETTER)
    assert len(server.letters) == 1


@pytest.mark.keeps("security.transport")
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
async def test_a_server_that_cannot_show_who_it_is_gets_nothing(tmp_path: Path, tls: str) -> None:
    with running(tmp_path, Handler(), tls=tls) as server, pytest.raises(PostError) as refused:
        await server.client(tls=tls, trusting=False).mail(LETTER)
    assert "SSLCertVerificationError" in str(refused.value)
    assert server.letters == []


@pytest.mark.keeps("security.transport")
async def test_a_server_without_starttls_gets_neither_letter_nor_password(tmp_path: Path) -> None:
    with running(tmp_path, Handler(), tls="none") as server, pytest.raises(PostError, match="TLS"):
        await server.client(tls="starttls").mail(LETTER)
    assert server.letters == []


async def test_a_wrong_password_can_be_put_right_and_the_letter_sent_later(tmp_path: Path) -> None:
    with running(tmp_path, Handler()) as server:
        with pytest.raises(PostError, match="name and password") as refused:
            await server.client(password="wrong").mail(LETTER)
        assert not isinstance(refused.value, UndeliverableError)
        await server.client().mail(LETTER)


@pytest.mark.parametrize("at", ["rcpt", "data"])
async def test_a_letter_that_is_refused_for_good_is_told_from_one_for_now(
    tmp_path: Path, at: str
) -> None:
    never = await refusal(tmp_path, Handler(**{at: "550 no mailbox <ada@family.example>"}))
    assert isinstance(never, UndeliverableError)
    assert "ada" not in str(never)
    later = await refusal(tmp_path, Handler(**{at: "451 come back later"}))
    assert not isinstance(later, UndeliverableError)


async def refusal(folder: Path, handler: Handler) -> PostError:
    """What a letter comes back with."""
    with running(folder, handler) as server, pytest.raises(PostError) as refused:
        await server.client().mail(LETTER)
    return refused.value


@pytest.mark.parametrize("bye", ["221 bye", "451 not now", "550 go away"])
async def test_what_was_taken_stays_taken_however_the_server_says_good_bye(
    tmp_path: Path, bye: str
) -> None:
    with running(tmp_path, Handler(quit=bye)) as server:
        await server.client().mail(LETTER)
    assert len(server.letters) == 1


async def test_a_server_that_says_nothing_is_not_waited_for_forever() -> None:
    with silent() as client, pytest.raises(PostError, match="did not take it"):
        await client.mail(LETTER)


async def test_a_server_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    gone = mailserver.MailServer(Handler(), free_port(), tmp_path / "none.pem")
    with pytest.raises(PostError, match="ConnectionRefusedError"):
        await gone.client(tls="none", password="", trusting=False).mail(LETTER)
