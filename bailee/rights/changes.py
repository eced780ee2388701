"""A newer version of the policy, offered to whom an older one binds: what it changes, and a yes.

Keeps: change.no_reduction.
May be imported by: pages, gateways, assembly.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.policy.compare import Change, compare
from bailee.policy.decide import Policy
from bailee.terms import Actor, SubjectId
from bailee.vault import Vault

__all__ = ["Changes", "Offer"]


class Offer(Struct, frozen=True):
    """The newest version beside the one that binds, and every difference, losses first."""

    newest: Policy
    binding: Policy
    changes: tuple[Change, ...]


class Changes:
    """What members may agree to."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    def binding(self, subject: SubjectId) -> Policy:
        """The version that binds a member. Raises `NotFoundError`."""
        return self._vault.policy_of(subject)

    def offered(self, subject: SubjectId) -> Offer | None:
        """The newest version, if another one binds the member."""
        binding, newest = self._vault.policy_of(subject), self._vault.policy
        if binding.version == newest.version:
            return None
        return Offer(newest, binding, tuple(compare(binding, newest)))

    async def accept(self, subject: SubjectId, version: int, *, actor: Actor) -> None:
        """Be bound by a newer version from now on. Raises `NotFoundError`, `Refused`."""
        await self._vault.bind(subject, version, actor=actor)
