"""What is held of a member, and who did what with it.

Keeps: access.self, access.must_keep, security.evidence.
May be imported by: pages, assembly.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from bailee.policy.parts import Keep
from bailee.rights.receipts import Withheld
from bailee.rights.receipts.withheld import held_back
from bailee.terms import ACCESS, Actor, Category, ClauseId, Custody, SubjectId
from bailee.vault import Line, Vault

__all__ = ["Held", "Ledger"]


class Held(Struct, frozen=True):
    """What is held in one category. `size` in bytes; `ends_at`: when it goes, if that is set.

    `keep`: how long, by the version of the policy that binds the member. `withheld`: what demands
    that it is kept, and until when, if anything does.
    """

    category: Category
    clause: ClauseId
    says: Mapping[str, str]
    items: int
    size: int
    custody: Custody
    ends_at: int | None
    keep: Keep
    withheld: Withheld | None = None


class Ledger:
    """A member's own view."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def held(self, subject: SubjectId) -> list[Held]:
        """Each category of the policy that binds the member, and what is held in it."""
        actor, found = Actor(f"member:{subject}"), list[Held]()
        holds = held_back(self._vault.holds.of(subject))
        for name, clause in self._vault.policy_of(subject).categories.items():
            holding = self._vault.holding(name, of=subject, purpose=ACCESS, actor=actor)
            total = holding.totals()
            ends = self._vault.ends_at(subject, name)
            held = Held(name, clause.clause, clause.says, *total, clause.custody, ends, clause.keep)
            found.append(replace(held, withheld=holds.get(name)))
        return found

    async def lines(
        self, subject: SubjectId, *, limit: int = 200, before: int | None = None
    ) -> list[Line]:
        """The member's lines of the journal below an index, newest first."""
        await self._vault.settle()
        return self._vault.lines(subject, before=before, limit=limit)
