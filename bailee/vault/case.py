"""What leaves by a case of disclosure: decided at the call, written down before anything opens.

No consent is asked, so that withdrawing one voids no lawful order; the policy's case, its evidence
and the state of the account decide. Whose journal tells of it is said by whoever asks: under a
dated gag it is that of the paper's own file.

Keeps: share.none, children.no_disclosure, security.evidence.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from bailee.keys import Key
from bailee.storage import Tx, items
from bailee.terms import (
    Actor,
    Category,
    ClauseId,
    FolderId,
    ItemId,
    Operation,
    Permit,
    Refuse,
    Refused,
    SubjectId,
)
from bailee.vault.damage import name_of, opened
from bailee.vault.journal import Act
from bailee.vault.parts import Parts

__all__ = ["ByCase", "Case", "Left"]

JOURNAL = Category("journal")
_STEP, _STEP_BYTES = 100, 256 * 1024


class Case(Struct, frozen=True):
    """By which case, on which evidence, and what was changed between which times (Unix, s)."""

    name: str
    evidence: frozenset[str]
    since: int
    until: int


class Left(Struct, frozen=True):
    """One item on its way out; `opened` is None where it is damaged."""

    category: Category
    folder: FolderId
    name: ItemId
    changed: int
    opened: bytes | None


class ByCase:
    """One subject's data, as far as one case opens it, for one recipient."""

    def __init__(
        self, parts: Parts, case: Case, *, of: SubjectId, told: SubjectId, to: Actor
    ) -> None:
        """Decide nothing yet."""
        self._parts, self._case, self._of, self._told, self._to = parts, case, of, told, to

    def decide(self, categories: Collection[Category]) -> Permit:
        """Decide, and have a refusal written down. Raises `Refused`."""
        standing, policy = self._parts.standings.of(self._of)
        decision = policy.decide_disclosure(
            self._case.name, categories=categories, evidence=self._case.evidence, standing=standing
        )
        if isinstance(decision, Refuse):
            self.refused(decision)
            raise Refused(decision)
        return decision

    def refused(self, refusal: Refuse) -> None:
        """Write a refusal down, whoever said no."""
        act = self._act(None, refusal.clause).refused(refusal.reason)
        self._parts.journal.note(self._told, act)

    def release(self, categories: Collection[Category]) -> Iterator[Left]:
        """Decide now, look for every key, and give what there is, item by item.

        Raises `Refused`, `LockedError` before anything is opened.
        """
        self.decide(categories)
        wanted = sorted(set(categories))
        keys = {name: self._parts.ring.find(self._of, name) for name in wanted}
        return (
            left
            for name in wanted
            for left in (self._lines() if name == JOURNAL else self._items(name, keys[name]))
        )

    async def write_down(self, categories: Collection[Category]) -> None:
        """A line for each category, kept when this returns. Raises `Refused`."""
        await self._append(categories, self.decide(categories).clause, whose=self._told)

    async def tell_later(self, categories: Collection[Category], clause: ClauseId) -> None:
        """The lines that a gag kept from the subject, in their own journal, dated now."""
        await self._append(categories, clause, whose=self._of)

    async def _append(
        self, categories: Collection[Category], clause: ClauseId, *, whose: SubjectId
    ) -> None:
        lines = [
            self._parts.journal.prepare(whose, self._act(name, clause))
            for name in sorted(set(categories))
        ]

        def append(tx: Tx) -> None:
            for line in lines:
                line.append(tx)

        await self._parts.database.submit(append)

    def _act(self, category: Category | None, clause: ClauseId | None) -> Act:
        return Act(Operation.DISCLOSE.value, category, None, clause, self._to)

    def _is_inside(self, at: int) -> bool:
        return self._case.since <= at < self._case.until

    def _items(self, category: Category, key: Key | None) -> Iterator[Left]:
        if key is None:
            return
        for row in items.folders(self._parts.database.read, self._of, category):
            folder, token = FolderId(name_of(key, row.name) or ""), 0
            while found := items.walk(
                self._parts.database.read, row.id, token, most=_STEP, most_bytes=_STEP_BYTES
            ):
                token = found[-1][0].token
                for head, body in found:
                    if self._is_inside(head.changed):
                        name = ItemId(name_of(key, head.name) or "")
                        bound = f"{self._of}|{category}|{row.id}|{head.version}|{name}".encode()
                        text = opened(key, body, bound=bound)
                        yield Left(category, folder, name, head.changed, text)

    def _lines(self) -> Iterator[Left]:
        for run in self._parts.journal.told(self._of):
            for line in run:
                if self._is_inside(line.line.at):
                    name = ItemId(str(line.number))
                    yield Left(JOURNAL, FolderId("journal"), name, line.line.at, line.leaf)
