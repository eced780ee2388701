"""A newer version of the policy, offered to whom an older one binds: what it changes, and a yes.

Keeps: change.no_reduction, change.notice.
May be imported by: rights.changes.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.rights.changes.meaning import Meaning, meanings
from bailee.rights.changes.publishing import pending_in
from bailee.terms import Actor, SubjectId
from bailee.vault import Announced, Vault

__all__ = ["Changes", "Offer"]


class Offer(Struct, frozen=True):
    """A newer version beside the one that binds, and every difference, losses first.

    `binds_on`: the day from which it is in force, where that is still to come.
    """

    newest: Policy
    binding: Policy
    changes: tuple[Change, ...]
    binds_on: date | None = None

    @property
    def reduces(self) -> bool:
        """Whether it takes something away, so that it binds only with a yes."""
        return any(change.reduces for change in self.changes)


class Changes:
    """What members may agree to, and what is announced."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    def binding(self, subject: SubjectId) -> Policy:
        """The version that binds a member. Raises `NotFoundError`."""
        return self._vault.policy_of(subject)

    def offered(self, subject: SubjectId) -> Offer | None:
        """The newest version in force, if another one binds the member."""
        binding, newest = self._vault.policy_of(subject), self._vault.policy
        if binding.version == newest.version:
            return None
        return Offer(newest, binding, tuple(compare(binding, newest)))

    def coming(self, subject: SubjectId) -> Offer | None:
        """The version that is announced, beside the one that binds the member."""
        pending, binding = pending_in(self._vault), self._vault.policy_of(subject)
        if pending is None:
            return None
        changes = tuple(compare(binding, pending.policy))
        return Offer(pending.policy, binding, changes, pending.binds_on)

    async def meanings(self, subject: SubjectId, offer: Offer) -> list[Meaning]:
        """Each of its changes with what is held of the member where it bites."""
        return await meanings(self._vault, subject, offer.changes, to=offer.newest)

    def published(self) -> dict[int, Announced]:
        """Every version that was published by its number: announced, in force or withdrawn."""
        return {one.policy.version: one for one in self._vault.versions.all()}

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        """Be bound by a newer version from now on. Raises `NotFoundError`, `Refused`."""
        await self._vault.bind(subject, version, actor=actor)
