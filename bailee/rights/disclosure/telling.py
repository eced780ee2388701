"""How a person hears of what was asked and given: a notice, and a case of their own to keep.

Keeps: share.interest, share.emergency, share.merger, security.evidence.
May be imported by: rights.disclosure, pages.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from bailee.rights.cases import Cases
from bailee.rights.disclosure.file import DisclosureFile
from bailee.rights.guardians import Desk as WayOut
from bailee.rights.notices import Key
from bailee.terms import ONES_OWN, Actor, SubjectId
from bailee.vault import Vault

__all__ = ["Telling", "Told"]


class Told(Struct, frozen=True, omit_defaults=True):
    """What a member keeps of a file about them."""

    number: str
    case: str
    recipient: str
    outcome: str
    at: int
    categories: tuple[str, ...]
    since: int
    until: int
    reason: str = ""
    kept_from_you_until: int = 0
    by_order_of: str = ""


class Telling:
    """Tells people; knows no service."""

    def __init__(self, vault: Vault, way_out: WayOut) -> None:
        """Over the vault; `way_out` carries notices."""
        self._vault, self._way_out = vault, way_out
        self._cases = Cases(vault, "disclosures-told", Told)

    async def tell(self, about: SubjectId, number: str, file: DisclosureFile, key: Key) -> None:
        """Tell what a file came to; it stands in the member's own cases when this returns."""
        decided = file.refusal or file.second or file.first
        scope = file.second.grants if file.second else file.asked
        gag = file.gag
        told = Told(
            number=number,
            case=file.case,
            recipient=file.recipient,
            outcome=file.phase.value,
            at=self._vault.clock.now(),
            categories=tuple(map(str, scope.categories)),
            since=scope.since,
            until=scope.until,
            reason=decided.reason if decided else "",
            kept_from_you_until=gag.until if gag else 0,
            by_order_of=gag.authority if gag else "",
        )
        # Where their version of the policy has no cases, the notice and their journal tell it.
        with suppress(*ONES_OWN):
            await self._cases.file(about, told)
        await self._way_out.tell(about, key, case=number)

    async def of(self, subject: SubjectId) -> list[Told]:
        """What a member was told, the newest first."""
        cases = self._cases.by(Actor(f"member:{subject}"))
        with suppress(*ONES_OWN):
            return list(reversed((await cases.of(subject)).values()))
        return []
