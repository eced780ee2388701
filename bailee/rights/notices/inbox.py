"""The inbox: the notices of a member, sealed like everything else, unread ones in a folder apart.

Opening one moves it; it is not collected anew, so its days go on counting. How many are unread is
the number of items in a folder, which costs a look at one row. It is read for safety's sake, so
that a frozen account, or one that is being closed, can still be told.

Keeps: use.notices.
May be imported by: rights.notices.
"""

from __future__ import annotations

import secrets

import msgspec
from msgspec import Struct

from bailee.rights.notices.words import Key, Topic
from bailee.rights.notices.words.wording import SAFETY
from bailee.terms import (
    BAILEE,
    Actor,
    Category,
    FolderId,
    ItemId,
    NotFoundError,
    Purpose,
    SubjectId,
    VersionError,
)
from bailee.vault import Body, Holding, Item, Shelf, Vault

__all__ = ["NOTICES", "Inbox", "Notice", "Received", "Value"]

NOTICES = Category("notices")
_NEW, _OPENED = FolderId("new"), FolderId("opened")
Value = str | int | dict[str, str]
"""Of a detail: words, a moment in seconds since 1970, or words in each language."""


class Notice(Struct, frozen=True):
    """One notice, as it is kept: not its words, but which and what it names."""

    key: Key
    at: int
    details: dict[str, Value] = {}

    @property
    def topic(self) -> Topic:
        """Its topic."""
        return Topic(self.key.partition(".")[0])


class Received(Struct, frozen=True):
    """A notice in the inbox."""

    id: str
    notice: Notice
    is_new: bool


_read = msgspec.json.Decoder(Notice).decode
_write = msgspec.json.Encoder().encode


class Inbox:
    """The inboxes of all members."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault

    async def add(self, subject: SubjectId, notice: Notice, *, name: str = "") -> str:
        """Put a notice in; answers its id. One that has a name is put in once. Raises `Refused`."""
        holding = self._holding(subject, notice.topic.purpose, BAILEE)
        if name and await self.get(subject, name) is not None:
            return name
        name = name or secrets.token_hex(12)
        shelf = await _shelf(holding, _NEW)
        await shelf.put(ItemId(name), Body(_write(notice)))
        return name

    async def get(self, subject: SubjectId, name: str) -> Notice | None:
        """A notice, to hand it over; None when it is gone. Raises `Refused`."""
        found = await self._find(self._holding(subject, SAFETY, BAILEE), name)
        return found.notice if found else None

    async def all(self, subject: SubjectId, *, actor: Actor) -> list[Received]:
        """Every notice, newest first. Raises `Refused`."""
        holding = self._holding(subject, SAFETY, actor)
        found = [
            Received(item.name, _read(item.body), folder == _NEW)
            for folder in (_OPENED, _NEW)
            for item in await _all(holding, folder)
        ]
        found.reverse()
        return sorted(found, key=lambda one: -one.notice.at)

    async def open(self, subject: SubjectId, name: str, *, actor: Actor) -> Received:
        """Open a notice: it is unread no more. Raises `NotFoundError`, `Refused`."""
        holding = self._holding(subject, SAFETY, actor)
        found = await self._find(holding, name)
        if found is None:
            raise NotFoundError("there is no such notice")
        if found.is_new:
            await self._move(holding, found)
        return found

    async def open_all(self, subject: SubjectId, *, actor: Actor) -> None:
        """Take all for read."""
        holding = self._holding(subject, SAFETY, actor)
        for item in await _all(holding, _NEW):
            await self._move(holding, Received(item.name, _read(item.body), is_new=True))

    def unread(self, subject: SubjectId) -> int:
        """How many nobody opened: one row is looked at, and nothing is opened."""
        return self._holding(subject, SAFETY, BAILEE).count(_NEW)

    async def _find(self, holding: Holding, name: str) -> Received | None:
        for folder in (_NEW, _OPENED):
            try:
                found = await holding.shelf(folder).one(ItemId(name))
            except NotFoundError:
                continue
            return Received(name, _read(found.body), folder == _NEW)
        return None

    async def _move(self, holding: Holding, kept: Received) -> None:
        opened, item = await _shelf(holding, _OPENED), ItemId(kept.id)
        try:
            await holding.shelf(_NEW).move(
                item, to=opened, named=item, body=Body(_write(kept.notice))
            )
        except (NotFoundError, VersionError):
            return  # somebody else opened it at the same time

    def _holding(self, subject: SubjectId, purpose: Purpose, actor: Actor) -> Holding:
        return self._vault.holding(NOTICES, of=subject, purpose=purpose, actor=actor)


async def _shelf(holding: Holding, folder: FolderId) -> Shelf:
    try:
        return holding.shelf(folder)
    except NotFoundError:
        await holding.add_folder(folder, props={})
        return holding.shelf(folder)


async def _all(holding: Holding, folder: FolderId) -> list[Item]:
    try:
        return await holding.shelf(folder).all()
    except NotFoundError:
        return []
