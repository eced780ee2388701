"""What this gateway needs of the house: who calls, and their folders.

May be imported by: gateways.dav, tests.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Protocol, TypeAlias

from bailee.gateways.dav.shapes import Shape
from bailee.terms import Actor, FolderId, ItemId, SubjectId
from bailee.vault import ANY, Changes, Entry, Folder, Item, Kept, Match, Span


class Caller(Protocol):
    """A device that has proved whose it is."""

    @property
    def subject(self) -> SubjectId:
        """Whose device it is."""
        ...

    @property
    def actor(self) -> Actor:
        """The device."""
        ...


class Cloud(Protocol):
    """A member's collections of one shape: `services.cloud.Cloud`."""

    @property
    def now(self) -> int:
        """The time, in seconds since 1970."""
        ...

    async def folders(self) -> list[Folder]:
        """All of them."""
        ...

    async def folder(self, folder: FolderId) -> Folder:
        """One. Raises `NotFoundError`."""
        ...

    async def create(self, folder: FolderId, *, props: Mapping[str, str]) -> Folder:
        """A new one. Raises `ExistsError`."""
        ...

    async def describe(self, folder: FolderId, *, props: Mapping[str, str | None]) -> Folder:
        """Other properties; None removes one."""
        ...

    async def remove(self, folder: FolderId) -> None:
        """One and all that is in it gone."""
        ...

    async def entries(self, folder: FolderId) -> list[Entry]:
        """What is in one, without bodies."""
        ...

    async def entry(self, folder: FolderId, item: ItemId) -> Entry:
        """An item, without its body. Raises `NotFoundError`."""
        ...

    async def item(self, folder: FolderId, item: ItemId) -> Item:
        """An item. Raises `NotFoundError`."""
        ...

    def read(self, folder: FolderId, items: Iterable[ItemId]) -> AsyncIterator[list[Item]]:
        """Those of these items that there are, in the order asked, a bounded run at a time."""
        ...

    async def put(self, folder: FolderId, item: ItemId, body: bytes, *, match: Match = ANY) -> Kept:
        """Keep an item. Raises `VersionError`, `AliasError`, `MalformedError`."""
        ...

    async def delete(self, folder: FolderId, item: ItemId, *, match: Match = ANY) -> None:
        """Remove an item. Raises `NotFoundError`, `VersionError`."""
        ...

    async def move(
        self, folder: FolderId, item: ItemId, *, to: tuple[FolderId, ItemId], match: Match = ANY
    ) -> Kept:
        """Take an item elsewhere, at once or not at all. Raises as `put`, and `NotFoundError`."""
        ...

    async def changes(self, folder: FolderId, *, since: int, limit: int) -> Changes:
        """What happened after a token; 0: all. Raises `StaleTokenError`."""
        ...

    def search(
        self, folder: FolderId, *, hint: str | None = None, within: Span | None = None
    ) -> AsyncIterator[Item]:
        """Items whose text holds `hint`, at some time of `within`; None: all."""
        ...


Authenticate: TypeAlias = Callable[[str, str, str], Awaitable[Caller | None]]
CloudOf: TypeAlias = Callable[[Caller, Shape], Cloud]
