"""A holding: one subject's data in one category, for one purpose, by one actor.

What, whose, why and by whom are said once, here; every call below decides, and nothing is decided
twice. Folders and the items in them are in `shelf`.

Keeps: use.permitted, security.rest, security.evidence.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from bailee.keys import Key
from bailee.policy.parts import Keep
from bailee.storage import Tx, items
from bailee.terms import (
    Actor,
    Category,
    FolderId,
    ItemId,
    NotFoundError,
    Operation,
    Permit,
    Processing,
    Purpose,
    SubjectId,
)
from bailee.vault.damage import name_of, opened
from bailee.vault.ending import erasing
from bailee.vault.journal import Act
from bailee.vault.parts import DAY_S, Parts, custody_of
from bailee.vault.shelf import Shelf, Spot
from bailee.vault.subjects.links import pseudonyms
from bailee.vault.values import Erased, Folder, Item

__all__ = ["Holding", "Why"]

_BATCH = 200
_LONGEST_TOKEN = 18
_EVERY = -1
"""In the place of a limit (SQLite)."""
_ALL_OF_IT: Mapping[FolderId, str] = {}
_encode_props = msgspec.json.Encoder().encode
_read_props = msgspec.json.Decoder(dict[str, str]).decode


class Why(Struct, frozen=True):
    """For what and by whom; and under which pseudonym, where data is kept under one."""

    purpose: Purpose
    actor: Actor
    under: SubjectId | None = None


class Holding:
    """What is held of one subject in one category."""

    def __init__(self, parts: Parts, category: Category, *, of: SubjectId, why: Why) -> None:
        """Decide nothing yet."""
        self._parts, self._category, self._of, self._why = parts, category, of, why
        self._under = why.under or of

    @property
    def who(self) -> SubjectId | None:
        """Whose journal tells of it: what is under a pseudonym is told of nobody's."""
        return None if self._why.under else self._of

    @property
    def keep(self) -> Keep:
        """How long its items are kept, by the version that binds the subject."""
        return self._parts.standings.of(self._of).policy.category(self._category).keep

    def now(self) -> int:
        """The time that its items are given: under a pseudonym the day alone.

        To the second, it would lead back to the subject by way of their other data.
        """
        now = self._parts.clock.now()
        return now - now % DAY_S if self._why.under else now

    def decide(self, operation: Operation) -> tuple[Processing, Permit]:
        """Decide an operation on this holding. Raises `Refused`."""
        processing = Processing(operation, self._category, self._why.purpose, self._why.actor)
        return processing, self._parts.decide(self._of, processing)

    def _key(self, processing: Processing) -> Key:
        policy = self._parts.standings.of(self._of).policy
        return self._parts.ring.ensure(self._under, self._category, custody_of(policy, processing))

    async def folders(self) -> list[Folder]:
        """The folders that can be named, oldest first. Raises `Refused`, `LockedError`."""
        processing, permit = self.decide(Operation.READ)
        rows = items.folders(self._parts.database.read, self._under, self._category)
        self._parts.journal.note(self.who, Act.of(processing, permit.clause), count=len(rows) or 1)
        found = [_folder(row, self._key(processing)) for row in rows]
        return [folder for folder in found if folder.id]

    def shelf(self, folder: FolderId) -> Shelf:
        """One folder, to put in and take out. Raises `NotFoundError`, `LockedError`, `Refused`."""
        processing, _ = self.decide(Operation.READ)
        key = self._key(processing)
        return Shelf(self._parts, self._spot(folder, key), key, within=self)

    async def folder(self, folder: FolderId) -> Folder:
        """One folder. Raises `NotFoundError`, `LockedError`, `Refused`."""
        processing, permit = self.decide(Operation.READ)
        key = self._key(processing)
        row = self._row(folder, key)
        if row is None:
            raise NotFoundError("there is no such folder")
        self._parts.journal.note(self.who, Act.of(processing, permit.clause))
        return _folder(row, key)

    def _spot(self, folder: FolderId, key: Key) -> Spot:
        """Where a folder is; of its row, this alone never changes."""
        whose, category, known = self._under, self._category, self._parts.folders
        number = known.get((whose, category, folder))
        if number is None:
            row = self._row(folder, key)
            if row is None:
                raise NotFoundError("there is no such folder")
            number = row.id
            known.put((whose, category, folder), number)
        return Spot(number, whose, category)

    def _row(self, folder: FolderId, key: Key) -> items.FolderRow | None:
        name = key.seal_name(folder)
        return items.folder(self._parts.database.read, self._under, self._category, name)

    async def add_folder(self, folder: FolderId, *, props: Mapping[str, str]) -> bool:
        """Add a folder; False when there is one. Raises `Refused`, `LockedError`."""
        processing, permit = self.decide(Operation.COLLECT)
        key = self._key(processing)
        name = key.seal_name(folder)
        sealed = key.seal(_encode_props(props), bound=_PROPS + name)
        line = self._parts.journal.prepare(self.who, Act.of(processing, permit.clause))

        def add(tx: Tx) -> bool:
            if not items.add_folder(tx, self._under, self._category, name=name, props=sealed):
                return False
            line.append(tx)
            return True

        return await self._parts.database.submit(add)

    async def describe(self, folder: FolderId, *, props: Mapping[str, str | None]) -> Folder:
        """Change a folder's properties; None removes one."""
        processing, permit = self.decide(Operation.CHANGE)
        key = self._key(processing)
        line = self._parts.journal.prepare(self.who, Act.of(processing, permit.clause))

        def describe(tx: Tx) -> Folder:
            row = items.folder(tx, self._under, self._category, key.seal_name(folder))
            if row is None:
                raise NotFoundError("there is no such folder")
            merged = {**_folder(row, key).props, **props}
            left = {name: value for name, value in merged.items() if value is not None}
            items.describe_folder(
                tx, row.id, key.seal(_encode_props(left), bound=_PROPS + row.name)
            )
            line.append(tx)
            return Folder(folder, row.token + 1, row.items, row.size, left)

        return await self._parts.database.submit(describe)

    async def remove_folder(self, folder: FolderId) -> None:
        """Remove a folder and what is in it. Raises `NotFoundError`."""
        processing, permit = self.decide(Operation.DELETE)
        row = self._row(folder, self._key(processing))
        if row is None:
            raise NotFoundError("there is no such folder")
        act = Act.of(processing, permit.clause)
        line = self._parts.journal.prepare(self.who, act, count=max(row.items, 1))

        def remove(tx: Tx) -> None:
            items.orphan_folders(tx, self._under, self._category, only=row.id)
            line.append(tx)

        await self._parts.database.submit(remove)
        self._parts.forget_folders([row.id])

    def hand_over(self, folder: FolderId, names: Sequence[ItemId]) -> list[Item]:
        """Items, to a recipient: decided as a disclosure and written down as one.

        Raises `Refused`, `LockedError`. What there is none of is left out.
        """
        processing, permit = self.decide(Operation.DISCLOSE)
        self._parts.journal.note(self.who, Act.of(processing, permit.clause))
        key = self._parts.ring.find(self._under, self._category)
        if key is None:
            return []
        try:
            spot = self._spot(folder, key)
        except NotFoundError:
            return []
        shelf = Shelf(self._parts, spot, key, within=self)
        return [item for name in names if (item := shelf.look(name)) is not None]

    def totals(self) -> items.Totals:
        """How many items, and their bytes; no body is opened, nothing is decided.

        With what is under pseudonyms that are still linked to the subject.
        """
        linked = [] if self._why.under else pseudonyms(self._parts, self._of, self._category)
        return items.totals(self._parts.database.read, self._under, self._category, *linked)

    def count(self, folder: FolderId) -> int:
        """How many items a folder has; 0 without one. Nothing is opened, nothing is decided."""
        key = self._parts.ring.find(self._under, self._category)
        row = self._row(folder, key) if key else None
        return row.items if row else 0

    async def everything(
        self, *, whose: SubjectId | None = None
    ) -> AsyncIterator[tuple[Folder, Item]]:
        """Every item with its folder; the same as `runs`, one at a time."""
        async for folder, run in self.runs(whose=whose):
            for item in run:
                yield folder, item

    async def runs(
        self, *, whose: SubjectId | None = None, since: Mapping[FolderId, str] = _ALL_OF_IT
    ) -> AsyncIterator[tuple[Folder, list[Item]]]:
        """Every item with its folder, a run at a time in constant memory; damaged ones say so.

        `since`: of these folders only what came after a mark that they had; all of a folder that
        is not the one that was marked, or was marked too long ago. Raises `Refused`, `LockedError`.

        `whose`: a pseudonym that is linked to the subject, and so answers to their rights.
        """
        processing, permit = self.decide(Operation.READ)
        whose, count = whose or self._under, 0
        if whose != self._under and whose not in pseudonyms(self._parts, self._of, self._category):
            raise NotFoundError("this pseudonym is not linked to this subject")
        key = self._parts.ring.find(whose, self._category)
        try:
            for row in items.folders(self._parts.database.read, whose, self._category):
                if key is None:
                    return
                folder = _folder(row, key)
                spot = Spot(row.id, row.subject, row.category)
                shelf = Shelf(self._parts, spot, key, within=self)
                start = _token_of(row, since.get(folder.id, ""))
                async for run in shelf.walk(step=_BATCH, since=start):
                    count += sum(item.opened is not None for item in run)
                    yield folder, run
        finally:
            if count:
                self._parts.journal.note(self._of, Act.of(processing, permit.clause), count=count)

    def gone(self, folder: FolderId, *, mark: str) -> list[ItemId] | None:
        """The names of what went from a folder after a mark; None where nobody knows any more.

        Raises `Refused`, `LockedError`.
        """
        processing, permit = self.decide(Operation.READ)
        key = self._key(processing)
        row = self._row(folder, key)
        since = _token_of(row, mark) if row else 0
        if row is None or not since:
            return None
        found = items.gone_since(self._parts.database.read, row.id, since, _EVERY)
        names = [name for sealed, _ in found if (name := name_of(key, sealed))]
        self._parts.journal.note(self.who, Act.of(processing, permit.clause), count=len(names) or 1)
        return [ItemId(name) for name in names]

    async def erase(self) -> Erased:
        """Make all of it unreadable, for good: the key goes first. Raises `Refused`."""
        processing, permit = self.decide(Operation.ERASE)
        act = Act.of(processing, permit.clause)
        return await erasing.erase_category(self._parts, self._of, self._category, act)


_PROPS = b"props|"


def _folder(row: items.FolderRow, key: Key) -> Folder:
    """A folder; what of it is damaged is empty."""
    props = _read_props(opened(key, row.props, bound=_PROPS + row.name) or b"{}")
    name = name_of(key, row.name) or ""
    mark = f"{row.id}.{row.token}"
    return Folder(FolderId(name), row.token, row.items, row.size, props, mark)


def _token_of(row: items.FolderRow, mark: str) -> int:
    """The token of a mark; 0, for all of it, when it is of another folder or too old."""
    folder, _, token = mark.partition(".")
    if folder != str(row.id) or not token.isdecimal() or len(token) > _LONGEST_TOKEN:
        return 0
    return int(token) if row.floor <= int(token) <= row.token else 0
