"""The journal: every decision, as a line that cannot be rewritten unnoticed.

A line is a leaf of an append-only log (RFC 6962). In clear it says what was done, by which clause,
what kind of actor did it and how often; the person is a tag under their own key, and the rest is
sealed under it and expires, while the leaf stays. Erasing the person leaves the tree valid and
the line meaningless.

A write's line is appended in the write's own transaction. Reads have none: they are counted for
up to a second and then written as one line, so that a phone that fetches ten cards at a time
leaves one line for its sync, not a hundred.

Keeps: security.evidence.
May be imported by: vault.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

import msgspec

from bailee.keys import Key, Ring, draw
from bailee.protocols.tlog import ProofError
from bailee.storage import Database, Tx, evidence
from bailee.terms import (
    BAILEE,
    ERASURE,
    Actor,
    Category,
    ClauseId,
    Clock,
    NotFoundError,
    Operation,
    Processing,
    SubjectId,
    kind_of,
)
from bailee.vault.damage import opened
from bailee.vault.values import Line

__all__ = ["Act", "Journal", "Leaf", "Prepared", "Told", "is_parted"]

_KEY = "journal"
_SALT_BYTES = 16
_MOST_KINDS = 512
_STEP = 1000
PERMIT, REFUSE = "permit", "refuse"


class Act(NamedTuple):
    """What a line says: enough to add up the reads of one sync."""

    did: str
    category: Category | None
    purpose: str | None
    clause: ClauseId | None
    actor: Actor
    outcome: str = PERMIT
    reason: str = ""

    @classmethod
    def of(cls, processing: Processing, clause: ClauseId | None) -> Act:
        """A permitted processing."""
        did, category, purpose, actor = processing
        return cls(did.value, category, purpose, clause, actor)

    @classmethod
    def erasure(cls, by: str, category: Category | None) -> Act:
        """An erasure that a crash cut short and a start finishes."""
        clause = ClauseId("access.self")
        return cls(Operation.ERASE.value, category, ERASURE, clause, Actor(by))

    def refused(self, reason: str) -> Act:
        """The same, refused."""
        return self._replace(outcome=REFUSE, reason=reason)


class Leaf(msgspec.Struct, frozen=True, omit_defaults=True):
    """A leaf of the log, as JSON. `who` is a tag under the person's key; `detail` a SHA-256."""

    at: int
    did: str
    by: str
    outcome: str = PERMIT
    category: str | None = None
    purpose: str | None = None
    clause: str | None = None
    count: int = 1
    who: str | None = None
    detail: str | None = None


class _Detail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is sealed under the person's key."""

    actor: str
    reason: str = ""


class Prepared(evidence.NewLine):
    """A line ready to be appended in a transaction."""

    __slots__ = ()

    def append(self, tx: Tx) -> None:
        """Append it."""
        evidence.append(tx, self)


_encode = msgspec.json.Encoder().encode
_read_leaf = msgspec.json.Decoder(Leaf).decode
_read_detail = msgspec.json.Decoder(_Detail).decode


class Journal:
    """Writes lines, and reads back a person's own."""

    def __init__(self, database: Database, ring: Ring, clock: Clock) -> None:
        """Over the vault's database."""
        self._database, self._ring, self._clock = database, ring, clock
        self._counted: dict[tuple[SubjectId | None, Act], int] = {}
        self._writing: set[asyncio.Future[None]] = set()

    def prepare(self, subject: SubjectId | None, act: Act, *, count: int = 1) -> Prepared:
        """Make the line for an act; the caller appends it with what it is about."""
        at = self._clock.now()
        who = detail = None
        if subject is not None:
            key = self._ring.ensure(subject, _KEY)
            who = _who(key)
            sealed_part = _encode(_Detail(act.actor, act.reason))
            detail = draw(_SALT_BYTES) + key.seal(sealed_part, bound=_bound(subject))
        entry = Leaf(
            at=at,
            did=act.did,
            by=kind_of(act.actor),
            outcome=act.outcome,
            category=act.category,
            purpose=act.purpose,
            clause=act.clause,
            count=count,
            who=_veiled(who, detail),
            detail=sha256(detail).hexdigest() if detail else None,
        )
        return Prepared(at, _encode(entry), who, detail)

    def who(self, subject: SubjectId) -> bytes:
        """The tag under which a person's lines are found."""
        return _who(self._ring.ensure(subject, _KEY))

    def note(self, subject: SubjectId | None, act: Act, *, count: int = 1) -> None:
        """Count an act that has no transaction: a read, or a refusal."""
        key = (subject, act)
        self._counted[key] = self._counted.get(key, 0) + count
        if len(self._counted) > _MOST_KINDS:
            self.write_counted()

    def write_counted(self) -> None:
        """Submit the lines that were counted; the assembly calls this every second.

        When they cannot be kept they are counted still, and tried again with the next.
        """
        if not self._counted:
            return
        counted, self._counted = self._counted, {}
        lines = list(self._prepared(counted))

        def append(tx: Tx) -> None:
            for line in lines:
                line.append(tx)

        def done(future: asyncio.Future[None]) -> None:
            self._writing.discard(future)
            if future.cancelled() or future.exception() is not None:
                for key, count in counted.items():
                    self._counted[key] = self._counted.get(key, 0) + count

        future = self._database.submit(append)
        self._writing.add(future)
        future.add_done_callback(done)

    def _prepared(self, counted: dict[tuple[SubjectId | None, Act], int]) -> Iterator[Prepared]:
        for (subject, act), count in counted.items():
            # Whoever was erased meanwhile has no key to be written under.
            with suppress(NotFoundError):
                yield self.prepare(subject, act, count=count)

    async def settle(self) -> None:
        """Write what was counted and wait until all of it is kept."""
        self.write_counted()
        if self._writing:
            await asyncio.gather(*self._writing)

    def forget_counted(self, subject: SubjectId) -> None:
        """An erased person's uncounted lines have no key any more to be written under."""
        for key in [key for key in self._counted if key[0] == subject]:
            del self._counted[key]

    def lines(self, subject: SubjectId, *, before: int | None, limit: int) -> list[Line]:
        """A person's own lines below an index, newest first."""
        key = self._ring.find(subject, _KEY)
        if key is None:
            return []
        rows = evidence.lines_of(
            self._database.read,
            _who(key),
            before=evidence.journal_size(self._database.read) if before is None else before,
            limit=limit,
        )
        return [_line(row, _detail(row, key, subject)) for row in rows]

    def told(self, subject: SubjectId) -> Iterator[list[Told]]:
        """All of a person's lines with their leaves, oldest first, in runs of bounded size."""
        key, after = self._ring.find(subject, _KEY), -1
        while key is not None:
            rows = evidence.lines_after(self._database.read, _who(key), after=after, limit=_STEP)
            yield [Told(row, _detail(row, key, subject)) for row in rows]
            if len(rows) < _STEP:
                return
            after = rows[-1].number


class Told(NamedTuple):
    """A line as its person reads it, on the leaf that it stands for."""

    row: evidence.JournalRow
    detail: _Detail

    @property
    def number(self) -> int:
        """Its index in the journal."""
        return self.row.number

    @property
    def leaf(self) -> bytes:
        """The leaf, as it is hashed."""
        return self.row.entry

    @property
    def actor(self) -> str:
        """Who did it; empty when that has expired."""
        return self.detail.actor or self.line.actor

    @property
    def reason(self) -> str:
        """Why it was refused, if it was; empty when that has expired."""
        return self.detail.reason

    @property
    def line(self) -> Line:
        """The line."""
        return _line(self.row, self.detail)


def _who(key: Key) -> bytes:
    return key.tag(b"who", size=16)


def _veiled(who: bytes | None, detail: bytes | None) -> str | None:
    """What a leaf says of the person: another thing each time, so that no two lines are alike.

    Salt and tag stand beside the leaf and go with what is sealed; then nothing leads back.
    """
    if who is None or detail is None:
        return None
    return sha256(detail[:_SALT_BYTES] + who).digest()[:16].hex()


def _bound(subject: SubjectId) -> bytes:
    return f"journal|{subject}".encode()


def is_parted(row: evidence.JournalRow) -> bool:
    """Whether a leaf was parted from what it said of a person; else it must be as it was signed.

    Raises `ProofError` when it is something else.
    """
    try:
        leaf = _read_leaf(row.entry)
    except msgspec.DecodeError as error:
        raise ProofError(f"line {row.number} is none of ours") from error
    if leaf.at != row.at:
        raise ProofError(f"line {row.number} is kept for another time than it says")
    if row.who is None and row.detail is None:
        return leaf.detail is not None
    detail = sha256(row.detail).hexdigest() if row.detail is not None else None
    if detail != leaf.detail:
        raise ProofError(f"the sealed part of line {row.number} is not what was signed")
    if _veiled(row.who, row.detail) != leaf.who:
        raise ProofError(f"line {row.number} is kept for another person than it says")
    return False


def _detail(row: evidence.JournalRow, key: Key, subject: SubjectId) -> _Detail:
    if row.detail is None:
        return _Detail(actor="")
    found = opened(key, row.detail[_SALT_BYTES:], bound=_bound(subject))
    return _Detail(actor="", reason="damaged") if found is None else _read_detail(found)


def _line(row: evidence.JournalRow, detail: _Detail) -> Line:
    try:
        leaf = _read_leaf(row.entry)
    except msgspec.DecodeError:
        # It is not what was signed, as every check says; the lines around it are still read.
        leaf = Leaf(at=row.at, did="damaged", by="")
    return Line(
        index=row.number,
        at=leaf.at,
        did=leaf.did,
        outcome=leaf.outcome,
        category=Category(leaf.category) if leaf.category else None,
        purpose=leaf.purpose,
        clause=ClauseId(leaf.clause) if leaf.clause else None,
        by=leaf.by,
        count=leaf.count,
        actor=detail.actor or (BAILEE if leaf.by == BAILEE else ""),
        reason=detail.reason,
    )
