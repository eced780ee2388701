"""The right to be forgotten: a part, or all of it.

Keeps: access.self, access.must_keep, access.thirty_days, access.residual, access.free.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from bailee.rights.receipts import Receipt, Receipts, Withheld
from bailee.rights.receipts.withheld import held_back
from bailee.terms import ERASURE, Actor, Category, Operation, SubjectId
from bailee.vault import ROTATION_DUE, Erased, Vault

__all__ = ["Erasure", "Receipt", "Withheld"]

ACCOUNT = Category("account")
_NOTHING: Mapping[Category, Withheld] = {}


class Erasure:
    """Erases what a member wants erased; knows no service."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self.receipts = Receipts(vault)
        """Those that are kept, and whether one is ours."""

    async def erase(
        self,
        subject: SubjectId,
        *,
        actor: Actor,
        category: Category | None = None,
        language: str = "en",
        withheld: Mapping[Category, Withheld] = _NOTHING,
    ) -> Receipt:
        """Erase a category, or the account but for what is held. Raises `Refused`.

        The receipt of a part is kept for its member. `withheld`: what else stays, and why.
        """
        at = self._vault.clock.now()
        held = self._vault.holding(category or ACCOUNT, of=subject, purpose=ERASURE, actor=actor)
        held.decide(Operation.ERASE)
        if category is None:
            withheld = {**self._withheld(subject), **withheld}
            found = await self._vault.forget(subject, actor=actor)
        else:
            found = {category: await held.erase()}
        receipt = self.receipts.sign(self._receipt(at, found, withheld), language=language)
        if category is not None:
            await self.receipts.file(subject, receipt)
        return receipt

    def _withheld(self, subject: SubjectId) -> dict[Category, Withheld]:
        """Of what is held, what there is something of."""
        there = self._vault.categories_of(subject)
        found = held_back(self._vault.holds.of(subject))
        return {name: one for name, one in found.items() if name in there}

    def _receipt(
        self, at: int, found: Mapping[Category, Erased], withheld: Mapping[Category, Withheld]
    ) -> Receipt:
        now = self._vault.clock.now()
        return Receipt(
            secrets.token_hex(6),
            at,
            {name: one.items for name, one in found.items()},
            now,
            int(self._vault.fact(ROTATION_DUE) or now),
            size={name: one.size for name, one in found.items()},
            keys={name: one.keys for name, one in found.items()},
            withheld=dict(withheld),
        )
