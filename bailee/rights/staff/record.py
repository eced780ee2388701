"""One grant: what was asked and why, who let whom, what was accepted, and each look.

Keeps: security.staff.
May be imported by: rights.staff.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.policy.staff import MOST_DAYS
from bailee.rights.staff.oddities import Odd
from bailee.terms import Actor, BaileeError, Category, Purpose

__all__ = ["MOST_LOOKS", "Grant", "GrantError", "Look", "Phase"]

MOST_LOOKS = 500
"""Remembered with a grant, the newest; the journal of its subject has all."""
_LONGEST = 500
_LONGEST_REFERENCE = 60


class GrantError(BaileeError, ValueError):
    """This is no grant; the message says what is missing."""


class Phase(StrEnum):
    """Where a grant stands."""

    ASKED = "asked"
    GIVEN = "given"
    STANDS = "stands"
    OVER = "over"
    REFUSED = "refused"
    REVOKED = "revoked"


class Look(Struct, frozen=True):
    """One look: when, at what, how many items were shown, and what is odd about it."""

    at: int
    category: Category
    items: int
    odd: tuple[Odd, ...] = ()


class Grant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A grant, and what became of it. Times in seconds since 1970.

    `about`: what the member of staff typed to say whose data it is, a name or a number of a case;
    `reference`: the case that it is for. `accepted`: the words as they were shown.
    """

    about: str
    reference: str
    reason: str
    categories: tuple[Category, ...]
    purpose: Purpose
    days: int
    staff: Actor
    asked_at: int
    given_by: Actor | None = None
    given_at: int = 0
    until: int = 0
    accepted_at: int = 0
    accepted: str = ""
    ended_by: Actor | None = None
    ended_at: int = 0
    flagged_by: Actor | None = None
    flag: str = ""
    looks: tuple[Look, ...] = ()

    def __post_init__(self) -> None:
        """Hold what every grant keeps to. Raises `GrantError`."""
        if not self.reference.strip() or not self.reason.strip():
            raise GrantError("a grant needs a case and a reason")
        if len(self.reason) > _LONGEST or len(self.reference) > _LONGEST_REFERENCE:
            raise GrantError("this is too long for a reason", hint="500 characters are enough")
        if not self.categories:
            raise GrantError("a grant needs something to look at")
        if not 1 <= self.days <= MOST_DAYS:
            raise GrantError(f"a grant is for 1 to {MOST_DAYS} days")
        if self.given_by == self.staff:
            raise GrantError("nobody gives a grant to themselves")

    def phase(self, now: int) -> Phase:
        """Where it stands at a moment."""
        if self.ended_at:
            return Phase.REVOKED if self.given_at else Phase.REFUSED
        if not self.given_at:
            return Phase.ASKED
        if self.until <= now:
            return Phase.OVER
        return Phase.STANDS if self.accepted_at else Phase.GIVEN

    @property
    def told(self) -> str:
        """The case and the reason on one line, as its subject reads it."""
        return f"{self.reference}: {self.reason}"
