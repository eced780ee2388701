"""When a grant for staff may stand: given by an officer who is somebody else, accepted, bounded.

Keeps: security.staff.
May be imported by: vault, rights.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.policy import reasons
from bailee.policy.unsaid import STAFF_CLAUSE
from bailee.terms import Actor, ActorKind, Decision, Permit, Refuse, kind_of

__all__ = ["MOST_DAYS", "Terms", "standing"]

MOST_DAYS = 14
"""For how long a grant stands at most, from when it was given; the reason says it in words."""
_MOST_S = MOST_DAYS * 86_400
_SELF = Refuse(reasons.NOT_OWN_GRANT(), STAFF_CLAUSE)
_LONG = Refuse(reasons.GRANT_TOO_LONG(), STAFF_CLAUSE)
_FREE = Refuse(reasons.NOT_BOUND(), STAFF_CLAUSE)
_NOBODY = Refuse(reasons.NO_OFFICER_GAVE(), STAFF_CLAUSE)


class Terms(Struct, frozen=True, kw_only=True):
    """Who looks, who lets them, from when until when, and when they accepted confidentiality.

    All in seconds since 1970.
    """

    looks: Actor
    given_by: Actor
    given_at: int
    until: int
    accepted_at: int | None


def standing(terms: Terms) -> Decision:
    """Say whether a grant on these terms may stand."""
    if {kind_of(terms.looks), kind_of(terms.given_by)} != {ActorKind.STAFF.value}:
        return _NOBODY
    if terms.looks == terms.given_by:
        return _SELF
    if terms.until > terms.given_at + _MOST_S:
        return _LONG
    if terms.accepted_at is None or terms.accepted_at < terms.given_at:
        return _FREE
    return Permit(STAFF_CLAUSE)
