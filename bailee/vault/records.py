"""Small typed records in a holding: a folder, one JSON object an item.

May be imported by: services, rights.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from bailee.terms import Actor, Category, FolderId, ItemId, NotFoundError, Purpose, SubjectId
from bailee.vault.holding import Holding
from bailee.vault.values import Body
from bailee.vault.vault import Vault

__all__ = ["Records"]

T = TypeVar("T", bound=msgspec.Struct)
_MAIN = FolderId("main")


class Records(Generic[T]):
    """A subject's records of one category, as values of one type."""

    def __init__(
        self,
        vault: Vault,
        category: Category,
        kind: type[T],
        *,
        of: SubjectId,
        purpose: Purpose,
        actor: Actor,
        within: FolderId = _MAIN,
    ) -> None:
        """Decide nothing yet. `within`: its folder, where a category has records of many types."""
        self._folder = within
        self._holding: Holding = vault.holding(category, of=of, purpose=purpose, actor=actor)
        self._read = msgspec.json.Decoder(kind).decode

    async def put(self, name: str, record: T) -> None:
        """Keep a record, new or changed. Raises `Refused`, `LockedError`."""
        body = Body(msgspec.json.encode(record))
        try:
            shelf = self._holding.shelf(self._folder)
        except NotFoundError:
            await self._holding.add_folder(self._folder, props={})
            shelf = self._holding.shelf(self._folder)
        await shelf.put(ItemId(name), body)

    async def get(self, name: str) -> T | None:
        """A record, or None. Raises `DamagedError`."""
        try:
            found = await self._holding.shelf(self._folder).one(ItemId(name))
        except NotFoundError:
            return None
        return self._read(found.body)

    async def all(self) -> dict[str, T]:
        """Every record by name, oldest change first. Raises `DamagedError`."""
        try:
            found = await self._holding.shelf(self._folder).all()
        except NotFoundError:
            return {}
        return {item.name: self._read(item.body) for item in found}

    async def drop(self, name: str) -> None:
        """Remove a record. Raises `NotFoundError`."""
        await self._holding.shelf(self._folder).delete(ItemId(name))
