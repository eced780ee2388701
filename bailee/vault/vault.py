"""The vault itself: its rooms put together, and what can be asked of it.

May be imported by: vault.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Iterator, Mapping

from bailee.keys import Ring
from bailee.policy.decide import Policy
from bailee.storage import Database, Tx, evidence, items, people
from bailee.terms import (
    BAILEE,
    ERASURE,
    Actor,
    Agreement,
    Category,
    ClauseId,
    Clock,
    Custody,
    Operation,
    Processing,
    Purpose,
    Standing,
    State,
    SubjectId,
)
from bailee.vault.case import ByCase, Case
from bailee.vault.ending import erasing, expiry, restoring
from bailee.vault.ending.gone import Gone, Overdue, gone
from bailee.vault.ending.holds import Holds
from bailee.vault.ending.overdue import overdue
from bailee.vault.ending.residue import plan_rotation, promised
from bailee.vault.holding import Holding, Why
from bailee.vault.index import Indexes
from bailee.vault.journal import Act, Journal, Told, Tree
from bailee.vault.parts import DAY_S, Parts
from bailee.vault.subjects import binding, consents, links, states
from bailee.vault.subjects.grants import Grants
from bailee.vault.subjects.guardians import Guardians
from bailee.vault.subjects.names import Names
from bailee.vault.subjects.standing import Standings
from bailee.vault.subjects.versions import Versions
from bailee.vault.values import AccountState, Erased, Line

__all__ = ["Vault"]

_SESSION_S = 600


class Vault:
    """Holds what belongs to somebody else, for an agreed purpose, and gives it back on demand."""

    def __init__(
        self,
        database: Database,
        ring: Ring,
        *,
        policies: dict[int, Policy],
        clock: Clock,
        announced: dict[int, Policy] | None = None,
    ) -> None:
        """Put the rooms together.

        `policies`: every version that was ever in force; `announced`: those published besides.
        """
        journal = Journal(database, ring, clock)
        standings = Standings(database, policies)
        self._parts = Parts(database, ring, clock, journal, standings, Indexes())
        self.names = Names(self._parts)
        self.holds = Holds(self._parts)
        self.grants = Grants(self._parts, self.names)
        self.guardians = Guardians(self._parts)
        self.versions = Versions(self._parts, announced or {})
        self.tree = Tree(database, ring.signer("journal-head"), clock)

    @property
    def policy(self) -> Policy:
        """The version that binds new subjects."""
        return self._parts.standings.newest

    @property
    def policies(self) -> Mapping[int, Policy]:
        """Every version that was in force here, by its number."""
        return self._parts.standings.policies

    @property
    def clock(self) -> Clock:
        """The house's clock."""
        return self._parts.clock

    # Subjects

    @staticmethod
    def draw() -> SubjectId:
        """An id that nobody has, for a subject who may come."""
        return SubjectId(b32encode(secrets.token_bytes(10)).decode().lower())

    async def admit(self, subject: SubjectId | None = None, *, actor: Actor = BAILEE) -> SubjectId:
        """Take in a new subject, bound by the newest version; they have agreed to nothing yet."""
        subject = subject or self.draw()
        now, policy = self.clock.now(), self.policy
        row = people.SubjectRow(
            subject, State.ACTIVE.value, is_child=False, policy=policy.version, since=now
        )
        act = Act("admit", None, None, ClauseId("account.service"), actor)
        line = self._parts.journal.prepare(subject, act)

        def add(tx: Tx) -> None:
            people.add_subject(tx, row)
            line.append(tx)

        await self._parts.database.submit(add)
        return subject

    def subjects(self) -> list[SubjectId]:
        """Everybody, oldest first."""
        return [SubjectId(found) for found in people.subjects(self._parts.database.read)]

    def standing(self, subject: SubjectId) -> Standing:
        """What is true of a subject now. Raises `NotFoundError`."""
        return self._parts.standings.of(subject).standing

    def policy_of(self, subject: SubjectId) -> Policy:
        """The version that binds a subject. Raises `NotFoundError`."""
        return self._parts.standings.of(subject).policy

    async def bind(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        """Let a newer version bind a subject who agrees. Raises `NotFoundError`, `Refused`."""
        await binding.bind(self._parts, subject, version, actor=actor)

    def state_of(self, subject: SubjectId) -> AccountState:
        """Where an account stands, and since when. Raises `NotFoundError`."""
        return states.state_of(self._parts, subject)

    def ending(self, state: State) -> list[SubjectId]:
        """Those whose time in a state is over."""
        return states.ending(self._parts, state)

    async def set_state(
        self,
        subject: SubjectId,
        state: State,
        *,
        actor: Actor,
        reason: str = "",
        ends_at: int | None = None,
    ) -> None:
        """Hold, restrict, close or reopen an account; the decisions change with it.

        `reason` is told to its member, in their ledger. Raises `NotFoundError`, `Refused`.
        """
        await states.turn(self._parts, subject, state, actor=actor, reason=reason, ends_at=ends_at)

    # Data

    def holding(
        self, category: Category, *, of: SubjectId, purpose: Purpose, actor: Actor
    ) -> Holding:
        """What is held of a subject in a category, for a purpose, by an actor."""
        return Holding(self._parts, category, of=of, why=Why(purpose, actor))

    def by_case(self, case: Case, *, of: SubjectId, told: SubjectId, to: Actor) -> ByCase:
        """What may leave by a case; only `release` asks this, for rights.disclosure."""
        return ByCase(self._parts, case, of=of, told=told, to=to)

    async def pseudonymous(
        self, category: Category, *, of: SubjectId, purpose: Purpose, actor: Actor
    ) -> Holding:
        """Where a subject's non-personal data goes: decided on them, kept under a pseudonym.

        While a link says whose the pseudonym is, their rights reach it (class.combined). Raises
        `Refused`.
        """
        self.holding(category, of=of, purpose=purpose, actor=actor).decide(Operation.COMBINE)
        under = await links.current(self._parts, of, category)
        return Holding(self._parts, category, of=of, why=Why(purpose, actor, under))

    async def consent(
        self, subject: SubjectId, agreement: Agreement, *, given: bool, actor: Actor
    ) -> None:
        """Give or withdraw a consent."""
        await consents.consent(self._parts, subject, agreement, given=given, actor=actor)

    def consents(self, subject: SubjectId) -> list[people.ConsentRow]:
        """The history of a subject's consents, oldest first."""
        return people.consents(self._parts.database.read, subject)

    def ends_at(self, subject: SubjectId, category: Category) -> int | None:
        """When a holding goes whose last consent has ended."""
        ended = people.ended_at(self._parts.database.read, subject, category)
        policy = self.policy_of(subject)
        return None if ended is None else expiry.due_at(policy, category, ended)

    def linked(self, subject: SubjectId, category: Category) -> list[SubjectId]:
        """The pseudonyms whose data is personal, because a link still says whose it is."""
        return links.pseudonyms(self._parts, subject, category)

    async def cut_links(self, subject: SubjectId, category: Category) -> int:
        """Make what is under a subject's pseudonyms non-personal for good."""
        return await links.cut(self._parts, subject, category)

    # Rights and retention

    async def forget(self, subject: SubjectId, *, actor: Actor) -> dict[Category, Erased]:
        """Erase a subject: every key at once, then everything else. Raises `Refused`."""
        category = Category("account")
        processing = Processing(Operation.ERASE, category, ERASURE, actor)
        permit = self._parts.decide(subject, processing)
        act = Act.of(processing, permit.clause)._replace(category=None)
        return await erasing.erase_subject(self._parts, subject, act)

    async def expire(self) -> int:
        """Remove what is due; answers how many items went."""
        return await expiry.expire(self._parts)

    async def sweep(self, *, limit: int = 500) -> int:
        """Remove some of the noise that erasures left; 0 when none is left."""

        def sweep(tx: Tx) -> int:
            return items.sweep(tx, limit=limit) or evidence.sweep_persons(tx, limit=limit)

        return await self._parts.database.submit(sweep)

    async def mend(self) -> int:
        """Finish what a crash cut short; answers how many erasures that was."""
        return await erasing.finish_interrupted(self._parts)

    async def drop_what_has_no_key(self, *, holders: Mapping[str, str]) -> int:
        """Drop what a restored copy of the data brought back; answers how much that was.

        `holders`: for a kind of blind name, the holder of the key that must go with it.
        """
        return await restoring.drop_what_has_no_key(self._parts, holders=holders)

    async def agree_with_keys(self) -> None:
        """Remember that the data and the keys agree, before they are closed."""
        await restoring.note_losses(self._parts)

    # Journal

    def lines(
        self, subject: SubjectId, *, before: int | None = None, limit: int = 200
    ) -> list[Line]:
        """A subject's own lines, newest first."""
        return self._parts.journal.lines(subject, before=before, limit=limit)

    def told(self, subject: SubjectId) -> Iterator[list[Told]]:
        """Each of a subject's lines with its leaf, oldest first, a run at a time."""
        return self._parts.journal.told(subject)

    def write_counted(self) -> None:
        """Write the reads of the last second down; does not wait."""
        self._parts.journal.write_counted()

    async def settle(self) -> None:
        """Write down what was counted, sign the head, and wait for both."""
        await self._parts.journal.settle()
        await self.tree.sign()

    # Keys

    async def open_for(self, subject: SubjectId, holder: str, secret: bytes) -> None:
        """Begin or prolong a session in which the subject's `unlocked` categories can be read."""
        if not self._parts.ring.touch(subject, now=self.clock.now()):
            await self.open_with(subject, holder, secret)

    async def open_with(self, subject: SubjectId, holder: str, secret: bytes) -> bool:
        """The same, with this secret and no other; whether it opens.

        A key that goes from the house to the devices is in older copies of the key store still as
        it was, until the epoch ends.
        """
        ring, now, policy = self._parts.ring, self.clock.now(), self.policy_of(subject)
        if not ring.unlock(subject, holder, secret, now=now):
            return False
        moved = [
            ring.settle(subject, name, clause.custody) for name, clause in policy.categories.items()
        ]
        if any(moved):
            due = promised(policy, now)
            await self._parts.database.submit(lambda tx: plan_rotation(tx, due))
        return True

    def prolong(self, subject: SubjectId) -> None:
        """Prolong a session in which they can be read, if there is one."""
        self._parts.ring.touch(subject, now=self.clock.now())

    def is_closed(self, subject: SubjectId) -> bool:
        """Whether no session of the member's holds their keys."""
        return not self._parts.ring.is_unlocked(subject)

    def admit_holder(self, subject: SubjectId, holder: str, secret: bytes) -> None:
        """Let a device, password or recovery key unlock from now on. Raises `LockedError`."""
        self._parts.ring.admit(subject, holder, secret, now=self.clock.now())

    def expel_holder(self, subject: SubjectId, holder: str) -> None:
        """Take that away again."""
        self._parts.ring.expel(subject, holder)

    def is_locked(self, subject: SubjectId, category: Category) -> bool:
        """Whether the house cannot read a category now, because its key is with the member."""
        is_unlocked = self.policy_of(subject).category(category).custody is Custody.UNLOCKED
        return is_unlocked and self.is_closed(subject)

    def lock_idle(self) -> None:
        """Forget the keys and indexes of sessions that have ended."""
        before = self.clock.now() - _SESSION_S
        self._parts.ring.lock_idle(before=before)
        self._parts.indexes.drop_idle(before=before)

    def categories_of(self, subject: SubjectId) -> set[Category]:
        """The categories in which anything was ever put of a subject."""
        found = items.categories(self._parts.database.read, subject)
        return {Category(category) for category in found}

    # Numbers, of nobody in particular

    def totals(self, category: Category) -> items.Totals:
        """What is held of everybody in a category."""
        return items.totals_of_all(self._parts.database.read, category)

    def gone(self, *, since: int) -> list[Gone]:
        """How many items went by themselves, by day and category, the oldest first."""
        return gone(self._parts, since=since)

    def overdue(self) -> list[Overdue]:
        """How many items are due and still here, and why."""
        return overdue(self._parts)

    def fact(self, name: str) -> str | None:
        """A fact of the house, `expiry-ran` say."""
        return evidence.fact(self._parts.database.read, name)

    async def note_fact(self, name: str, value: str) -> None:
        """Note a fact of the house."""
        await self._parts.database.submit(lambda tx: evidence.set_fact(tx, name, value))

    def lines_until_today(self) -> int:
        """How many lines the journal had when the day began; what happens now does not show."""
        now = self.clock.now()
        return evidence.lines_before(self._parts.database.read, now - now % DAY_S)

    def journal_size(self) -> int:
        """How many lines the journal has."""
        return evidence.journal_size(self._parts.database.read)
