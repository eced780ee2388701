"""The way out for letters and text messages, as whoever writes one sees it.

Bailee writes to its members alone, at the addresses that they gave for it; who carries the letter
(a console, an SMTP server, a gateway for text messages) is the assembly's affair.

May be imported by: rights, services, assembly.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bailee.terms import BaileeError

__all__ = ["Letter", "Post", "PostError", "UndeliverableError"]


class PostError(BaileeError):
    """A letter or a text message could not be handed over; trying again may help."""


class UndeliverableError(PostError):
    """This letter will never be taken, however often it is tried."""


class Letter(Struct, frozen=True):
    """One mail. `unsubscribe`: the address that ends its topic in one click (RFC 8058), if any.

    `id`: what its Message-ID begins with, the same at each try; drawn when there is none.
    """

    to: str
    subject: str
    text: str
    html: str = ""
    unsubscribe: str = ""
    id: str = ""


class Post(Protocol):
    """Hands letters over."""

    async def mail(self, letter: Letter) -> None:
        """Hand a mail over; it was taken when this returns. Raises `PostError`."""
        ...

    async def text(self, number: str, words: str) -> None:
        """Hand a text message over, to a number in E.164. Raises `PostError`."""
        ...
