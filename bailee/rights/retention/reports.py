"""What fell due and what went, day by day and clause by clause, and what is due and still here.

Keeps: retain.destroy.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from bailee.vault import Gone, Overdue, Vault

__all__ = ["DAYS", "Report", "Reports"]

DAYS = 30
_DAY_S = 86_400
_RAN = "expiry-ran"


class Report(Struct, frozen=True):
    """A report of one moment over the days before it.

    `ran_at`: when what is due went last (None: never). What went had fallen due; what had fallen
    due and is here is `overdue`.
    """

    at: int
    since: int
    ran_at: int | None
    gone: list[Gone]
    overdue: list[Overdue]

    @property
    def days(self) -> dict[date, list[Gone]]:
        """What went on each day on which something did, the newest first."""
        found = dict[date, list[Gone]]()
        for one in reversed(self.gone):
            found.setdefault(one.day, []).append(one)
        return found

    @property
    def late(self) -> int:
        """How many items are here for no reason but that nothing has taken them away yet."""
        return sum(one.items for one in self.overdue if one.why == "late")


class Reports:
    """Makes reports; keeps nothing."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    def now(self, *, days: int = DAYS) -> Report:
        """What went in so many days, and what is overdue at this moment."""
        at, ran = self._vault.clock.now(), self._vault.fact(_RAN)
        since = at - days * _DAY_S
        gone, overdue = self._vault.gone(since=since), self._vault.overdue()
        return Report(at, since, int(ran) if ran else None, gone, overdue)
