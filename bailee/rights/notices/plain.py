"""A letter in a few plain words, to an address whose owner need not be a member.

What members are told goes through `Notices`; this is for codes, links and receipts that are of use
to whoever holds the address, now, and lie in no inbox. Nothing personal stands in a subject line.

May be imported by: rights, services.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bailee.rights.notices.post import Letter, Post

__all__ = ["Place", "Words", "send"]

_BY_MAIL = "email"


class Place(Protocol):
    """Where it goes: `kind` is `email` or `phone`, `value` the address or the number in E.164."""

    @property
    def kind(self) -> str:
        """Which of the two."""
        ...

    @property
    def value(self) -> str:
        """The address."""
        ...


class Words(Struct, frozen=True):
    """A subject line, the body of a mail, and the short way to say it (160 characters)."""

    subject: str
    body: str
    short: str


async def send(post: Post, to: Place, words: Words) -> None:
    """Hand it over, by mail or as a text message. Raises `PostError`."""
    if to.kind == _BY_MAIL:
        await post.mail(Letter(to=to.value, subject=words.subject, text=words.body))
    else:
        await post.text(to.value, words.short)
