"""What is odd about a look. It stops nobody: an officer sees it, and asks.

Keeps: security.staff.
May be imported by: rights.staff.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct

__all__ = ["Odd", "Seen", "odd"]

_FROM_HOUR, _TO_HOUR, _SATURDAY = 7, 19, 5
_MANY_ITEMS, _MANY_SUBJECTS = 100, 5
_JUST_BEFORE_S = 3600


class Odd(StrEnum):
    """Why a look deserves a second one."""

    HOURS = "hours"
    MANY_ITEMS = "many-items"
    MANY_SUBJECTS = "many-subjects"
    LAST_HOUR = "last-hour"
    OWN = "own"


class Seen(Struct, frozen=True, kw_only=True):
    """The circumstances of a look.

    `items`: shown by this grant on this day, with this look; `subjects`: whose data the same
    person looked at on this day, with this one; `is_own`: it is the looker's own data.
    """

    at: int
    until: int
    items: int
    subjects: int
    is_own: bool


def odd(seen: Seen) -> tuple[Odd, ...]:
    """Tell what is odd. Working hours are 7 to 19 UTC, from Monday to Friday."""
    when = datetime.fromtimestamp(seen.at, tz=UTC)
    works = when.weekday() < _SATURDAY and _FROM_HOUR <= when.hour < _TO_HOUR
    found = {
        Odd.HOURS: not works,
        Odd.MANY_ITEMS: seen.items > _MANY_ITEMS,
        Odd.MANY_SUBJECTS: seen.subjects > _MANY_SUBJECTS,
        Odd.LAST_HOUR: seen.until - seen.at < _JUST_BEFORE_S,
        Odd.OWN: seen.is_own,
    }
    return tuple(one for one, is_so in found.items() if is_so)
