"""The tree as it grows, and as it is stored in tiles (C2SP tlog-tiles).

A stored hash of level L at index i covers the 256^L leaves from i * 256^L on: level 0 holds the
leaf hashes, and each full run of 256 hashes of a level gives one hash of the next. Every other node
of the tree is hashed again from these when it is needed.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Self

from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.hashing import EMPTY_ROOT, HASH_SIZE, node_hash

Hashes = Callable[[int, int], bytes]
"""Where stored hashes come from: `hashes(level, index)`."""
Nodes = Callable[[int, int], bytes]
"""Where any full subtree's hash comes from: `nodes(height, at)` covers 2^height leaves."""
TILE_BITS = 8
_SIZE_BYTES = 8


class Place(NamedTuple):
    """The place of a stored hash: the one `at` this index of its level."""

    level: int
    at: int


class Completed(NamedTuple):
    """A hash of level 1 or above that became final with the last leaf: store it."""

    level: int
    at: int
    digest: bytes


class Frontier:
    """The right edge of a growing log: all that is needed to append and to know the root.

    Holds one hash for each full subtree, the largest first: at most 64.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        """Begin an empty log."""
        self._size = 0
        self._peaks: list[bytes] = []

    @property
    def size(self) -> int:
        """How many leaves the log has; the index of the next one."""
        return self._size

    def append(self, leaf: bytes) -> tuple[Completed, ...]:
        """Add a leaf hash; return the hashes above it that are final from now on, lowest first."""
        index, height, digest = self._size, 0, leaf
        completed: list[Completed] = []
        while index & 1:
            digest = node_hash(self._peaks.pop(), digest)
            index >>= 1
            height += 1
            if not height % TILE_BITS:
                completed.append(Completed(height // TILE_BITS, index, digest))
        self._peaks.append(digest)
        self._size += 1
        return tuple(completed)

    def root(self) -> bytes:
        """Compute the root over all leaves so far."""
        return _fold(self._peaks)

    def copy(self) -> Frontier:
        """Return an independent copy, to append to while a transaction may still fail."""
        twin = Frontier()
        twin._size, twin._peaks = self._size, self._peaks.copy()
        return twin

    def to_bytes(self) -> bytes:
        """Write it down: the size in 8 bytes, big-endian, then the subtrees, the largest first."""
        return self._size.to_bytes(_SIZE_BYTES) + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote. Raises `ProofError` when it is not that."""
        size, peaks = int.from_bytes(data[:_SIZE_BYTES]), data[_SIZE_BYTES:]
        if len(data) < _SIZE_BYTES or len(peaks) != size.bit_count() * HASH_SIZE:
            raise ProofError("the frontier of the log is damaged")
        frontier = cls()
        frontier._size = size
        frontier._peaks = [peaks[i : i + HASH_SIZE] for i in range(0, len(peaks), HASH_SIZE)]
        return frontier

    @classmethod
    def of(cls, size: int, hashes: Hashes) -> Self:
        """Rebuild the right edge of a log of `size` leaves from its stored hashes."""
        frontier = cls()
        frontier._size = size
        frontier._peaks = [subtree(hashes, height, at) for height, at in _peaks(0, size)]
        return frontier


def root_of(size: int, hashes: Hashes) -> bytes:
    """Compute the root that a log had at `size` leaves from its stored hashes."""
    return range_root(0, size, partial(subtree, hashes))


def range_root(start: int, end: int, nodes: Nodes) -> bytes:
    """Compute the root over the leaves `start` to `end`; a subtree must begin at `start`."""
    return _fold([nodes(height, at) for height, at in _peaks(start, end)])


def subtree(hashes: Hashes, height: int, at: int) -> bytes:
    """Compute the hash of one full subtree of 2^height leaves."""
    level, above = divmod(height, TILE_BITS)
    first = at << above
    row = [hashes(level, i) for i in range(first, first + (1 << above))]
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


def remembering(hashes: Hashes) -> Nodes:
    """Compute subtrees as `subtree` does, each only once: for many proofs from one log."""
    seen: dict[tuple[int, int], bytes] = {}

    def node(height: int, at: int) -> bytes:
        found = seen.get((height, at))
        if found is None:
            level, above = divmod(height, TILE_BITS)
            if above:
                found = node_hash(node(height - 1, 2 * at), node(height - 1, 2 * at + 1))
            else:
                found = hashes(level, at)
            seen[height, at] = found
        return found

    return node


def needed(compute: Callable[[Hashes], object]) -> list[Place]:
    """List the stored hashes that a computation will ask for, so that they can be read at once.

    Which ones it asks for depends on sizes and indexes alone, so a dry run tells:
    `needed(lambda hashes: inclusion_proof(7, 20, hashes))`.
    """
    places: dict[Place, None] = {}

    def note(level: int, index: int) -> bytes:
        places[Place(level, index)] = None
        return EMPTY_ROOT

    compute(note)
    return list(places)


def _peaks(start: int, end: int) -> Iterator[Place]:
    """Cut a range of leaves into full subtrees, the largest first; here a level is a height."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield Place(height, start >> height)
        start += 1 << height


def _fold(peaks: list[bytes]) -> bytes:
    """Hash neighboring subtrees, the largest first, into the root over all of them."""
    if not peaks:
        return EMPTY_ROOT
    digest = peaks[-1]
    for peak in reversed(peaks[:-1]):
        digest = node_hash(peak, digest)
    return digest
