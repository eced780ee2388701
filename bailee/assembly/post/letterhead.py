"""A letter as a message of the Internet (RFC 5322): headers that nobody can write into.

May be imported by: assembly.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime

from bailee.rights.notices.post import Letter, UndeliverableError

__all__ = ["message"]

_MOST_CHARACTERS = 320
_UNREADABLE = (ValueError, LookupError, AttributeError, MessageError)
"""What the parser of the standard library raises, of headers that it cannot read."""


def message(letter: Letter, *, sender: str, now: int) -> EmailMessage:
    """Write a letter out; `now` in seconds since 1970. Raises `UndeliverableError`.

    Answers made by machines are asked not to come (RFC 3834 §5); a topic can be ended in one
    click, where that is over TLS (RFC 8058 §3.1).
    """
    for value in (letter.to, letter.subject, letter.unsubscribe, letter.id, sender):
        _check(value)
    try:
        return _written(letter, sender=sender, now=now)
    except _UNREADABLE as error:
        raise UndeliverableError("this cannot be written as a letter") from error


def _written(letter: Letter, *, sender: str, now: int) -> EmailMessage:
    written = EmailMessage(policy=policy.SMTP)
    written["From"] = sender
    written["To"] = letter.to
    written["Subject"] = letter.subject
    written["Date"] = format_datetime(datetime.fromtimestamp(now, tz=UTC))
    written["Message-ID"] = f"<{letter.id or secrets.token_hex(12)}@{sender.rpartition('@')[2]}>"
    written["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe.startswith("https://"):
        written["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        written["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    written.set_content(letter.text)
    if letter.html:
        written.add_alternative(letter.html, subtype="html")
    return written


def _check(value: str) -> None:
    """A header is one line: what has more of them was meant to add a header of its own."""
    if len(value) > _MOST_CHARACTERS or not value.isprintable():
        raise UndeliverableError("what would be a header has a line break in it, or is too long")
