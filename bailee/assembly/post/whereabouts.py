"""Where members can be reached: the addresses that they confirmed, and the language they chose.

May be imported by: assembly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.rights.notices import Known, Reachable
from bailee.services.account.addresses import Address, Kind, reach
from bailee.terms import SubjectId
from bailee.vault import Vault

__all__ = ["Whereabouts"]


class Whereabouts:
    """The account's addresses, as notices see them."""

    def __init__(self, vault: Vault) -> None:
        """Over the confirmed addresses and what the profile tells."""
        self._vault, self._known = vault, Known(vault)

    async def reach(self, subject: SubjectId) -> Reachable:
        """Where a member can be reached now. Raises `Refused`."""
        now, former = await reach(self._vault, of=subject)
        return Reachable(
            mail=next(_of(now, Kind.EMAIL), None),
            number=next(_of(now, Kind.PHONE), None),
            language=(await self._known.reach(subject)).language,
            former_mails=tuple(_of(former, Kind.EMAIL)),
            former_numbers=tuple(_of(former, Kind.PHONE)),
        )


def _of(addresses: Iterable[Address], kind: Kind) -> Iterator[str]:
    return (one.value for one in addresses if one.kind is kind)
