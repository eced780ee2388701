"""A simulator of the versions of a policy: which binds Ada, and which is offered to her."""

from __future__ import annotations

from collections.abc import Mapping

from bailee.policy.compare import compare
from bailee.policy.decide import Policy
from bailee.rights.changes import Offer
from bailee.terms import Actor, SubjectId
from tests.cast import ADA


class ChangesDesk:
    """The newest version binds Ada, until a story has her stay with an older one."""

    def __init__(self, policies: Mapping[int, Policy]) -> None:
        self.policies, self.bound = policies, max(policies)

    def binding(self, subject: SubjectId) -> Policy:
        assert subject == ADA
        return self.policies[self.bound]

    def offered(self, subject: SubjectId) -> Offer | None:
        old, new = self.binding(subject), self.policies[max(self.policies)]
        return None if old is new else Offer(new, old, tuple(compare(old, new)))

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        assert (subject, actor) == (ADA, Actor(f"member:{ADA}"))
        self.bound = version
