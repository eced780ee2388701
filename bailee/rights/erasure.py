"""The right to be forgotten: a part, or all of it.

Keeps: access.self, access.thirty_days, access.residual, access.free.
May be imported by: pages, assembly.
"""

from __future__ import annotations

import secrets

from msgspec import Struct

from bailee.terms import ERASURE, Actor, Category, Operation, SubjectId
from bailee.vault import ROTATION_DUE, Vault

__all__ = ["Erasure", "Receipt"]

ACCOUNT = Category("account")


class Receipt(Struct, frozen=True):
    """What was erased, from when it is unreadable, and by when no old copy of the keys opens it."""

    id: str
    at: int
    erased: dict[Category, int]
    unreadable_at: int
    backups_dead_by: int


class Erasure:
    """Erases what a member wants erased; knows no service."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def erase(
        self, subject: SubjectId, *, actor: Actor, category: Category | None = None
    ) -> Receipt:
        """Erase a category, or the account. Raises `Refused`."""
        at = self._vault.clock.now()
        held = self._vault.holding(category or ACCOUNT, of=subject, purpose=ERASURE, actor=actor)
        held.decide(Operation.ERASE)
        if category is None:
            found = await self._vault.forget(subject, actor=actor)
            erased = {name: one.items for name, one in found.items()}
        else:
            erased = {category: (await held.erase()).items}
        due = int(self._vault.fact(ROTATION_DUE) or at)
        return Receipt(secrets.token_hex(6), at, erased, self._vault.clock.now(), due)
