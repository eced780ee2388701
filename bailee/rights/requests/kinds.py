"""What people can ask, and the four grounds on which it can be refused.

Keeps: access.refusal.
May be imported by: rights.requests.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["AT_ONCE", "BY_MEMBERS", "BY_STRANGERS", "Ground", "Kind"]


class Kind(StrEnum):
    """What is asked (GDPR Art. 15-22, 77); an id, never renamed: it is kept."""

    ACCESS = "access"
    COPY = "copy"
    RECTIFY = "rectify"
    ERASE_PART = "erase-part"
    ERASE_ACCOUNT = "erase-account"
    RESTRICT = "restrict"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    COMPLAIN = "complain"
    APPEAL = "appeal"
    REPORT_CHILD = "report-child"


AT_ONCE = frozenset(
    {Kind.ACCESS, Kind.COPY, Kind.ERASE_PART, Kind.ERASE_ACCOUNT, Kind.RESTRICT, Kind.WITHDRAW}
)
"""What a machine does for a member, who is signed in and has proven it."""
BY_MEMBERS = (Kind.RECTIFY, Kind.OBJECT, Kind.COMPLAIN)
"""What a member asks of a person, by itself; an appeal follows a refusal."""
BY_STRANGERS = (Kind.ACCESS, Kind.ERASE_PART, Kind.RECTIFY, Kind.OBJECT, Kind.COMPLAIN)
"""What somebody without an account asks of a person."""


class Ground(StrEnum):
    """Why a request can be refused; there is no fifth ground."""

    REPETITIVE = "repetitive"
    DISPROPORTIONATE = "disproportionate"
    OTHERS_PRIVACY = "others-privacy"
    IMPRACTICAL = "impractical"
