"""What went by itself, in numbers by day and category: in the transaction in which it goes.

So a report misses nothing that a crash cut short, and counts nothing twice. The numbers are of
nobody in particular, and older ones than the longest are forgotten.

Keeps: retain.destroy.
May be imported by: vault.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bailee.storage import Tx, evidence
from bailee.terms import Category
from bailee.vault.parts import Parts

__all__ = ["Gone", "Overdue", "forget_gone", "gone", "note_gone"]

_FACT = "gone/"
_KEPT_DAYS = 400


class Gone(NamedTuple):
    """How many items of a category went on a day (UTC)."""

    day: date
    category: Category
    items: int


class Overdue(NamedTuple):
    """How many items are due and still here, and why: `held`, `frozen` or `late`."""

    category: Category
    why: str
    items: int


def note_gone(tx: Tx, category: str, count: int, *, at: int) -> None:
    """Count what goes now."""
    if count:
        evidence.add_to_fact(tx, f"{_FACT}{_day(at)}/{category}", count)


def forget_gone(tx: Tx, *, at: int) -> None:
    """Forget the numbers of long ago."""
    before = _day(at) - timedelta(days=_KEPT_DAYS)
    evidence.drop_facts(tx, since=_FACT, before=f"{_FACT}{before}")


def gone(parts: Parts, *, since: int) -> list[Gone]:
    """What went by itself from a day on, the oldest first."""
    first, found = _day(since), list[Gone]()
    for name, count in evidence.facts(parts.database.read, _FACT).items():
        day, _, category = name.partition("/")
        if date.fromisoformat(day) >= first:
            found.append(Gone(date.fromisoformat(day), Category(category), int(count)))
    return found


def _day(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).date()
