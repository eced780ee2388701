"""Holds, as officers set and lift them and as their members see them.

An order names who demands it, why, by which rule, which categories of whom, and until when: none is
without an end. Its members are told, unless of them nothing is left but what it holds.

Keeps: access.must_keep.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec import Struct

from bailee.rights.cases import number_of_case
from bailee.rights.guardians import Desk as WayOut
from bailee.rights.receipts import Withheld
from bailee.rights.receipts.withheld import held_back
from bailee.rights.roles import staff
from bailee.terms import BAILEE, BaileeError, Category, NotFoundError, SubjectId
from bailee.vault import Hold, Paper, Vault

__all__ = ["MOST_WORDS", "Holds", "Order", "OrderError", "Wanted"]

_HANDLE = "handle"
MOST_WORDS, _MOST_NAMES = 500, 50
_MOST_DAYS = 3653
_DAY_S = 86_400


class OrderError(BaileeError):
    """What was written is no order: something is missing, or it has no end."""


class Order(Struct, frozen=True):
    """A hold as its order says it, over everybody whom it names; `people`: how many."""

    number: str
    authority: str
    reason: str
    citation: str
    until: int
    since: int
    categories: tuple[Category, ...]
    people: int


class Wanted(Struct, frozen=True, kw_only=True):
    """What an officer wants held: by their short names, of whom."""

    names: tuple[str, ...]
    categories: tuple[Category, ...]
    authority: str
    reason: str
    citation: str
    until: int


class Holds:
    """Every hold of the house."""

    def __init__(self, vault: Vault, way_out: WayOut) -> None:
        """Over the vault; `way_out` tells members."""
        self._vault, self._tell = vault, way_out.tell

    async def place(self, wanted: Wanted, *, officer: SubjectId) -> Order:
        """Hold it from now on. Raises `OrderError`, `NotFoundError`, `Refused`.

        All names are looked up before any is held.
        """
        self._check(wanted)
        subjects, number = self._find(wanted.names), number_of_case()
        paper = Paper(
            wanted.authority,
            wanted.reason,
            wanted.citation,
            staff(officer),
            self._vault.clock.now(),
        )
        for one in subjects:
            await self._vault.holds.place(number, one, wanted.categories, paper, until=wanted.until)
        for one in subjects:
            await self._tell(one, "account.hold-set", until=wanted.until)
        return self.get(number)

    def _check(self, wanted: Wanted) -> None:
        says = (wanted.authority, wanted.reason, wanted.citation)
        if not all(says) or any(len(one) > MOST_WORDS for one in says):
            raise OrderError("say who demands it, why, and by which law or order, in short words")
        if not wanted.categories or not wanted.names or len(wanted.names) > _MOST_NAMES:
            raise OrderError(f"name what is held, and whose: at most {_MOST_NAMES} members")
        days = (wanted.until - self._vault.clock.now()) / _DAY_S
        if not 0 < days <= _MOST_DAYS:
            raise OrderError("a hold ends on a day to come, within ten years")

    def _find(self, names: Iterable[str]) -> list[SubjectId]:
        found = list[SubjectId]()
        for name in dict.fromkeys(names):
            row = self._vault.names.find(_HANDLE, name.strip().lower())
            if row is None:
                raise NotFoundError("one of these names is nobody's here")
            found.append(SubjectId(row.subject))
        return found

    async def lift(self, number: str, *, reason: str, officer: SubjectId) -> None:
        """End an order before its day. Raises `NotFoundError`, `OrderError`."""
        reason = " ".join(reason.split())
        if not reason or len(reason) > MOST_WORDS:
            raise OrderError("say in short words why it ends before its day")
        subjects = [one.subject for one in self._vault.holds.all() if one.number == number]
        if not subjects:
            raise NotFoundError("there is no such hold")
        for one in dict.fromkeys(subjects):
            await self._vault.holds.lift(number, one, actor=staff(officer), reason=reason)
            if not self._vault.holds.is_remainder(one):
                await self._tell(one, "account.hold-lifted")

    async def look_after(self) -> int:
        """End what has come to its day, and erase what it alone kept; answers how many ended."""
        return await self._vault.holds.end(actor=BAILEE)

    def can_be_held(self) -> list[Category]:
        """What can be held of new members."""
        return self._vault.holds.can_be_held(self._vault.policy)

    def get(self, number: str) -> Order:
        """One order. Raises `NotFoundError`."""
        for one in self.all():
            if one.number == number:
                return one
        raise NotFoundError("there is no such hold")

    def all(self) -> list[Order]:
        """Every order, the first to end first."""
        by_number = dict[str, list[Hold]]()
        for hold in self._vault.holds.all():
            by_number.setdefault(hold.number, []).append(hold)
        return [_order(holds) for holds in by_number.values()]

    def of(self, subject: SubjectId) -> dict[Category, Withheld]:
        """What is held of a subject."""
        return held_back(self._vault.holds.of(subject))


def _order(holds: Collection[Hold]) -> Order:
    first = next((one for one in holds if one.paper), next(iter(holds)))
    paper = first.paper or Paper("?", "?", "?", BAILEE, 0)
    return Order(
        first.number,
        paper.authority,
        paper.reason,
        paper.citation,
        first.until,
        paper.at,
        tuple(sorted({one.category for one in holds})),
        len({one.subject for one in holds}),
    )
