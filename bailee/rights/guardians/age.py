"""How old somebody is, from the month of their birth: nothing more exact is ever asked.

In the month of the birthday itself the day is not known, so a birthday counts once its month is
over.

Keeps: children.approval.
May be imported by: rights.guardians.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from msgspec import Struct

from bailee.terms import BaileeError

__all__ = ["Month", "MonthError", "is_under"]

_TEXT = re.compile(r"([0-9]{4})-([0-9]{2})")
_OLDEST_YEARS = 130


class MonthError(BaileeError):
    """This is no month that somebody alive was born in."""


class Month(Struct, frozen=True, order=True):
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def at(cls, now: int) -> Month:
        """The month of a moment (seconds since 1970, UTC)."""
        day = datetime.fromtimestamp(now, tz=UTC)
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str, *, now: int) -> Month:
        """`2012-05`. Raises `MonthError` for what is no month, to come, or too long ago."""
        found = _TEXT.fullmatch(text.strip())
        born = cls(int(found[1]), int(found[2])) if found else None
        today = cls.at(now)
        if (
            born is None
            or not 1 <= born.month <= 12  # noqa: PLR2004 - the months of a year
            or born > today
            or born.year < today.year - _OLDEST_YEARS
        ):
            raise MonthError("this is not a month of birth", hint="like 1990-05")
        return born

    def text(self) -> str:
        """`2012-05`."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def count(self) -> int:
        """The months since the year 0."""
        return self.year * 12 + self.month


def is_under(years: int, *, born: Month, now: int) -> bool:
    """Whether somebody is younger than so many years, or may still be."""
    return Month.at(now).count <= born.count + years * 12
