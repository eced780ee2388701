"""A simulator of a member's switches, for the pages."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from bailee.policy.decide import Policy
from bailee.policy.parts import Keep, KeepFrom
from bailee.rights.consent import Choice, Needed, Turn, Use
from bailee.rights.ledger import Held
from bailee.services.cloud import SERVICE
from bailee.terms import Actor, Agreement, Basis, Category, ClauseId, Purpose, SubjectId
from tests.cast import ADA, DAY, NOON, Clock

SYNC, CONTACTS = Purpose("sync"), Category("contacts")
SWITCH = Agreement(SYNC, CONTACTS)
SEES = frozenset({"member", "device", "bailee"})
KEEP = Keep(30, KeepFrom.WITHDRAWN)


class Holds(Protocol):
    """Whoever says what is held."""

    holdings: list[Held]


class ConsentDesk:
    """Ada has one switch, and turned it on forty days ago."""

    def __init__(self, clock: Clock, ledger: Holds, policy: Policy) -> None:
        self.clock, self.ledger, self.policy = clock, ledger, policy
        self.given = {SWITCH: True}
        self.turns = [Turn(SYNC, CONTACTS, given=True, at=NOON - 40 * DAY, version=1, by="member")]

    async def choices(self, subject: SubjectId) -> list[Choice]:
        assert subject == ADA
        return [
            Choice(
                purpose=purpose,
                category=category,
                clause=ClauseId(f"category.{category}"),
                says=self.policy.categories[category].says,
                given=given,
                since=self.turns[-1].at,
                keep=KEEP,
                sees=SEES,
                serves=self.policy.purposes[purpose].says,
                stops=SERVICE.stops[purpose],
            )
            for (purpose, category), given in self.given.items()
        ]

    async def needed(self, subject: SubjectId) -> list[Needed]:
        assert subject == ADA
        says = {name: clause.says for name, clause in self.policy.purposes.items()}
        found = list[Needed]()
        for clause in self.policy.categories.values():
            uses = tuple(
                Use(name, ClauseId(f"purpose.{name}"), says[name], basis)
                for name, basis in clause.bases.items()
                if basis is not Basis.CONSENT
            )
            if uses:
                told = (clause.name, clause.clause, clause.says, uses, clause.keep)
                found.append(Needed(*told, SEES))
        return found

    def history(self, subject: SubjectId) -> list[Turn]:
        assert subject == ADA
        return self.turns[::-1]

    async def give(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        await self._turn(agreement, on=True, by=(subject, actor))

    async def withdraw(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        await self._turn(agreement, on=False, by=(subject, actor))

    async def withdraw_all(self, subject: SubjectId, *, actor: Actor) -> list[Agreement]:
        going = [agreement for agreement, given in self.given.items() if given]
        for agreement in going:
            await self.withdraw(subject, agreement, actor=actor)
        return going

    def withdrawn(self, subject: SubjectId, *, since: int) -> list[Agreement]:
        assert subject == ADA
        last = self.turns[-1]
        return [last.agreement] if not last.given and last.at >= since else []

    async def give_again(self, subject: SubjectId, *, since: int, actor: Actor) -> None:
        for agreement in self.withdrawn(subject, since=since):
            await self.give(subject, agreement, actor=actor)

    async def _turn(self, agreement: Agreement, *, on: bool, by: tuple[SubjectId, Actor]) -> None:
        assert by == (ADA, Actor(f"member:{ADA}"))
        self.given[agreement] = on
        self.turns.append(Turn(*agreement, on, self.clock.now(), 2, "member"))
        ends = None if on else self.clock.now() + 30 * DAY
        self.ledger.holdings = [
            replace(held, ends_at=ends) if held.category == agreement.category else held
            for held in self.ledger.holdings
        ]
