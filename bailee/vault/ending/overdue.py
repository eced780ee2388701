"""What is due and still here, and why: it has to be kept, its member froze it, or it is late.

Nothing that is due waits for its key: what is locked or damaged goes like anything else.

Keeps: retain.destroy.
May be imported by: vault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bailee.storage import items, people
from bailee.terms import Category, SubjectId
from bailee.vault.ending.expiry import due_at, waiting_for_members
from bailee.vault.ending.gone import Overdue
from bailee.vault.parts import Parts

__all__ = ["FROZEN", "HELD", "LATE", "overdue"]

HELD, FROZEN, LATE = "held", "frozen", "late"


def overdue(parts: Parts) -> list[Overdue]:
    """How many items of each category, by why they are still here."""
    waiting, found = waiting_for_members(parts), Counter[tuple[Category, str]]()
    for subject, category, count in _due(parts):
        why = FROZEN if (subject, category) in waiting else LATE
        if not subject.startswith("~"):
            held = parts.standings.of(subject).standing.held
            why = HELD if category in held else why
        found[category, why] += count
    return [Overdue(category, why, count) for (category, why), count in sorted(found.items())]


def _due(parts: Parts) -> Iterator[tuple[SubjectId, Category, int]]:
    read, now = parts.database.read, parts.clock.now()
    ended = dict[tuple[str, str], int]()
    for subject, category, at in people.all_ended(read):
        policy = parts.standings.of(SubjectId(subject)).policy
        if due_at(policy, Category(category), at) <= now:
            ended[subject, category] = items.totals(read, subject, category).items
    for (subject, category), count in ended.items():
        if count:
            yield SubjectId(subject), Category(category), count
    for subject, category, count in items.due_by_holding(read, now=now):
        if (subject, category) not in ended:
            yield SubjectId(subject), Category(category), count
