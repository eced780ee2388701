"""The register of recipients: who may ever be told anything of anybody, and what for.

Its columns are those of GDPR Art. 30(1)(d) and Art. 13(1)(e). It is about recipients and not about
people, so it stands beside what is held and not in it. Being in it opens nothing: each disclosure
is decided for itself.

Keeps: share.none.
May be imported by: services.apps, pages, assembly, rights.disclosure.
"""

from __future__ import annotations

import asyncio

import msgspec
from msgspec import Struct

from bailee.terms import Actor, ActorKind, BaileeError, Category, NotFoundError, Purpose
from bailee.vault import Vault

__all__ = ["Recipient", "Recipients"]

_FACT = "recipients"
_MOST = 1000


class Recipient(Struct, frozen=True):
    """An entry: who, how they are reached, what they may be told, what for, since when."""

    id: str
    name: str
    contact: str
    categories: tuple[Category, ...]
    purposes: tuple[Purpose, ...]
    since: int

    @property
    def actor(self) -> Actor:
        """What the journal calls them."""
        return Actor(f"{ActorKind.RECIPIENT}:{self.id}")


_read = msgspec.json.Decoder(dict[str, Recipient]).decode


class Recipients:
    """The register."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault, self._turn = vault, asyncio.Lock()
        self._entries = _read(vault.fact(_FACT) or "{}")

    def all(self) -> list[Recipient]:
        """Every entry, oldest first."""
        return sorted(self._entries.values(), key=lambda entry: entry.since)

    def get(self, name: str) -> Recipient:
        """One entry. Raises `NotFoundError`."""
        entry = self._entries.get(name)
        if entry is None:
            raise NotFoundError("the register of recipients has no such entry")
        return entry

    async def enter(self, recipient: Recipient) -> None:
        """Enter somebody, or change their entry."""
        async with self._turn:
            if len(self._entries) >= _MOST and recipient.id not in self._entries:
                raise BaileeError(f"the register has {_MOST} entries", hint="remove one first")
            await self._keep({**self._entries, recipient.id: recipient})

    async def strike(self, name: str) -> None:
        """Take somebody out: nothing more leaves for them. Raises `NotFoundError`."""
        async with self._turn:
            self.get(name)
            await self._keep({key: one for key, one in self._entries.items() if key != name})

    async def _keep(self, entries: dict[str, Recipient]) -> None:
        await self._vault.note_fact(_FACT, msgspec.json.encode(entries).decode())
        self._entries = entries
