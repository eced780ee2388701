"""The copies that a member took: when, and where their folders stood.

So a later copy can hold only what changed since, without a member having to bring the earlier one.
A few of them lie among the member's cases, and say nothing of what is in the folders.

Keeps: access.self.
May be imported by: rights.export.
"""

from __future__ import annotations

from contextlib import suppress

from bailee.rights.cases import Cases
from bailee.rights.export.manifest import Earlier
from bailee.terms import ONES_OWN, Actor, SubjectId
from bailee.vault import Vault

__all__ = ["Copies"]

_MOST = 5


class Copies:
    """The last copies of members; knows no service."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._cases = Cases(vault, "copies", Earlier)

    async def of(self, subject: SubjectId) -> dict[str, Earlier]:
        """Those that a later one can go on from, by number, the newest first."""
        cases = self._cases.by(Actor(f"member:{subject}"))
        with suppress(*ONES_OWN):
            found = await cases.of(subject)
            return dict(sorted(found.items(), key=lambda one: -one[1].made_at))
        return {}

    async def note(self, subject: SubjectId, copy: Earlier) -> None:
        """Note one that was given out, and forget the oldest."""
        with suppress(*ONES_OWN):
            await self._cases.file(subject, copy)
            for number in list(await self.of(subject))[_MOST:]:
                await self._cases.drop(subject, number)
