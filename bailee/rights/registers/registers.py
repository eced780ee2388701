"""The registers: each a list of entries, kept as a fact of the house.

Keeps: scope.third_party_products.
May be imported by: rights, pages, assembly.
"""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from bailee.rights.registers.entries import (
    EntryError,
    Processor,
    Product,
    check_processor,
    check_product,
)
from bailee.terms import NotFoundError
from bailee.vault import Vault

__all__ = ["Register", "Registers"]

T = TypeVar("T", Processor, Product)
_MOST = 500


class Register(Generic[T]):
    """One register."""

    def __init__(self, vault: Vault, fact: str, entry: type[T]) -> None:
        """Kept under the name of a fact."""
        self._vault, self._fact, self._turn = vault, fact, asyncio.Lock()
        self._decode = msgspec.json.Decoder(dict[str, entry]).decode  # type: ignore[valid-type]  # msgspec takes it at run time

    def all(self) -> list[T]:
        """Every entry, oldest first."""
        return sorted(self._entries().values(), key=lambda one: (one.since, one.id))

    def get(self, name: str) -> T:
        """One entry. Raises `NotFoundError`."""
        found = self._entries().get(name)
        if found is None:
            raise NotFoundError("the register has no such entry")
        return found

    async def enter(self, entry: T) -> T:
        """Enter somebody, or change their entry, which keeps its day."""
        async with self._turn:
            entries = self._entries()
            if len(entries) >= _MOST and entry.id not in entries:
                raise EntryError(f"the register has {_MOST} entries", hint="remove one first")
            known = entries.get(entry.id)
            kept = replace(entry, since=known.since if known else self._vault.clock.now())
            await self._keep({**entries, entry.id: kept})
            return kept

    async def strike(self, name: str) -> None:
        """Take somebody out. Raises `NotFoundError`."""
        async with self._turn:
            self.get(name)
            await self._keep({key: one for key, one in self._entries().items() if key != name})

    def _entries(self) -> dict[str, T]:
        found: dict[str, T] = self._decode(self._vault.fact(self._fact) or "{}")
        return found

    async def _keep(self, entries: dict[str, T]) -> None:
        await self._vault.note_fact(self._fact, msgspec.json.encode(entries).decode())


class Registers:
    """Processors and products of others."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self.processors = Register(vault, "processors", Processor)
        self.products = Register(vault, "products", Product)

    async def enter_processor(self, entry: Processor) -> Processor:
        """Enter one, if the policy of new members has a case for it. Raises `EntryError`."""
        check_processor(entry, self._vault.policy)
        return await self.processors.enter(entry)

    async def enter_product(self, entry: Product) -> Product:
        """Enter one. Raises `EntryError`."""
        check_product(entry)
        return await self.products.enter(entry)
