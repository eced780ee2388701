"""The tree over the journal: signed heads, proofs, and the check that nothing was rewritten.

The tree is a function of the lines, so it is worked out after them: each second at most the new
leaves are hashed, complete tiles are kept, and the head is signed.

Keeps: security.evidence.
May be imported by: vault.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from bailee.keys import Signer, verify
from bailee.protocols import tlog
from bailee.storage import Database, Tx, evidence
from bailee.terms import Clock, StorageError
from bailee.vault.journal.lines import is_parted

__all__ = ["Tree", "Verified"]

ORIGIN = "bailee/journal"
_STEP = 4096
_TURN = 256
"""Lines that are checked at one go: some milliseconds."""
_PARTED = "the sealed part of a line is missing before its time"
_RUN = 256


class Verified(Struct, frozen=True):
    """What a check of the whole journal found."""

    size: int
    heads: int
    fault: str = ""


class _Check(Struct):
    """A check under way."""

    frontier: tlog.Frontier = field(default_factory=tlog.Frontier)
    heads: int = 0
    parted: int = 0
    fault: str = ""


class Tree:
    """Hashes lines into a log, signs its heads and proves lines."""

    def __init__(self, database: Database, signer: Signer, clock: Clock) -> None:
        """Take up the tree where its last signed head left it."""
        self._database, self._signer, self._clock = database, signer, clock
        self._run: tuple[int, list[bytes]] = (0, [])
        self.key = tlog.PublicKey(ORIGIN, signer.public)
        self._frontier = self._taken_up()

    def _taken_up(self) -> tlog.Frontier:
        """The tree up to its last signed head, which must be the one that was signed.

        Else a line that was changed while the house was shut would be signed over by the next head.
        """
        size, note = self.head()
        try:
            frontier = tlog.Frontier.of(size, self.hashes)
            head = self._opened(note) if note else (size, frontier.root())
        except tlog.ProofError as error:
            raise _damaged(str(error)) from error
        if head != (size, frontier.root()):
            raise _damaged(_rewritten(size, size))
        return frontier

    def _opened(self, note: str) -> tuple[int, bytes]:
        head = tlog.open_checkpoint(note, keys=[self.key], verify=_verify, origin=ORIGIN)
        return head.size, head.root

    def hashes(self, level: int, number: int) -> bytes:
        """A stored hash (C2SP tlog-tiles). Raises `ProofError` when it is missing."""
        if level == 0:
            digest = self._leaf(number)
        else:
            digest = evidence.tile(self._database.read, level, number)
        if digest is None:
            raise tlog.ProofError(f"hash {number} of level {level} is missing from the journal")
        return digest

    def _leaf(self, number: int) -> bytes | None:
        """The hash of one line; its neighbors are read with it, as proofs ask for runs."""
        first, known = self._run
        if not first <= number < first + len(known):
            first = number - number % _RUN
            entries = evidence.entries(self._database.read, first, first + _RUN)
            known = [tlog.leaf_hash(entry) for entry in entries]
            self._run = first, known
        return known[number - first] if number - first < len(known) else None

    async def sign(self) -> str | None:
        """Sign the head if the journal grew; the note, or None when it did not."""
        frontier, tiles = self._frontier.copy(), list[tuple[int, int, bytes]]()
        for entry in self._entries(frontier.size):
            tiles += frontier.append(tlog.leaf_hash(entry))
        if frontier.size == self._frontier.size:
            return None
        note = self._note(frontier)

        def keep(tx: Tx) -> None:
            evidence.add_tiles(tx, tiles)
            evidence.add_checkpoint(tx, frontier.size, at=self._clock.now(), note=note)

        await self._database.submit(keep)
        self._frontier = frontier
        return note

    def _note(self, frontier: tlog.Frontier) -> str:
        checkpoint = tlog.Checkpoint(ORIGIN, frontier.size, frontier.root())
        return tlog.sign_checkpoint(checkpoint, key=self.key, sign=self._signer.sign)

    def vouch(self, name: str, text: str) -> str:
        """Sign a text that is no head, as the house (C2SP signed-note); lines, the last one ended.

        Its first line is the name that it is signed by, so that one kind of text never passes for
        another. Raises `ProofError` when that is the journal's own.
        """
        if name == ORIGIN:
            raise tlog.ProofError("only a head is signed in the journal's name")
        key = tlog.PublicKey(name, self._signer.public)
        return tlog.sign_note(f"{name}\n{text}", key=key, sign=self._signer.sign)

    def vouched(self, name: str, note: str) -> str:
        """The text of a note that `vouch` signed by that name. Raises `ProofError`."""
        key = tlog.PublicKey(name, self._signer.public)
        text = tlog.open_note(note, keys=[key], verify=_verify).text
        if name == ORIGIN or not text.startswith(f"{name}\n"):
            raise tlog.ProofError(f"this is not a text of {name}")
        return text.removeprefix(f"{name}\n")

    def _entries(self, start: int) -> Iterator[bytes]:
        while batch := evidence.entries(self._database.read, start, start + _STEP):
            yield from batch
            start += len(batch)

    def head(self) -> tuple[int, str]:
        """Size and note of the newest signed head."""
        return evidence.last_checkpoint(self._database.read) or (0, "")

    def excerpt(self, indexes: Iterable[int], size: int) -> Iterator[tlog.Run]:
        """The part of the tree that proves these lines to the head of that size."""
        return tlog.excerpt(indexes, size, self.hashes)

    def verify(self) -> Verified:
        """Hash every line again and hold the result against every signed head.

        A head is kept for each day, so a rewritten line is found however small it is. Nobody else
        has a turn meanwhile: see `verify_in_turns`.
        """
        check = _Check()
        for _ in self._checked(check):
            pass
        return Verified(check.frontier.size, check.heads, check.fault)

    async def verify_in_turns(self) -> Verified:
        """The same, while the house goes on: after some lines, others have their turn.

        What is written meanwhile is not looked at.
        """
        check = _Check()
        for _ in self._checked(check):
            await asyncio.sleep(0)
        return Verified(check.frontier.size, check.heads, check.fault)

    def _checked(self, check: _Check) -> Iterator[None]:
        """Check step by step."""
        read = self._database.read
        forgotten, heads = evidence.details_forgotten(read), evidence.checkpoints(read)
        check.heads, size_now = len(heads), evidence.journal_size(read)
        try:
            for size, root in map(self._head_at, heads):
                yield from self._hash_up_to(size, check)
                if check.frontier.root() != root:
                    check.fault = _rewritten(check.frontier.size, size)
                    return
            yield from self._hash_up_to(size_now, check, is_signed=False)
        except tlog.ProofError as error:
            check.fault = str(error)
            return
        # Lines whose time ended while we looked may count or not.
        if not forgotten <= check.parted <= evidence.details_forgotten(read):
            check.fault = _PARTED

    def _head_at(self, kept: tuple[int, str]) -> tuple[int, bytes]:
        size, note = kept
        try:
            head = self._opened(note)
        except tlog.ProofError as error:
            raise tlog.ProofError(f"the head at {size}: {error}") from error
        if head[0] != size:
            raise tlog.ProofError(f"the head at {size} is that of {head[0]} lines")
        return head

    def _hash_up_to(self, size: int, check: _Check, *, is_signed: bool = True) -> Iterator[None]:
        """Add the lines up to a size, and count those that were parted from a person."""
        read, frontier = self._database.read, check.frontier
        while rows := evidence.rows(read, frontier.size, min(frontier.size + _TURN, size)):
            for row in rows:
                if row.number != frontier.size:
                    raise tlog.ProofError(f"line {frontier.size} is missing")
                check.parted += is_parted(row)
                completed = frontier.append(tlog.leaf_hash(row.entry))
                if is_signed:
                    self._check_tiles(completed)
            yield

    def _check_tiles(self, completed: tuple[tlog.Completed, ...]) -> None:
        for level, number, digest in completed:
            if evidence.tile(self._database.read, level, number) != digest:
                raise tlog.ProofError(f"tile {number} of level {level} is not what its lines give")


def _verify(public: bytes, signature: bytes, message: bytes) -> bool:
    return verify(public, signature, message)


def _damaged(what: str) -> StorageError:
    hint = "restore a backup of it"
    return StorageError(f"the journal was changed or is damaged: {what}", hint=hint)


def _rewritten(found: int, signed: int) -> str:
    if found < signed:
        return f"{signed - found} lines are missing: {signed} were signed, {found} are there"
    return f"one of the first {signed} lines is not what was signed"
