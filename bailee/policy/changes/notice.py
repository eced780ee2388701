"""From which day a new version may bind: what takes something away is told days before.

Keeps: change.notice.
May be imported by: rights.changes, rights.notices, commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bailee.policy.catalogue import CATALOGUE
from bailee.policy.changes.change import Change
from bailee.policy.decide import Policy
from bailee.policy.faults import Fault
from bailee.policy.phrases import in_language
from bailee.policy.reading.lines import Lines
from bailee.terms import ClauseId

__all__ = ["CLAUSE", "fault", "notice_days", "reduces"]

CLAUSE = ClauseId("change.notice")


def reduces(changes: Sequence[Change]) -> bool:
    """Whether any of these takes a right away or weakens it."""
    return any(change.reduces for change in changes)


def notice_days(*versions: Policy) -> int:
    """The most days of notice that any of these promises; 0 where none does."""
    promises = [one.said.promises[CLAUSE] for one in versions if CLAUSE in one.said.promises]
    return max((promise.values["days"] for promise in promises), default=0)


def fault(new: Policy, old: Policy, changes: Sequence[Change], *, today: date) -> Fault | None:
    """What is wrong with the day on which a version shall bind, if anything is."""
    taken = next((change for change in changes if change.reduces), None)
    if taken is None:
        return None
    says = in_language(taken.says, "en")
    line = Lines(new.said.text).of(("since",))
    promised = notice_days(old, new)
    days = promised or _usual_days()
    earliest = today + timedelta(days=days)
    if not promised:
        return Fault(
            line,
            f"it takes something away ({says}), and no version promises to tell that before",
            f'add [promise."{CLAUSE}"] with days = {days}, and write since = {earliest} or later',
        )
    if new.since < earliest:
        return Fault(
            line,
            f"it takes something away ({says}), which is told {days} days before",
            f"write since = {earliest} or later",
        )
    return None


def _usual_days() -> int:
    return next(value.usual for value in CATALOGUE[CLAUSE].values if value.name == "days")
