"""One folder of a holding: put, read, delete, list, follow, search.

A write is decided, sealed, kept and journalled in one transaction. It is prepared outside of it,
against the version that was there, and prepared again when another write came between.

Keeps: use.permitted, security.rest, security.evidence, cloud.push.
May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import NamedTuple, Protocol

from bailee.keys import Key
from bailee.policy.parts import Keep, KeepFrom
from bailee.storage import Tx, items
from bailee.terms import (
    AliasError,
    ItemId,
    NotFoundError,
    Operation,
    Permit,
    Processing,
    StaleTokenError,
    SubjectId,
    VersionError,
)
from bailee.vault.damage import name_of, opened
from bailee.vault.index import Sought, brief_bound
from bailee.vault.journal import Act, Prepared
from bailee.vault.parts import DAY_S, Parts
from bailee.vault.values import ANY, Body, Changes, Entry, Item, Kept, Match, Span

__all__ = ["RUN_BYTES", "Shelf", "Spot"]

_STEP_BYTES = 128 * 1024
RUN_BYTES = 1024 * 1024
"""What a run of a reading has at most, in bytes before sealing; but for a single larger item."""
_RUN_ITEMS = 100


class Within(Protocol):
    """The holding that a folder is in, as the folder sees it."""

    @property
    def who(self) -> SubjectId | None:
        """Whose journal tells of it; nobody's, when it is under a pseudonym."""
        ...

    @property
    def keep(self) -> Keep:
        """How long its items are kept."""
        ...

    def decide(self, operation: Operation) -> tuple[Processing, Permit]:
        """Decide an operation. Raises `Refused`."""
        ...

    def now(self) -> int:
        """The time that its items are given."""
        ...


class Spot(NamedTuple):
    """Where a folder is: the number of its row, under whom (or which pseudonym), in what."""

    folder: int
    subject: str
    category: str


class _Named(NamedTuple):
    """An item's name, and the same sealed."""

    item: ItemId
    sealed: bytes


class _MovedError(Exception):
    """Another write came between; prepare again."""


class Shelf:
    """The items of one folder."""

    def __init__(self, parts: Parts, spot: Spot, key: Key, *, within: Within) -> None:
        """Open a folder whose holding has been decided once already."""
        self._parts, self._spot, self._key, self._within = parts, spot, key, within
        self._folder, self._read = spot.folder, parts.database.read

    @property
    def token(self) -> int:
        """The folder's change token now. Raises `NotFoundError`."""
        return self._row().token

    def _row(self) -> items.FolderRow:
        """The folder as it is now. Raises `NotFoundError`."""
        row = items.folder_at(self._read, self._folder)
        if row is None:
            raise NotFoundError("there is no such folder")
        return row

    async def put(self, item: ItemId, body: Body, *, match: Match = ANY) -> Kept:
        """Keep an item, new or changed.

        Raises `Refused`, `VersionError` when `match` does not hold, `AliasError`, `NotFoundError`
        when the folder went meanwhile.
        """
        named, looks = self._named(item), not match.wants_none
        while True:
            processing, permit = self._within.decide(Operation.COLLECT)
            # What is to be new is not looked for: whether it is, the transaction finds out.
            there = items.head(self._read, self._folder, named.sealed) if looks else None
            try:
                act = Act.of(processing, permit.clause)
                return await self._put_over(there, named, body, match=match, act=act)
            except _MovedError:
                looks = True

    async def _put_over(
        self, there: items.Head | None, named: _Named, body: Body, *, match: Match, act: Act
    ) -> Kept:
        etag = self._key.tag(body.content)
        if not match.holds(there.etag.hex() if there else None):
            raise VersionError("it has changed since you read it")
        if there is not None and there.etag == etag:
            self._parts.journal.note(self._within.who, act)
            return Kept(etag.hex(), created=False)
        if there is not None:
            # What has to be kept takes in what is new, and loses nothing to what replaces it.
            self._within.decide(Operation.CHANGE)
        row = self._seal(named, body, etag=etag, there=there)
        did = Operation.COLLECT if there is None else Operation.CHANGE
        line = self._parts.journal.prepare(self._within.who, act._replace(did=did.value))
        await self._parts.database.submit(lambda tx: self._keep(tx, row, there, line))
        return Kept(etag.hex(), created=there is None)

    def _named(self, item: ItemId) -> _Named:
        return _Named(item, self._key.seal_name(item))

    def _seal(
        self,
        named: _Named,
        body: Body,
        *,
        etag: bytes,
        there: items.Head | None,
        collected: int | None = None,
    ) -> items.ItemRow:
        now, key = self._within.now(), self._key
        version = there.version + 1 if there else 1
        if collected is None:
            collected = there.collected if there else now
        brief, (item, name) = body.brief, named
        return items.ItemRow(
            folder=self._folder,
            name=name,
            version=version,
            etag=etag,
            alias=key.tag(body.alias.encode(), size=16) if body.alias is not None else None,
            size=len(body.content),
            collected=collected,
            changed=now,
            expires=self._expires(collected, now),
            brief=key.seal(brief, bound=brief_bound(self._folder, version, name))
            if brief is not None
            else None,
            body=key.seal(body.content, bound=self._bound(item, version)),
        )

    def _keep(self, tx: Tx, row: items.ItemRow, there: items.Head | None, line: Prepared) -> None:
        grown = row.size - (there.size if there else 0)
        token = items.next_token(tx, self._folder, items=int(there is None), size=grown)
        if token is None:
            raise NotFoundError("the folder is gone")
        if not items.keep(tx, row, token=token, replaces=there):
            raise self._in_the_way(tx, row)
        line.append(tx)

    def _in_the_way(self, tx: Tx, row: items.ItemRow) -> Exception:
        """Why a row could not be kept: another write came between, or its alias is taken."""
        now = items.head(tx, self._folder, row.name)
        holder = None if row.alias is None else items.alias_holder(tx, self._folder, row.alias)
        if (now.version if now else 0) != row.version - 1 or holder is None:
            return _MovedError()
        return AliasError(ItemId(self._key.open_name(holder)))

    async def delete(self, item: ItemId, *, match: Match = ANY) -> None:
        """Remove an item; its tombstone tells the other devices.

        Raises `Refused`, `NotFoundError`, `VersionError`.
        """
        processing, permit = self._within.decide(Operation.DELETE)
        line = self._parts.journal.prepare(self._within.who, Act.of(processing, permit.clause))
        name, at = self._key.seal_name(item), self._within.now()

        def delete(tx: Tx) -> None:
            there = items.head(tx, self._folder, name)
            if there is None:
                raise NotFoundError("there is no such item")
            if not match.holds(there.etag.hex()):
                raise VersionError("it has changed since you read it")
            token = items.next_token(tx, self._folder, items=-1, size=-there.size)
            items.remove(tx, self._folder, there, token=token or 0, at=at)
            line.append(tx)

        await self._parts.database.submit(delete)

    async def move(
        self, item: ItemId, *, to: Shelf, named: ItemId, body: Body, match: Match = ANY
    ) -> Kept:
        """Take an item to another folder or name, in one transaction; `match` is of the target.

        `body` is what `read` gave of it. Raises `Refused`, `NotFoundError`, `VersionError`,
        `AliasError`.
        """
        processing, permit = self._within.decide(Operation.CHANGE)
        to._within.decide(Operation.COLLECT)
        act = Act.of(processing, permit.clause)
        target_name, at = to._named(named), self._within.now()
        source = self._key.seal_name(item)
        target = items.head(self._read, to._folder, target_name.sealed)
        etag = to._key.tag(body.content)
        if not match.holds(target.etag.hex() if target else None):
            raise VersionError("there is something in its place")
        moved = items.head(self._read, self._folder, source)
        if moved is None:
            raise NotFoundError("there is no such item")
        row = to._seal(target_name, body, etag=etag, there=target, collected=moved.collected)
        line = self._parts.journal.prepare(self._within.who, act)

        def move(tx: Tx) -> None:
            there = items.head(tx, self._folder, source)
            if there is None or there.etag != self._key.tag(body.content):
                raise VersionError("it has changed meanwhile")
            token = items.next_token(tx, self._folder, items=-1, size=-there.size)
            items.remove(tx, self._folder, there, token=token or 0, at=at)
            to._keep(tx, row, target, line)

        try:
            await self._parts.database.submit(move)
        except _MovedError:
            raise VersionError("there is something in its place") from None
        return Kept(etag.hex(), created=target is None)

    async def entry(self, item: ItemId) -> Entry:
        """One item without its body. Raises `NotFoundError`, `Refused`."""
        self._note_read(1)
        head = items.head(self._read, self._folder, self._key.seal_name(item))
        if head is None:
            raise NotFoundError("there is no such item")
        return _entry(head, item)

    async def entries(self) -> list[Entry]:
        """All items that can be named, without bodies."""
        heads = items.heads(self._read, self._folder)
        self._note_read(max(len(heads), 1))
        return self._entries(heads)

    async def one(self, item: ItemId) -> Item:
        """One item. Raises `NotFoundError`, `Refused`."""
        self._note_read(1)
        found = self.look(item)
        if found is None:
            raise NotFoundError("there is no such item")
        return found

    def look(self, item: ItemId) -> Item | None:
        """One item, or None; the caller decides, and writes the line."""
        found = items.body(self._read, self._folder, self._key.seal_name(item))
        return self._open(found[0], item, found[1]) if found else None

    async def read(self, names: Iterable[ItemId]) -> AsyncIterator[list[Item]]:
        """Items by name; those that there are, in the order asked, and damaged ones as such.

        Small ones come together, in runs of at most `RUN_BYTES`; one that is larger comes alone.
        So what is held at a time is bounded, however many are asked for.
        """
        self._within.decide(Operation.READ)
        run, size = list[Item](), 0
        for found in map(self.look, dict.fromkeys(names)):
            if found is None:
                continue
            if run and (size + found.size > RUN_BYTES or len(run) == _RUN_ITEMS):
                self._note_read(len(run))
                yield run
                run, size = [], 0
            run.append(found)
            size += found.size
        self._note_read(max(len(run), 1))
        if run:
            yield run

    async def changes(self, *, since: int, limit: int) -> Changes:
        """What happened after a token (0: everything that is there), oldest first.

        What cannot be named is not told of.
        Raises `StaleTokenError` when the token was never given or is too old, `Refused`.
        """
        row = self._row()
        if since and not row.floor <= since <= row.token:
            raise StaleTokenError("start again from nothing", hint="sync without a token")
        if not since:
            # A token below the floor could not be answered: the first page reaches it.
            limit = max(limit, items.count_upto(self._read, self._folder, row.floor))
        heads = items.changed_since(self._read, self._folder, since, limit + 1)
        gone = items.gone_since(self._read, self._folder, since, limit + 1) if since else []
        # Two looks at a folder that goes on changing: only what the first token covers is whole.
        heads = [head for head in heads if head.token <= row.token]
        gone = [(name, token) for name, token in gone if token <= row.token]
        marks = sorted([head.token for head in heads] + [token for _, token in gone])
        more = len(marks) > limit
        upto = marks[limit - 1] if more else row.token
        changed = self._entries([head for head in heads if head.token <= upto])
        left = [name for sealed, token in gone if token <= upto and (name := self._name(sealed))]
        self._note_read(max(len(changed) + len(left), 1))
        return Changes(changed, left, upto, more)

    async def search(
        self, *, hint: str | None = None, within: Span | None = None
    ) -> AsyncIterator[Item]:
        """Items whose text holds `hint` and whose span touches one: candidates, to be looked at.

        `hint` is casefolded; None: all. Those that are damaged are among them, if they can be
        named.
        """
        self._within.decide(Operation.READ)
        names = self._parts.indexes.search(
            self._read,
            self._row(),
            self._key,
            sought=Sought(hint, within),
            now=self._parts.clock.now(),
        )
        self._note_read(max(len(names), 1))
        # One at a time: a hundred cards with photos are a gigabyte.
        for sealed in names:
            found, name = items.body(self._read, self._folder, sealed), self._name(sealed)
            if found is not None and name:
                yield self._open(found[0], name, found[1])

    async def walk(self, *, step: int, since: int = 0) -> AsyncIterator[list[Item]]:
        """Every item that changed after a token, oldest change first; the caller writes the line.

        In runs of at most `step`, so that an item costs no turn of its own.
        """
        token = since
        while found := items.walk(
            self._read, self._folder, token, most=step, most_bytes=_STEP_BYTES
        ):
            token = found[-1][0].token
            yield [self._open(head, self._name(head.name), body) for head, body in found]

    async def all(self) -> list[Item]:
        """Every item, oldest change first; for folders of few and small ones."""
        found = [item async for run in self.walk(step=200) for item in run]
        self._note_read(max(len(found), 1))
        return found

    def _note_read(self, count: int) -> None:
        processing, permit = self._within.decide(Operation.READ)
        self._parts.journal.note(self._within.who, Act.of(processing, permit.clause), count=count)

    def _entries(self, heads: Sequence[items.Head]) -> list[Entry]:
        return [_entry(head, name) for head in heads if (name := self._name(head.name))]

    def _name(self, sealed: bytes) -> ItemId:
        """The name of an item; empty when it is damaged."""
        return ItemId(name_of(self._key, sealed) or "")

    def _open(self, head: items.Head, name: ItemId, body: bytes) -> Item:
        found = opened(self._key, body, bound=self._bound(name, head.version))
        return Item(name, head.etag.hex(), head.size, head.changed, found)

    def _bound(self, item: ItemId, version: int) -> bytes:
        """Subject, category, folder, version and item: a body opens nowhere else."""
        folder, subject, category = self._spot
        return f"{subject}|{category}|{folder}|{version}|{item}".encode()

    def _expires(self, collected: int, changed: int) -> int | None:
        keep = self._within.keep
        start = {KeepFrom.COLLECTED: collected, KeepFrom.CHANGED: changed}.get(keep.event)
        return None if start is None else start + keep.days * DAY_S


def _entry(head: items.Head, name: ItemId) -> Entry:
    return Entry(name, head.etag.hex(), head.size, head.changed)
