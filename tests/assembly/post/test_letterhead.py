"""A letter on the wire: both texts, honest headers, and none that somebody else wrote."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.assembly.post.letterhead import message
from bailee.rights.notices.post import Letter, UndeliverableError
from tests.cast import NOON

FROM = "cloud@family.example"
LETTER = Letter(
    to="ada@family.example",
    subject="Ein Gerät kam hinzu",
    text="Dein Gerät.\n",
    html="<p>Dein Gerät.</p>\n",
    unsubscribe="https://cloud.example/unsubscribe/k3x",
    id="abc123",
)
OURS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
}


def sent(letter: Letter) -> EmailMessage:
    """A letter as its reader's program gets it."""
    raw = message(letter, sender=FROM, now=NOON).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def lines(part: Message) -> list[str]:
    """The text of a part."""
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).splitlines()


def test_it_has_a_plain_text_and_the_same_in_html() -> None:
    read = sent(LETTER)
    assert read.get_content_type() == "multipart/alternative"
    plain, html = read.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert lines(plain) == ["Dein Gerät."]
    assert lines(html) == ["<p>Dein Gerät.</p>"]


def test_it_says_when_by_whom_and_that_a_machine_wrote_it() -> None:
    read = sent(LETTER)
    assert read["From"] == FROM
    assert read["Subject"] == "Ein Gerät kam hinzu"
    assert read["Date"] == "Thu, 01 Jan 2026 12:00:00 +0000"
    assert read["Message-ID"] == "<abc123@family.example>"
    assert read["Auto-Submitted"] == "auto-generated"


@pytest.mark.keeps("use.notices")
def test_its_topic_is_ended_in_one_click() -> None:
    read = sent(LETTER)
    assert read["List-Unsubscribe"] == "<https://cloud.example/unsubscribe/k3x>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_cannot_be_ended_does_not_say_that_it_can() -> None:
    read = sent(Letter(LETTER.to, "Your code", "It is 123456."))
    assert read["List-Unsubscribe"] is None
    assert lines(read) == ["It is 123456."]


def test_no_two_letters_have_one_id() -> None:
    letter = Letter(LETTER.to, "Your code", "It is 123456.")
    assert sent(letter)["Message-ID"] != sent(letter)["Message-ID"]


@pytest.mark.parametrize("field", ["to", "subject", "unsubscribe", "id"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028"])
def test_nobody_writes_a_header_of_their_own(field: str, end: str) -> None:
    given_ = {"to": "a@b.example", "subject": "x", "text": "", "unsubscribe": "", "id": "1"}
    letter = Letter(**{**given_, field: f"x{end}Bcc: eve@elsewhere.example"})
    with pytest.raises(UndeliverableError):
        message(letter, sender=FROM, now=NOON)


@pytest.mark.parametrize("to", ["=?utf-8?q?=0D=0AX?=@example.org", '"=?utf-8?q?=0A?="@example.org'])
def test_an_address_that_hides_the_end_of_a_line_is_undeliverable(to: str) -> None:
    with pytest.raises(UndeliverableError):
        message(Letter(to, "x", "x"), sender=FROM, now=NOON)


@given(to=st.text(max_size=40), subject=st.text(max_size=90), text=st.text(max_size=200))
def test_whatever_is_written_only_our_headers_are_there(to: str, subject: str, text: str) -> None:
    try:
        written = message(Letter(to, subject, text, text), sender=FROM, now=NOON)
        raw = written.as_bytes()
    except (UndeliverableError, UnicodeError):
        return
    read = message_from_bytes(raw, policy=policy.SMTP)
    assert {name.lower() for name in read} <= OURS
    assert len(read.get_all("Subject", [])) == 1
