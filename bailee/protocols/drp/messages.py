"""What an agent says in a signed message, and whether it says it to us, now (§2.01, §2.05, §3.07).

Who the person is, it claims besides (§3.04); nothing of that is read, since members prove it here.

May be imported by: protocols.drp, rights, gateways.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

import msgspec
from msgspec import Struct

from bailee.protocols.drp.errors import DrpError, ForbiddenError

__all__ = ["Action", "Claims", "Exercise", "check", "exercise_of", "seconds", "setup_of"]

T = TypeVar("T")
_LONGEST_S, _SKEW_S = 3600, 60
_MOST = 200


class Action(StrEnum):
    """The rights that an agent can exercise here (§3.01): nothing is sold that could be stopped."""

    ACCESS = "access"
    DELETION = "deletion"


class Claims(Struct, frozen=True, rename="kebab"):
    """Who asks whom, and from when until when it counts."""

    agent_id: str
    business_id: str
    issued_at: str
    expires_at: str


class Exercise(Claims, frozen=True, rename="kebab"):
    """A right that is exercised. `agent_request_id`: what the agent calls it."""

    exercise: str
    agent_request_id: str = ""

    @property
    def action(self) -> Action:
        """Which one. Raises `DrpError` for what we do not do."""
        try:
            return Action(self.exercise)
        except ValueError:
            raise DrpError("Unsupported rights actions submitted.", is_fatal=True) from None


def setup_of(message: bytes) -> Claims:
    """Read a message of §2.05. Raises `DrpError`."""
    return _read(message, Claims)


def exercise_of(message: bytes) -> Exercise:
    """Read a message of §2.01. Raises `DrpError`."""
    found = _read(message, Exercise)
    if len(found.agent_request_id) > _MOST or not found.agent_request_id.isprintable():
        raise DrpError("agent-request-id is too long", is_fatal=True)
    return found


def _read(message: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(message, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DrpError("the message is not as the protocol says", is_fatal=True) from None


def check(claims: Claims, *, agent: str, business: str, now: int) -> int:
    """Check what §3.07 says, in its order; until when the message counts.

    Raises `ForbiddenError` for a message of somebody else or to somebody else, `DrpError`.
    """
    if claims.agent_id != agent:
        raise ForbiddenError("this message is another agent's", is_fatal=True)
    if claims.business_id != business:
        raise ForbiddenError("this message is for another business", is_fatal=True)
    issued, expires = seconds(claims.issued_at), seconds(claims.expires_at)
    if issued > now + _SKEW_S:
        raise DrpError("this message is from the future")
    if expires <= now:
        raise DrpError("this message has expired", is_fatal=True)
    if expires - issued > _LONGEST_S:
        raise DrpError("a message may count for an hour at most", is_fatal=True)
    return expires


def seconds(text: str) -> int:
    """A time of ISO 8601 in seconds since 1970; UTC where it does not say. Raises `DrpError`."""
    try:
        found = datetime.fromisoformat(text)
        return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise DrpError("a time is not as ISO 8601 says", is_fatal=True) from None
