"""What a member agrees to, and what each switch turns; and what there is no switch for, and why.

Keeps: use.permitted, choice.explained, cloud.withdraw.
May be imported by: pages, gateways, assembly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile

from msgspec import Struct

from bailee.policy.parts import CategoryClause, Keep
from bailee.terms import (
    Actor,
    Agreement,
    Basis,
    Category,
    ClauseId,
    NotFoundError,
    Purpose,
    Service,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["Choice", "Consents", "Needed", "Turn", "Use"]

_UNDO_S = 3600
"""For how long what was withdrawn all at once can be given again all at once."""
Words = Mapping[str, str]


class Choice(Struct, frozen=True):
    """One switch: the sentence that it turns, who sees it, how long, since when.

    `serves`: what it is for; `stops`: what no longer works without it; `needed_for`: what its
    category serves besides, so that it stays when this is turned off.
    """

    purpose: Purpose
    category: Category
    clause: ClauseId
    says: Words
    given: bool
    since: int | None
    keep: Keep
    sees: frozenset[str]
    serves: Words = {}
    stops: Words = {}
    needed_for: tuple[Purpose, ...] = ()
    is_personal: bool = True

    @property
    def is_all(self) -> bool:
        """Whether nothing but consents has the category kept, so that it can go by itself."""
        return not self.needed_for


class Use(Struct, frozen=True):
    """One purpose that needs no consent: its sentence, and what it rests on."""

    purpose: Purpose
    clause: ClauseId
    says: Words
    basis: Basis


class Needed(Struct, frozen=True):
    """One category, as far as no switch turns it, and what it is needed for."""

    category: Category
    clause: ClauseId
    says: Words
    uses: tuple[Use, ...]
    keep: Keep
    sees: frozenset[str]


class Turn(Struct, frozen=True):
    """One turn of a switch, under a version of the policy.

    `by`: `member`, `guardian`, or the kind of whoever else did it; empty where it was not noted.
    """

    purpose: Purpose
    category: Category
    given: bool
    at: int
    version: int
    by: str = ""

    @property
    def agreement(self) -> Agreement:
        """What was agreed to, or not any more."""
        return Agreement(self.purpose, self.category)


class Consents:
    """The switches of a member."""

    def __init__(self, vault: Vault, *, services: Iterable[Service] = ()) -> None:
        """Over the vault; `services` say what stops without each of their purposes."""
        self._vault = vault
        self._stops = {name: says for one in services for name, says in one.stops.items()}

    async def choices(self, subject: SubjectId) -> list[Choice]:
        """Every switch that the policy which binds the member has, in its order."""
        policy, since = self._vault.policy_of(subject), self._since(subject)
        given = self._vault.standing(subject).consents
        return [
            Choice(
                purpose,
                clause.name,
                clause.clause,
                clause.says,
                Agreement(purpose, clause.name) in given,
                since.get(Agreement(purpose, clause.name)),
                clause.keep,
                policy.seers(clause.name, {purpose}),
                serves=policy.purposes[purpose].says,
                stops=self._stops.get(purpose, {}),
                needed_for=_needed_for(clause),
                is_personal=clause.is_personal,
            )
            for clause in policy.categories.values()
            for purpose, basis in clause.bases.items()
            if basis is Basis.CONSENT
        ]

    async def needed(self, subject: SubjectId) -> list[Needed]:
        """What the policy that binds the member does without asking, in its order."""
        policy = self._vault.policy_of(subject)
        found = list[Needed]()
        for clause in policy.categories.values():
            uses = tuple(
                Use(name, policy.purposes[name].clause, policy.purposes[name].says, basis)
                for name, basis in clause.bases.items()
                if basis is not Basis.CONSENT
            )
            if uses:
                told = (clause.name, clause.clause, clause.says, uses, clause.keep)
                sees = policy.seers(clause.name, {use.purpose for use in uses})
                found.append(Needed(*told, sees))
        return found

    def history(self, subject: SubjectId) -> list[Turn]:
        """Every turn of every switch, newest first."""
        return [
            Turn(Purpose(row.purpose), Category(row.category), *row[2:])
            for row in reversed(self._vault.consents(subject))
        ]

    async def give(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Agree. Raises `NotFoundError` when the policy asks no such thing."""
        await self._turn(subject, agreement, given=True, actor=actor)

    async def withdraw(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Withdraw: binds from the next request on, and starts the clock of what is kept."""
        await self._turn(subject, agreement, given=False, actor=actor)

    async def withdraw_all(self, subject: SubjectId, *, actor: Actor) -> list[Agreement]:
        """Withdraw everything that was agreed to; answers what that was."""
        given = sorted(self._vault.standing(subject).consents)
        for agreement in given:
            await self._vault.consent(subject, agreement, given=False, actor=actor)
        return given

    def withdrawn(self, subject: SubjectId, *, since: int) -> list[Agreement]:
        """What was withdrawn last, from a time on, and can still be given again together."""
        policy = self._vault.policy_of(subject)
        since = max(since, self._vault.clock.now() - _UNDO_S)
        last = takewhile(lambda one: not one.given and one.at >= since, self.history(subject))
        return [one.agreement for one in last if one.agreement in policy.agreements]

    async def give_again(self, subject: SubjectId, *, since: int, actor: Actor) -> None:
        """Agree again to what was withdrawn last, from a time on, within the hour."""
        for agreement in self.withdrawn(subject, since=since):
            await self._vault.consent(subject, agreement, given=True, actor=actor)

    def _since(self, subject: SubjectId) -> dict[Agreement, int]:
        return {
            Agreement(Purpose(row.purpose), Category(row.category)): row.at
            for row in self._vault.consents(subject)
        }

    async def _turn(
        self, subject: SubjectId, agreement: Agreement, *, given: bool, actor: Actor
    ) -> None:
        if agreement not in self._vault.policy_of(subject).agreements:
            raise NotFoundError("the policy asks no consent to this")
        await self._vault.consent(subject, agreement, given=given, actor=actor)


def _needed_for(clause: CategoryClause) -> tuple[Purpose, ...]:
    return tuple(name for name, basis in clause.bases.items() if basis is not Basis.CONSENT)
