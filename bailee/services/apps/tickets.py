"""Codes and tokens: a random half, and what was agreed when it was made.

Both halves together are what is looked for, by a keyed digest: whoever alters a letter has a
ticket that finds nobody. So nothing of a sign-in is kept beside that digest, and what the second
half tells, the app that reads it has said or heard before.

May be imported by: services.apps.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

import msgspec
from msgspec import Struct

__all__ = ["CodeTicket", "Ticket", "draw", "read"]

T = TypeVar("T", bound="Ticket")
_LONGEST = 4096


class Ticket(Struct, frozen=True, array_like=True):
    """What every ticket says: scopes, claims for userinfo, when and how its member signed in."""

    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    auth_time: int
    methods: tuple[str, ...]


class CodeTicket(Ticket, frozen=True, array_like=True):
    """What a code says besides: where it goes, PKCE, and what its ID token is to say."""

    redirect: str
    challenge: str
    nonce: str
    id_claims: tuple[str, ...]


def draw(ticket: Ticket) -> str:
    """A new ticket (256 random bits)."""
    said = urlsafe_b64encode(msgspec.json.encode(ticket)).rstrip(b"=").decode()
    return f"{secrets.token_urlsafe(32)}.{said}"


def read(text: str, kind: type[T]) -> T | None:
    """What a ticket says; None when it is none. It is believed only once its digest is found."""
    _, dot, said = text.partition(".")
    if not dot or len(text) > _LONGEST or not text.isascii():
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(said + "=" * (-len(said) % 4)), type=kind)
    except (ValueError, msgspec.DecodeError):
        return None
