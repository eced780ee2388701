"""A guardian and their children after the approval; and the day on which a child takes over.

What a guardian may is decided in the vault; here it is only asked for.

Keeps: children.guardian_rights, children.approval.
May be imported by: rights.guardians.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from bailee.policy.guardians import APPROVAL_CLAUSE
from bailee.policy.states import NOT_ACTIVE
from bailee.rights.consent import Consents
from bailee.rights.erasure import Erasure, Receipt
from bailee.rights.guardians.age import Month, is_under
from bailee.rights.guardians.approval import Approvals, Desk
from bailee.rights.guardians.kept import CHILD, Child, Files
from bailee.terms import (
    BAILEE,
    Actor,
    Agreement,
    Category,
    NotFoundError,
    Refused,
    State,
    SubjectId,
)
from bailee.vault import Vault

__all__ = ["Family", "Relation", "Ward"]


class Ward(Struct, frozen=True):
    """A child, as their guardian sees it."""

    subject: SubjectId
    handle: str
    state: State
    since: int


class Relation(Struct, frozen=True):
    """What a child sees: who the guardian is, and whether they are old enough to take over."""

    guardian: str
    is_of_age: bool


class Family:
    """Guardians and children."""

    def __init__(self, vault: Vault, desk: Desk) -> None:
        """Over the vault and the way out."""
        self._vault, self._desk = vault, desk

    async def wards(self, guardian: SubjectId) -> list[Ward]:
        """The children of a guardian."""
        found = [
            (child, since, await Files(self._vault, child).child())
            for child, since in self._vault.guardians.children(guardian)
        ]
        return [
            Ward(child, kept.handle, self._vault.standing(child).state, since)
            for child, since, kept in found
            if kept is not None
        ]

    async def ward(self, guardian: SubjectId, child: str) -> Ward:
        """One of them. Raises `NotFoundError`: for nobody's child and for another's alike."""
        for one in await self.wards(guardian):
            if one.subject == child:
                return one
        raise NotFoundError("there is no such child")

    async def turn(
        self, guardian: SubjectId, child: SubjectId, agreement: Agreement, *, given: bool
    ) -> None:
        """Agree or withdraw on the child's behalf. Raises `Refused`, `NotFoundError`."""
        consents, actor = Consents(self._vault), Actor(f"member:{guardian}")
        turn = consents.give if given else consents.withdraw
        await turn(child, agreement, actor=actor)

    async def erase(
        self,
        guardian: SubjectId,
        child: SubjectId,
        category: Category | None = None,
        *,
        language: str = "en",
    ) -> Receipt:
        """Erase one category of the child's data, or the account. Raises `Refused`."""
        actor = Actor(f"member:{guardian}")
        erase = Erasure(self._vault).erase
        return await erase(child, actor=actor, category=category, language=language)

    async def relation(self, subject: SubjectId) -> Relation | None:
        """Who guards a child; None for whoever is no child."""
        kept = await self._child(subject)
        return Relation(kept.guardian, is_of_age=self._is_of_age(kept)) if kept else None

    async def is_due(self, subject: SubjectId) -> bool:
        """Whether a child is old enough, and has not taken over yet."""
        kept = await self._child(subject)
        return kept is not None and self._is_of_age(kept)

    async def _child(self, subject: SubjectId) -> Child | None:
        is_child = self._vault.standing(subject).is_child
        return await Files(self._vault, subject).child() if is_child else None

    def _is_of_age(self, kept: Child) -> bool:
        now, years = self._vault.clock.now(), self._vault.policy.value(APPROVAL_CLAUSE, "age_years")
        return not is_under(years, born=Month.read(kept.born, now=now), now=now)

    async def accept(self, subject: SubjectId, *, agreed: Collection[Agreement]) -> None:
        """Take over in person: what is not agreed to anew ends, and so do the guardian's powers.

        An account that waits for another guardian waits no more. Raises `NotFoundError` for
        whoever is not old enough, or no child, and `Refused` where others froze the account.
        """
        if not await self.is_due(subject):
            raise NotFoundError("there is nothing to accept")
        state = self._vault.standing(subject).state
        if state in {State.RESTRICTED, State.CLOSING}:
            raise Refused(NOT_ACTIVE[state])
        actor, guardian = Actor(f"member:{subject}"), self._vault.guardians.of(subject)
        kept = await self._child(subject)
        # First: no letter from before may undo what they decide now.
        await Approvals(self._vault, self._desk).close_links(subject)
        await self._vault.guardians.end(subject, actor=actor)
        if state is State.HELD:
            await Approvals(self._vault, self._desk).arrived(subject)
            await self._vault.set_state(subject, State.ACTIVE, actor=BAILEE)
        agreements = self._vault.policy_of(subject).agreements
        for agreement in agreements & self._vault.standing(subject).consents:
            await self._vault.consent(subject, agreement, given=False, actor=actor)
        for agreement in agreements & frozenset(agreed):
            await self._vault.consent(subject, agreement, given=True, actor=actor)
        await Erasure(self._vault).erase(subject, actor=actor, category=CHILD)
        await self._desk.tell(subject, "family.child-turned-of-age")
        if guardian is not None and kept is not None:
            await self._desk.tell(guardian, "family.child-turned-of-age", child=kept.handle)
