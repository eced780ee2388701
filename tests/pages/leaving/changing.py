"""A simulator of the versions of a policy: which binds Ada, and which is offered to her."""

from __future__ import annotations

from collections.abc import Mapping

from bailee.policy.compare import Kind, compare
from bailee.policy.decide import Policy
from bailee.rights.changes import Meaning, Offer
from bailee.terms import Actor, SubjectId
from bailee.vault import Announced
from tests.cast import ADA
from tests.policy.files import CONTACTS


class ChangesDesk:
    """The newest version binds Ada, until a story has her stay with an older one."""

    def __init__(self, policies: Mapping[int, Policy]) -> None:
        self.policies, self.bound = policies, max(policies)
        self.announced: Policy | None = None
        self.is_withdrawn = False

    def binding(self, subject: SubjectId) -> Policy:
        assert subject == ADA
        return self.policies[self.bound]

    def offered(self, subject: SubjectId) -> Offer | None:
        old, new = self.binding(subject), self.policies[max(self.policies)]
        return None if old is new else Offer(new, old, tuple(compare(old, new)))

    def coming(self, subject: SubjectId) -> Offer | None:
        old, new = self.binding(subject), self.announced
        if new is None or self.is_withdrawn:
            return None
        return Offer(new, old, tuple(compare(old, new)), new.since)

    async def meanings(self, subject: SubjectId, offer: Offer) -> list[Meaning]:
        """She has 312 contacts."""
        assert subject == ADA
        return [
            Meaning(change, CONTACTS, 312, 30 if change.kind is Kind.RETENTION else None)
            for change in offer.changes
        ]

    def published(self) -> dict[int, Announced]:
        if self.announced is None:
            return {}
        gone = 2 if self.is_withdrawn else None
        return {self.announced.version: Announced(self.announced, 1, withdrawn_at=gone)}

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        assert (subject, actor) == (ADA, Actor(f"member:{ADA}"))
        self.bound = version
