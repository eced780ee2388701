"""A member's address books in memory: what `services.cloud.Cloud` promises, and nothing more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from hashlib import sha256
from itertools import islice

from msgspec import Struct, field

from bailee.protocols import vcard
from bailee.terms import (
    AliasError,
    ExistsError,
    FolderId,
    ItemId,
    NotFoundError,
    StaleTokenError,
    VersionError,
)
from bailee.vault import ANY, Changes, Entry, Folder, Item, Kept, Match
from tests.cast import NOON


class Shelf(Struct):
    """One address book: its cards, and when each changed or went."""

    props: dict[str, str]
    items: dict[ItemId, Item] = field(default_factory=dict)
    uids: dict[ItemId, str | None] = field(default_factory=dict)
    changed: dict[ItemId, int] = field(default_factory=dict)
    token: int = 0


class Books:
    """Address books as a dictionary. `raises` makes every call fail with that error."""

    def __init__(self) -> None:
        self.shelves: dict[FolderId, Shelf] = {}
        self.raises: Exception | None = None
        self.runs = 0

    @property
    def now(self) -> int:
        return NOON

    def shelf(self, folder: FolderId) -> Shelf:
        if self.raises is not None:
            raise self.raises
        if folder not in self.shelves:
            raise NotFoundError("there is no such folder")
        return self.shelves[folder]

    async def folders(self) -> list[Folder]:
        return [await self.folder(folder) for folder in self.shelves]

    async def folder(self, folder: FolderId) -> Folder:
        shelf = self.shelf(folder)
        size = sum(item.size for item in shelf.items.values())
        return Folder(folder, shelf.token, len(shelf.items), size, dict(shelf.props))

    async def create(self, folder: FolderId, *, props: Mapping[str, str]) -> Folder:
        if folder in self.shelves:
            raise ExistsError("there is a folder of this name")
        self.shelves[folder] = Shelf(dict(props))
        return await self.folder(folder)

    async def describe(self, folder: FolderId, *, props: Mapping[str, str | None]) -> Folder:
        shelf = self.shelf(folder)
        merged = {**shelf.props, **props}
        shelf.props = {name: value for name, value in merged.items() if value is not None}
        shelf.token += 1
        return await self.folder(folder)

    async def remove(self, folder: FolderId) -> None:
        self.shelf(folder)
        del self.shelves[folder]

    async def entries(self, folder: FolderId) -> list[Entry]:
        return [entry(item) for item in self.shelf(folder).items.values()]

    async def entry(self, folder: FolderId, item: ItemId) -> Entry:
        found = self.shelf(folder).items.get(item)
        if found is None:
            raise NotFoundError("there is no such item")
        return entry(found)

    async def item(self, folder: FolderId, item: ItemId) -> Item:
        found = self.shelf(folder).items.get(item)
        if found is None:
            raise NotFoundError("there is no such item")
        return found

    async def read(self, folder: FolderId, items: Iterable[ItemId]) -> AsyncIterator[list[Item]]:
        shelf = self.shelf(folder)
        found = (shelf.items[item] for item in items if item in shelf.items)
        while run := list(islice(found, 100)):
            self.runs += 1
            yield run

    async def put(self, folder: FolderId, item: ItemId, body: bytes, *, match: Match = ANY) -> Kept:
        shelf, uid = self.shelf(folder), vcard.read(body).uid
        there = shelf.items.get(item)
        if not match.holds(there.etag if there else None):
            raise VersionError("it has changed")
        for other, known in shelf.uids.items():
            if uid is not None and other != item and known == uid:
                raise AliasError(other)
        shelf.uids[item] = uid
        etag = sha256(body).hexdigest()[:32]
        shelf.items[item] = Item(item, etag, len(body), NOON, body)
        self.note(shelf, item)
        return Kept(etag, created=there is None)

    async def delete(self, folder: FolderId, item: ItemId, *, match: Match = ANY) -> None:
        shelf = self.shelf(folder)
        there = shelf.items.get(item)
        if there is None:
            raise NotFoundError("there is no such item")
        if not match.holds(there.etag):
            raise VersionError("it has changed")
        del shelf.items[item], shelf.uids[item]
        self.note(shelf, item)

    async def move(
        self, folder: FolderId, item: ItemId, *, to: tuple[FolderId, ItemId], match: Match = ANY
    ) -> Kept:
        there, target = self.shelf(folder).items[item], self.shelf(to[0]).items.get(to[1])
        if not match.holds(target.etag if target else None):
            raise VersionError("there is something in its place")
        self.shelf(to[0])
        await self.delete(folder, item)
        try:
            return await self.put(*to, there.body)
        except AliasError:
            await self.put(folder, item, there.body)
            raise

    def note(self, shelf: Shelf, item: ItemId) -> None:
        shelf.token += 1
        shelf.changed[item] = shelf.token

    async def changes(self, folder: FolderId, *, since: int, limit: int) -> Changes:
        shelf = self.shelf(folder)
        if since > shelf.token:
            raise StaleTokenError("never given")
        after = sorted((at, item) for item, at in shelf.changed.items() if at > since)
        if since == 0:
            after = [(at, item) for at, item in after if item in shelf.items]
        more, page = len(after) > limit, after[:limit]
        there = [entry(shelf.items[item]) for _, item in page if item in shelf.items]
        gone = [item for _, item in page if item not in shelf.items]
        return Changes(there, gone, page[-1][0] if more else shelf.token, more)

    async def search(
        self, folder: FolderId, *, hint: str | None = None, within: tuple[int, int] | None = None
    ) -> AsyncIterator[Item]:
        assert within is None, "cards are of no time"
        for item in list(self.shelf(folder).items.values()):
            if item.is_damaged or hint is None or hint in vcard.read(item.body).text:
                yield item


def entry(item: Item) -> Entry:
    return Entry(item.name, item.etag, item.size, item.changed)
