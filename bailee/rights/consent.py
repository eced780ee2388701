"""What a member agrees to, and what each switch turns.

Keeps: use.permitted, choice.explained, cloud.withdraw.
May be imported by: pages, assembly.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bailee.policy.parts import Keep
from bailee.terms import (
    Actor,
    Agreement,
    Basis,
    Category,
    ClauseId,
    NotFoundError,
    Purpose,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["Choice", "Consents"]


class Choice(Struct, frozen=True):
    """One switch: the sentence that it turns, who sees it, how long, since when.

    `is_all`: nothing but consents has the category kept, so that it can go by itself.
    """

    purpose: Purpose
    category: Category
    clause: ClauseId
    says: Mapping[str, str]
    given: bool
    since: int | None
    keep: Keep
    sees: frozenset[str]
    is_all: bool = True


class Consents:
    """The switches of a member."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def choices(self, subject: SubjectId) -> list[Choice]:
        """Every switch that the policy which binds the member has, in its order."""
        policy, standing = self._vault.policy_of(subject), self._vault.standing(subject)
        since = {
            Agreement(Purpose(row.purpose), Category(row.category)): row.at
            for row in self._vault.consents(subject)
        }
        return [
            Choice(
                purpose,
                name,
                clause.clause,
                clause.says,
                Agreement(purpose, name) in standing.consents,
                since.get(Agreement(purpose, name)),
                clause.keep,
                frozenset(kind.value for kind in clause.seen_by),
                all(basis is Basis.CONSENT for basis in clause.bases.values()),
            )
            for name, clause in policy.categories.items()
            for purpose, basis in clause.bases.items()
            if basis is Basis.CONSENT
        ]

    async def give(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Agree. Raises `NotFoundError` when the policy asks no such thing."""
        await self._turn(subject, agreement, given=True, actor=actor)

    async def withdraw(self, subject: SubjectId, agreement: Agreement, *, actor: Actor) -> None:
        """Withdraw: binds from the next request on, and starts the clock of what is kept."""
        await self._turn(subject, agreement, given=False, actor=actor)

    async def _turn(
        self, subject: SubjectId, agreement: Agreement, *, given: bool, actor: Actor
    ) -> None:
        if agreement not in self._vault.policy_of(subject).agreements:
            raise NotFoundError("the policy asks no consent to this")
        await self._vault.consent(subject, agreement, given=given, actor=actor)
