"""Folders of things that all of a member's devices share: address books today.

Keeps: cloud.import, cloud.push, cloud.withdraw.
May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping

from bailee.protocols import vcard
from bailee.terms import (
    Actor,
    Category,
    Custody,
    ExistsError,
    FolderId,
    ItemId,
    Purpose,
    Service,
    SubjectId,
    TooLargeError,
)
from bailee.vault import ANY, Body, Changes, Entry, Folder, Item, Kept, Match, Vault

__all__ = ["CONTACTS", "MOST_BYTES", "SERVICE", "SYNC", "Cloud"]

CONTACTS = Category("contacts")
SYNC = Purpose("sync")
SERVICE = Service(
    name="cloud",
    collects={CONTACTS: "text/vcard"},
    purposes=frozenset({SYNC}),
    custodies=frozenset({Custody.KEPT, Custody.UNLOCKED}),
    stops={
        SYNC: {
            "en": "Your devices are refused, and no longer bring each other up to date.",
            "de": "Deine Geräte werden abgewiesen und bringen einander nicht mehr auf Stand.",
        }
    },
)
MOST_BYTES = 10 * 1024 * 1024
"""The largest card; phones put photos into cards."""
FIRST = FolderId("contacts")
"""The address book that is there without anybody making it."""


class Cloud:
    """One member's folders of one category."""

    def __init__(
        self, vault: Vault, *, of: SubjectId, actor: Actor, category: Category = CONTACTS
    ) -> None:
        """Decide nothing yet."""
        self._holding = vault.holding(category, of=of, purpose=SYNC, actor=actor)

    async def folders(self) -> list[Folder]:
        """The folders; a member who has none yet gets their first."""
        found = await self._holding.folders()
        if not found:
            await self._holding.add_folder(FIRST, props={"{DAV:}displayname": "Contacts"})
            found = await self._holding.folders()
        return found

    async def folder(self, folder: FolderId) -> Folder:
        """One folder. Raises `NotFoundError`."""
        return await self._holding.folder(folder)

    async def create(self, folder: FolderId, *, props: Mapping[str, str]) -> Folder:
        """Make a folder. Raises `ExistsError`."""
        if not await self._holding.add_folder(folder, props=props):
            raise ExistsError("there is a folder of this name", hint="choose another name")
        return await self._holding.folder(folder)

    async def describe(self, folder: FolderId, *, props: Mapping[str, str | None]) -> Folder:
        """Change a folder's properties; None removes one. Raises `NotFoundError`."""
        return await self._holding.describe(folder, props=props)

    async def remove(self, folder: FolderId) -> None:
        """Remove a folder and what is in it. Raises `NotFoundError`."""
        await self._holding.remove_folder(folder)

    async def entries(self, folder: FolderId) -> list[Entry]:
        """All items, without bodies. Raises `NotFoundError`."""
        return await self._holding.shelf(folder).entries()

    async def entry(self, folder: FolderId, item: ItemId) -> Entry:
        """One item without its body. Raises `NotFoundError`."""
        return await self._holding.shelf(folder).entry(item)

    async def item(self, folder: FolderId, item: ItemId) -> Item:
        """One item. Raises `NotFoundError`."""
        return await self._holding.shelf(folder).one(item)

    def read(self, folder: FolderId, items: Iterable[ItemId]) -> AsyncIterator[list[Item]]:
        """Items by name; those that there are, in the order asked, a bounded run at a time.

        Raises `NotFoundError`.
        """
        return self._holding.shelf(folder).read(items)

    async def put(self, folder: FolderId, item: ItemId, body: bytes, *, match: Match = ANY) -> Kept:
        """Keep a card as it came, byte for byte.

        Raises `TooLargeError`, `vcard.MalformedError`, `VersionError`, `AliasError`,
        `NotFoundError`.
        """
        if len(body) > MOST_BYTES:
            raise TooLargeError(f"a card has at most {MOST_BYTES // 1024**2} MiB")
        card = vcard.read(body)
        kept = Body(body, alias=card.uid, text=card.text)
        return await self._holding.shelf(folder).put(item, kept, match=match)

    async def delete(self, folder: FolderId, item: ItemId, *, match: Match = ANY) -> None:
        """Remove an item. Raises `NotFoundError`, `VersionError`."""
        await self._holding.shelf(folder).delete(item, match=match)

    async def move(
        self, folder: FolderId, item: ItemId, *, to: tuple[FolderId, ItemId], match: Match = ANY
    ) -> Kept:
        """Take a card to another folder or name, at once or not at all; `match`: of the target.

        Raises `NotFoundError`, `VersionError`, `AliasError`, `DamagedError`.
        """
        shelf = self._holding.shelf(folder)
        found = (await shelf.one(item)).body
        card = vcard.read(found)
        body = Body(found, alias=card.uid, text=card.text)
        target = self._holding.shelf(to[0])
        return await shelf.move(item, to=target, named=to[1], body=body, match=match)

    async def changes(self, folder: FolderId, *, since: int, limit: int) -> Changes:
        """What happened after a token (0: all). Raises `StaleTokenError`, `NotFoundError`."""
        return await self._holding.shelf(folder).changes(since=since, limit=limit)

    async def search(self, folder: FolderId, *, hint: str | None) -> AsyncIterator[Item]:
        """Items whose casefolded text holds `hint` (None: all): candidates, to be looked at."""
        async for item in self._holding.shelf(folder).search(hint=hint):
            yield item
