"""What a review finds: what it looked at, how that stands, and what to do.

May be imported by: assembly.review.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = ["Finding", "Level", "good", "look", "must"]


class Level(StrEnum):
    """How it stands: fine, to be looked at, or something must be done."""

    GOOD = "good"
    LOOK = "look"
    MUST = "must"


class Finding(Struct, frozen=True):
    """One finding. `do` is empty where nothing is to be done."""

    about: str
    level: Level
    says: str
    do: str = ""


def good(about: str, says: str) -> Finding:
    """It is as it should be."""
    return Finding(about, Level.GOOD, says)


def look(about: str, says: str, do: str) -> Finding:
    """Somebody should look at it."""
    return Finding(about, Level.LOOK, says, do)


def must(about: str, says: str, do: str) -> Finding:
    """Something must be done."""
    return Finding(about, Level.MUST, says, do)
