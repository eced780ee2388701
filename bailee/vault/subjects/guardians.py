"""Children and their guardians, as the door knows them; each change is a line for both to read.

Keeps: children.approval, children.guardian_rights.
May be imported by: vault.
"""

from __future__ import annotations

import secrets
from base64 import b32encode

from bailee.policy import reasons
from bailee.policy.guardians import APPROVAL_CLAUSE, GUARDIANS_CLAUSE, appointing
from bailee.storage import Tx, people
from bailee.storage import guardians as rows
from bailee.terms import BAILEE, Actor, Refuse, Refused, State, SubjectId
from bailee.vault.journal import Act
from bailee.vault.parts import Parts

__all__ = ["Guardians"]


class Guardians:
    """The families of a data folder."""

    def __init__(self, parts: Parts) -> None:
        """Over the vault's parts."""
        self._parts = parts

    async def admit(self) -> SubjectId:
        """Take in a child: held, so that nothing is taken in until a guardian agrees."""
        child = SubjectId(b32encode(secrets.token_bytes(10)).decode().lower())
        now, policy = self._parts.clock.now(), self._parts.standings.newest
        row = people.SubjectRow(
            child, State.HELD.value, is_child=True, policy=policy.version, since=now
        )
        line = self._parts.journal.prepare(child, _act("admit", BAILEE))

        def add(tx: Tx) -> None:
            people.add_subject(tx, row)
            line.append(tx)

        await self._parts.database.submit(add)
        return child

    def of(self, child: SubjectId) -> SubjectId | None:
        """A child's guardian."""
        found = rows.guardian(self._parts.database.read, child)
        return SubjectId(found[0]) if found else None

    def children(self, guardian: SubjectId) -> list[tuple[SubjectId, int]]:
        """The children of a guardian, and since when they are."""
        found = rows.children(self._parts.database.read, guardian)
        return [(SubjectId(child), since) for child, since in found]

    def orphans(self) -> list[SubjectId]:
        """The children with an open account whose guardian is gone."""
        found = rows.orphans(self._parts.database.read, state=State.ACTIVE.value)
        return [SubjectId(child) for child in found]

    def half_of_age(self) -> list[SubjectId]:
        """Those who are no child any more, and whose account still waits as if they were."""
        found = rows.held_without_being_one(self._parts.database.read, state=State.HELD.value)
        return [SubjectId(subject) for subject in found]

    async def appoint(self, child: SubjectId, guardian: SubjectId) -> None:
        """Let a member be a child's guardian. Raises `Refused`, `NotFoundError`."""
        standings, actor = self._parts.standings, Actor(f"member:{guardian}")
        decision = appointing(
            standings.of(child).standing, standings.of(guardian).standing, is_same=child == guardian
        )
        if isinstance(decision, Refuse):
            self._parts.journal.note(child, _act("guardian", actor).refused(decision.reason))
            raise Refused(decision)
        at = self._parts.clock.now()
        lines = [
            self._parts.journal.prepare(one, _act("guardian", actor)) for one in (child, guardian)
        ]

        def write(tx: Tx) -> None:
            if rows.add_guardian(tx, child, guardian, at=at):
                for line in lines:
                    line.append(tx)

        await self._parts.database.submit(write)
        standings.forget(child)
        if self.of(child) != guardian:
            raise Refused(Refuse(reasons.HAS_GUARDIAN(), APPROVAL_CLAUSE))

    def note(self, child: SubjectId, did: str, *, actor: Actor) -> None:
        """Write down what was done about a child, in the child's own ledger."""
        self._parts.journal.note(child, _act(did, actor))

    async def end(self, child: SubjectId, *, actor: Actor) -> None:
        """Let a child be one no more, by their own word; the guardian's powers end with it."""
        guardian = self.of(child)
        both = [child] if guardian is None else [child, guardian]
        act = _act("of-age", actor)._replace(clause=GUARDIANS_CLAUSE)
        lines = [self._parts.journal.prepare(one, act) for one in both]

        def write(tx: Tx) -> None:
            if rows.end_childhood(tx, child):
                for line in lines:
                    line.append(tx)

        await self._parts.database.submit(write)
        self._parts.standings.forget(child)


def _act(did: str, actor: Actor) -> Act:
    return Act(did, None, None, APPROVAL_CLAUSE, actor)
