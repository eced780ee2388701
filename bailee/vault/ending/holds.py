"""What has to be kept: a hold suspends every ending of a category of a subject, until its day.

A hold says who demands it, why, by which rule, and until when; that paper is sealed under a key of
its own, so that it outlives the account and goes with the hold. Only what the house can open and
what is nobody's way into their account can be held; and only where the policy that binds the
subject says that something may have to be kept.

Keeps: access.must_keep.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec import Struct

from bailee.policy import reasons
from bailee.policy.decide import Policy
from bailee.policy.states import MUST_KEEP, goes_on
from bailee.storage import Tx, holds
from bailee.terms import (
    Actor,
    ActorKind,
    Category,
    Custody,
    NotFoundError,
    Operation,
    Refuse,
    Refused,
    SubjectId,
)
from bailee.vault.damage import opened
from bailee.vault.ending import erasing
from bailee.vault.journal import Act
from bailee.vault.parts import Parts

__all__ = ["Hold", "Holds", "Paper"]


class Paper(Struct, frozen=True):
    """What a hold says: who demands it, why, by which rule or order, who set it, and when."""

    authority: str
    reason: str
    citation: str
    by: Actor
    at: int


class Hold(Struct, frozen=True):
    """A hold on a category of a subject; `paper` is None where the disk lost it."""

    number: str
    subject: SubjectId
    category: Category
    until: int
    paper: Paper | None


_read = msgspec.json.Decoder(Paper).decode


class Holds:
    """The holds of a data folder."""

    def __init__(self, parts: Parts) -> None:
        """Over the vault's parts."""
        self._parts = parts

    def can_be_held(self, policy: Policy) -> list[Category]:
        """What can be held of whoever this version of the policy binds."""
        if MUST_KEEP not in policy.covers:
            return []
        return [name for name in policy.categories if _is_holdable(policy, name)]

    async def place(
        self,
        number: str,
        subject: SubjectId,
        categories: Collection[Category],
        paper: Paper,
        *,
        until: int,
    ) -> None:
        """Keep these from every ending until then. Raises `Refused`, `NotFoundError`."""
        named = frozenset(categories)
        self._admit(subject, named, paper)
        wanted = [Hold(number, subject, name, until, paper) for name in sorted(named)]
        rows = [self._row(hold) for hold in wanted]
        lines = [
            self._parts.journal.prepare(subject, _act("hold", name, paper.by, paper.reason))
            for name in sorted(named)
        ]

        def write(tx: Tx) -> bool:
            if not all(holds.add(tx, row) for row in rows):
                raise NotFoundError("there is no such subject any more")
            for line in lines:
                line.append(tx)
            return True

        # First in memory: what is decided meanwhile must lose nothing.
        self._parts.standings.hold(subject, named)
        try:
            await self._parts.database.submit(write)
        finally:
            self._parts.standings.let_go(subject, named)

    def _admit(self, subject: SubjectId, categories: Collection[Category], paper: Paper) -> None:
        policy = self._parts.standings.of(subject).policy
        if MUST_KEEP not in policy.covers:
            self._refuse(subject, paper, Refuse(reasons.NO_HOLDS(), MUST_KEEP))
        for name in categories:
            if not _is_holdable(policy, name):
                self._refuse(subject, paper, Refuse(reasons.NOT_HELD(category=name), MUST_KEEP))

    def _refuse(self, subject: SubjectId, paper: Paper, refusal: Refuse) -> None:
        act = Act("hold", None, None, refusal.clause, paper.by)
        self._parts.journal.note(subject, act.refused(refusal.reason))
        raise Refused(refusal)

    async def lift(self, number: str, subject: SubjectId, *, actor: Actor, reason: str) -> None:
        """End a hold on a subject before its day. Raises `NotFoundError`."""
        found = [one for one in self.of(subject) if one.number == number]
        if not found:
            raise NotFoundError("there is no such hold")
        lines = [
            self._parts.journal.prepare(subject, _act("lift", one.category, actor, reason))
            for one in found
        ]
        # The key first: a row without it is a hold that ends, a key without a row would be one
        # that a restore lost.
        self._parts.ring.shred(subject, erasing.HOLD + number)

        def drop(tx: Tx) -> None:
            if holds.drop(tx, number, subject):
                for line in lines:
                    line.append(tx)

        await self._parts.database.submit(drop)
        self._parts.standings.forget(subject)

    async def end(self, *, actor: Actor) -> int:
        """End the holds whose day has come, and erase what they alone kept; answers how many.

        Can be stopped and run again.
        """
        due = holds.ended(self._parts.database.read, now=self._parts.clock.now())
        for number, subject in due:
            await self.lift(number, SubjectId(subject), actor=actor, reason="")
        await self._erase_the_rest()
        return len(due)

    async def _erase_the_rest(self) -> None:
        """What was left of whoever is erased already, and is not held any more."""
        read = self._parts.database.read
        for subject_text, by in holds.remainders(read):
            subject = SubjectId(subject_text)
            if self._is_held_whole(subject):
                continue
            await erasing.erase_subject(self._parts, subject, Act.erasure(by, None))

    def _is_held_whole(self, subject: SubjectId) -> bool:
        held = holds.categories(self._parts.database.read, subject)
        if not held:
            # A hold that an older copy of the data does not know is none that has ended.
            names = self._parts.ring.names()
            return any(whose == subject and key.startswith(erasing.HOLD) for whose, key, _ in names)
        keys = {key for whose, key, _ in self._parts.ring.names() if whose == subject}
        policy = self._parts.standings.of(subject).policy
        return not any(name in keys and name not in held for name in policy.categories)

    def of(self, subject: SubjectId) -> list[Hold]:
        """The holds on a subject, the first to end first."""
        return [self._hold(row) for row in holds.rows(self._parts.database.read, subject)]

    def all(self) -> list[Hold]:
        """Every hold, the first to end first."""
        return [self._hold(row) for row in holds.all_rows(self._parts.database.read)]

    def is_remainder(self, subject: SubjectId) -> bool:
        """Whether a subject is erased but for what is held."""
        return holds.is_remainder(self._parts.database.read, subject)

    def _row(self, hold: Hold) -> holds.HoldRow:
        number, subject, category, until, paper = msgspec.structs.astuple(hold)
        key = self._parts.ring.ensure(subject, erasing.HOLD + number)
        sealed = key.seal(msgspec.json.encode(paper), bound=_bound(number, category, until))
        return holds.HoldRow(number, subject, category, until, sealed)

    def _hold(self, row: holds.HoldRow) -> Hold:
        key = self._parts.ring.find(row.subject, erasing.HOLD + row.number)
        bound = _bound(row.number, row.category, row.until)
        found = opened(key, row.paper, bound=bound) if key else None
        paper = _read(found) if found is not None else None
        return Hold(row.number, SubjectId(row.subject), Category(row.category), row.until, paper)


def _is_holdable(policy: Policy, name: Category) -> bool:
    clause = policy.categories.get(name)
    if clause is None or not clause.is_personal or clause.custody is not Custody.KEPT:
        return False
    return not any(
        goes_on(Operation.CHANGE, under=policy.purposes[one].under, kind=ActorKind.BAILEE)
        for one in clause.purposes
    )


def _bound(number: str, category: str, until: int) -> bytes:
    return f"{number}|{category}|{until}".encode()


def _act(did: str, category: Category, actor: Actor, reason: str) -> Act:
    return Act(did, category, None, MUST_KEEP, actor, reason=reason)
