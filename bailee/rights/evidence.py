"""Live evidence for the published policy: numbers, of nobody in particular.

Keeps: security.evidence.
May be imported by: pages, assembly.
"""

from __future__ import annotations

from bailee.terms import Category, ClauseId
from bailee.vault import Vault

__all__ = ["Evidence"]


class Evidence:
    """What the house can show for a sentence."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def of(self, clause: ClauseId) -> dict[str, int]:
        """Numbers for one clause; empty when there are none to show."""
        kind, _, name = clause.partition(".")
        if kind == "category":
            total = self._vault.totals(Category(name))
            return {"items": total.items, "bytes": total.size}
        numbers = {
            "retain.destroy": ("expiry-ran", "expiry-removed"),
            "access.residual": ("rotated-at",),
            "security.review": ("reviewed-at",),
        }.get(clause, ())
        found = {fact: self._vault.fact(fact) for fact in numbers}
        shown = {fact: int(value) for fact, value in found.items() if value is not None}
        if clause.startswith("share.") and clause != "share.none":
            # By a case; what members let apps know stands in their own journals.
            shown["disclosures"] = int(self._vault.fact("disclosures") or 0)
        if clause == "security.evidence":
            shown["lines"] = self._vault.lines_until_today()
        return shown
