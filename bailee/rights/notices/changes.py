"""Tells members that there is a new version of the policy: each once, however often a house starts.

It is told when the version is in force here, and not some days before: `change.notice` wants more.

Keeps: use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bailee.terms import DamagedError, NotFoundError, SubjectId
from bailee.vault import Vault

__all__ = ["Changes"]

_FACT = "policy-told"
"""The version that was told last, and of one that is being told the last who was: `3 k3x…`."""


class Changes:
    """New versions, and who was told of them."""

    def __init__(self, vault: Vault, tell: Callable[[SubjectId, int], Awaitable[object]]) -> None:
        """Over the vault; `tell` is given a member and the number of the version."""
        self._vault, self._tell = vault, tell
        self._left: list[SubjectId] | None = None

    async def announce(self, *, at_most: int = 50) -> int:
        """Tell some of those who were not told yet; answers how many."""
        version = self._vault.policy.version
        if self._left is None:
            self._left = await self._untold(version)
        left, told = self._left, list[SubjectId]()
        try:
            while left and len(told) < at_most:
                # Whoever is gone, or whose data is damaged, holds up nobody behind them.
                with suppress(NotFoundError, DamagedError):
                    await self._tell(left[0], version)
                told.append(left.pop(0))
        finally:
            if told:
                await self._vault.note_fact(
                    _FACT, f"{version} {told[-1]}" if left else f"{version}"
                )
        return len(told)

    async def _untold(self, version: int) -> list[SubjectId]:
        """Whom to tell, oldest first; whoever joins from now on is bound by it from the start."""
        told, _, last = (self._vault.fact(_FACT) or "").partition(" ")
        if not told or (told == str(version) and not last):
            await self._vault.note_fact(_FACT, str(version))
            return []
        everybody = self._vault.subjects()
        begun = told == str(version) and last in everybody
        return everybody[everybody.index(SubjectId(last)) + 1 :] if begun else everybody
