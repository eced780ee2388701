"""What a change of the policy means for what is held of one member now.

Keeps: change.notice.
May be imported by: rights.changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from bailee.policy.compare import Change, Kind
from bailee.policy.decide import Policy
from bailee.rights.ledger import Ledger
from bailee.terms import Agreement, Category, SubjectId
from bailee.vault import Vault

__all__ = ["Meaning", "meanings"]


class Meaning(Struct, frozen=True):
    """One change, and where it bites: so many items of a category, so many days longer.

    `days`: how much longer (or shorter, below 0) each is kept, where that is what changes and can
    be told in days. `asks`: it touches only what takes a consent that the member did not give.
    """

    change: Change
    category: Category | None = None
    items: int = 0
    days: int | None = None
    asks: bool = False


class _Seen(NamedTuple):
    """What is held of the member, what they agreed to, and both versions."""

    held: dict[Category, int]
    consents: frozenset[Agreement]
    old: Policy
    new: Policy


async def meanings(
    vault: Vault, subject: SubjectId, changes: Iterable[Change], *, to: Policy
) -> list[Meaning]:
    """Each change with what is held of a member in the category that it touches."""
    held = {one.category: one.items for one in await Ledger(vault).held(subject)}
    consents = vault.standing(subject).consents
    seen = _Seen(held, consents, vault.policy_of(subject), to)
    return [_meaning(change, seen) for change in changes]


def _meaning(change: Change, seen: _Seen) -> Meaning:
    if len(change.categories) != 1:
        return Meaning(change)
    (category,) = change.categories
    asked = {Agreement(purpose, category) for purpose in change.purposes}
    asks = bool(asked) and asked <= seen.new.agreements | seen.old.agreements
    asks = asks and not asked & seen.consents
    days = _days(category, seen) if change.kind is Kind.RETENTION else None
    return Meaning(change, category, seen.held.get(category, 0), days, asks)


def _days(category: Category, seen: _Seen) -> int | None:
    """How many days longer, where both count from the same event."""
    before, after = seen.old.category(category).keep, seen.new.category(category).keep
    return after.days - before.days if before.event is after.event else None
