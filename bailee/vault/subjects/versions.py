"""Versions of the policy from the day they are published: told of, withdrawn, in force.

Which versions bind whom is decided above; here it is kept, so that a restart at any moment finds
either the state before or the one after.

Keeps: change.no_reduction, change.notice.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from bailee.policy.decide import Policy
from bailee.policy.parts import CategoryClause, KeepFrom
from bailee.storage import Tx, announcements, evidence, items, people
from bailee.terms import SubjectId
from bailee.vault.parts import DAY_S, Parts

__all__ = ["Announced", "Versions"]


class Announced(Struct, frozen=True):
    """A version that was published: since when, whether all were told, whether it still comes."""

    policy: Policy
    at: int
    told_at: int | None = None
    withdrawn_at: int | None = None


class Versions:
    """The published versions of a data folder."""

    def __init__(self, parts: Parts, announced: dict[int, Policy]) -> None:
        """Over the vault's parts; `announced` are those that were published and not in force."""
        self._parts, self._policies = parts, announced

    @property
    def last(self) -> Announced | None:
        """What was published last, whatever became of it."""
        row = announcements.newest(self._parts.database.read)
        return self._read(row) if row else None

    @property
    def pending(self) -> Announced | None:
        """What is announced and still to come into force; never more than one."""
        last = self.last
        if last is None or last.withdrawn_at is not None:
            return None
        return None if last.policy.version in self._parts.standings.policies else last

    def all(self) -> list[Announced]:
        """Everything that was ever published, oldest first."""
        return [self._read(row) for row in announcements.all_of_them(self._parts.database.read)]

    def _read(self, row: announcements.AnnouncementRow) -> Announced:
        known = self._parts.standings.policies.get(row.version) or self._policies[row.version]
        return Announced(known, row.at, row.told_at, row.withdrawn_at)

    def bound(self) -> dict[int, int]:
        """How many each version binds."""
        return people.count_bound(self._parts.database.read)

    async def publish(self, policy: Policy, *, over: Iterable[int] | None) -> None:
        """Keep a version as published now: in force at once `over` others, or for later (None)."""
        said, now = policy.said, self._parts.clock.now()
        row = announcements.AnnouncementRow(policy.version, said.text, said.digest, now)
        self._policies[policy.version] = policy
        enact = self._enacting(policy, over) if over is not None else None

        def publish(tx: Tx) -> None:
            announcements.add(tx, row)
            if enact is not None:
                enact(tx)

        await self._parts.database.submit(publish)
        if enact is not None:
            self._is_in_force(policy)

    async def withdraw(self, version: int) -> None:
        """Keep that a version will not come."""
        now = self._parts.clock.now()
        await self._parts.database.submit(lambda tx: announcements.withdraw(tx, version, at=now))

    async def enact(self, policy: Policy, *, over: Iterable[int]) -> None:
        """Bring a version into force: for who comes, and for all whom one of `over` binds."""
        await self._parts.database.submit(self._enacting(policy, over))
        self._is_in_force(policy)

    def _enacting(self, policy: Policy, over: Iterable[int]) -> Callable[[Tx], None]:
        said, bound = policy.said, list(over)
        row = evidence.PolicyRow(policy.version, said.text, said.digest, self._parts.clock.now())

        def enact(tx: Tx) -> None:
            evidence.add_policy(tx, row)
            for version in bound:
                people.rebind(tx, policy=policy.version, bound_by=version)
            for clause in policy.categories.values():
                _judge_anew(tx, clause, policy=policy.version)

        return enact

    def _is_in_force(self, policy: Policy) -> None:
        self._parts.standings.policies[policy.version] = policy
        self._parts.standings.forget()

    # Who was told

    def untold(self, version: int, *, limit: int) -> list[SubjectId]:
        """Who can be told of a version and was not, oldest first."""
        found = announcements.untold(self._parts.database.read, version, limit=limit)
        return [SubjectId(one) for one in found]

    def misled(self, version: int, *, limit: int) -> list[SubjectId]:
        """Who was told of a version and not that it was withdrawn, oldest first."""
        found = announcements.misled(self._parts.database.read, version, limit=limit)
        return [SubjectId(one) for one in found]

    def count_untold(self, version: int) -> int:
        """How many are still to be told of a version."""
        return announcements.count_untold(self._parts.database.read, version)

    async def note_told(self, subject: SubjectId, version: int, *, back: bool = False) -> None:
        """Keep that somebody was told of a version, or that it was withdrawn (`back`)."""
        note = announcements.note_told_back if back else announcements.note_told
        await self._parts.database.submit(lambda tx: note(tx, subject, version))

    async def note_all_told(self, version: int) -> None:
        """Keep that everybody was told who was here."""
        now = self._parts.clock.now()
        await self._parts.database.submit(
            lambda tx: announcements.note_all_told(tx, version, at=now)
        )


def _judge_anew(tx: Tx, clause: CategoryClause, *, policy: int) -> None:
    """What was taken in under another version goes when the one that binds now says so."""
    since = {KeepFrom.COLLECTED: "collected", KeepFrom.CHANGED: "changed"}.get(clause.keep.event)
    seconds = clause.keep.days * DAY_S
    items.judge_anew(tx, clause.name, policy=policy, since=since, seconds=seconds)
