"""Folders of things that all of a member's devices share: address books and calendars.

Keeps: cloud.import, cloud.push, cloud.withdraw.
May be imported by: gateways, pages, assembly.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import IO

from msgspec import Struct

from bailee.protocols import ical, vcard
from bailee.rights.bringing import Kept as Outcome
from bailee.rights.bringing import NotTakenError
from bailee.terms import (
    Actor,
    AliasError,
    Category,
    Custody,
    ExistsError,
    FolderId,
    ItemId,
    NotFoundError,
    Purpose,
    Service,
    SubjectId,
    TooLargeError,
    VersionError,
)
from bailee.vault import ANY, Body, Changes, Entry, Folder, Item, Kept, Match, Vault

__all__ = [
    "CALENDAR",
    "CALENDARS",
    "CARDS",
    "CONTACTS",
    "MOST_BYTES",
    "SERVICE",
    "SYNC",
    "CardTaker",
    "Cloud",
    "Things",
]

CONTACTS, CALENDAR = Category("contacts"), Category("calendar")
SYNC = Purpose("sync")
SERVICE = Service(
    name="cloud",
    collects={CONTACTS: "text/vcard", CALENDAR: "text/calendar"},
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
"""The largest thing; phones put photos into cards."""
_LONGEST_LINE, _SHORT = 1 << 20, 100
_NEW = Match(if_none_match=frozenset({"*"}))


class Things(Struct, frozen=True):
    """What the folders of one category hold: how a body is read, and the folder that is there.

    `first` is there without anybody making it, under a name that its member can change.
    """

    category: Category
    read: Callable[[bytes], Body]
    first: FolderId
    called: str


def _card(body: bytes) -> Body:
    card = vcard.read(body)
    return Body(body, alias=card.uid, text=card.text)


def _event(body: bytes) -> Body:
    event = ical.read(body)
    return Body(body, alias=event.uid, text=event.text, span=event.span)


CARDS = Things(CONTACTS, _card, FolderId("contacts"), "Contacts")
CALENDARS = Things(CALENDAR, _event, FolderId("calendar"), "Calendar")


class Cloud:
    """One member's folders of one category."""

    def __init__(
        self, vault: Vault, *, of: SubjectId, actor: Actor, things: Things = CARDS
    ) -> None:
        """Decide nothing yet."""
        self._things, self._clock = things, vault.clock
        self._holding = vault.holding(things.category, of=of, purpose=SYNC, actor=actor)

    @property
    def now(self) -> int:
        """The time, in seconds since 1970."""
        return self._clock.now()

    async def folders(self) -> list[Folder]:
        """The folders; a member who has none yet gets their first."""
        found = await self._holding.folders()
        if not found:
            called = {"{DAV:}displayname": self._things.called}
            await self._holding.add_folder(self._things.first, props=called)
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
        """Keep a thing as it came, byte for byte.

        Raises `TooLargeError`, `MalformedError`, `VersionError`, `AliasError`,
        `NotFoundError`.
        """
        if len(body) > MOST_BYTES:
            raise TooLargeError(f"it has at most {MOST_BYTES // 1024**2} MiB")
        kept = self._things.read(body)
        return await self._holding.shelf(folder).put(item, kept, match=match)

    async def delete(self, folder: FolderId, item: ItemId, *, match: Match = ANY) -> None:
        """Remove an item. Raises `NotFoundError`, `VersionError`."""
        await self._holding.shelf(folder).delete(item, match=match)

    async def move(
        self, folder: FolderId, item: ItemId, *, to: tuple[FolderId, ItemId], match: Match = ANY
    ) -> Kept:
        """Take a thing to another folder or name, at once or not at all; `match`: of the target.

        Raises `NotFoundError`, `VersionError`, `AliasError`, `DamagedError`.
        """
        shelf = self._holding.shelf(folder)
        found = (await shelf.one(item)).body
        body = self._things.read(found)
        target = self._holding.shelf(to[0])
        return await shelf.move(item, to=target, named=to[1], body=body, match=match)

    async def changes(self, folder: FolderId, *, since: int, limit: int) -> Changes:
        """What happened after a token (0: all). Raises `StaleTokenError`, `NotFoundError`."""
        return await self._holding.shelf(folder).changes(since=since, limit=limit)

    async def search(
        self, folder: FolderId, *, hint: str | None = None, within: tuple[int, int] | None = None
    ) -> AsyncIterator[Item]:
        """Items whose text holds `hint`, at some time of `within`: candidates, to be looked at."""
        async for item in self._holding.shelf(folder).search(hint=hint, within=within):
            yield item


class CardTaker:
    """Takes cards from files, each as it is; overwrites none."""

    category, suffixes = CONTACTS, frozenset({".vcf", ".vcard"})

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    def items(self, file: IO[bytes]) -> Iterator[bytes]:
        """The cards of a file; an empty one in place of one that is too large (RFC 6350 §3.2)."""
        card, size = list[bytes](), 0
        while line := file.readline(_LONGEST_LINE):
            word = line.strip().upper() if len(line) < _SHORT else b""
            if word == b"BEGIN:VCARD" and not card:
                card, size = [line], len(line)
            elif card:
                size += len(line)
                if size <= MOST_BYTES:
                    card.append(line)
                if word == b"END:VCARD":
                    yield b"".join(card) if size <= MOST_BYTES else b""
                    card = []
        if card:
            yield b"".join(card)

    async def take(
        self, body: bytes, *, folder: str, name: str, of: SubjectId, actor: Actor
    ) -> Outcome:
        """Keep a card that is not here yet. Raises `NotTakenError`.

        One that was called nothing is called by its identity, so that it is known again.
        """
        if not body:
            raise NotTakenError(f"a card has at most {MOST_BYTES // 1024**2} MiB")
        try:
            uid = vcard.read(body).uid
        except vcard.MalformedError as error:
            raise NotTakenError(str(error)) from error
        cloud, book = Cloud(self._vault, of=of, actor=actor), FolderId(folder or CARDS.first)
        if book not in {one.id for one in await cloud.folders()}:
            with suppress(ExistsError):
                await cloud.create(book, props={"{DAV:}displayname": book})
        known = uid.encode() if uid else body
        for called in filter(None, (name, f"{sha256(known).hexdigest()[:32]}.vcf")):
            try:
                await cloud.put(book, ItemId(called), body, match=_NEW)
            except AliasError as error:
                return await _beside(cloud, book, error.holder, body)
            except VersionError:
                there = await _beside(cloud, book, ItemId(called), body)
                if there is Outcome.SAME:
                    return there
            else:
                return Outcome.NEW
        return Outcome.OTHER


async def _beside(cloud: Cloud, folder: FolderId, item: ItemId, body: bytes) -> Outcome:
    """Whether a card that is here already is just this one."""
    try:
        there = await cloud.item(folder, item)
    except NotFoundError:
        return Outcome.OTHER
    return Outcome.SAME if there.opened == body else Outcome.OTHER
