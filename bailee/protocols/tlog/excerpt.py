"""The part of a tree that proves many lines at once: whole tiles, from the lines to the root.

A path for each of ten thousand lines says the same hashes over and over. An excerpt has the tile of
each line, the tile of that tile's hash, and so on, up to what the root is computed from.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.hashing import HASH_SIZE, node_hash
from bailee.protocols.tlog.tree import TILE_BITS, Hashes, Place, needed, root_of, subtree

__all__ = ["Run", "check_excerpt", "excerpt"]

_WIDTH = 1 << TILE_BITS


class Run(NamedTuple):
    """Neighboring stored hashes of one level, the first at index `first`."""

    level: int
    first: int
    hashes: bytes


def excerpt(indexes: Iterable[int], size: int, hashes: Hashes) -> Iterator[Run]:
    """What proves the leaves at these indexes in a log of `size` leaves.

    Raises `ProofError` when a hash is missing.
    """
    root = set(needed(lambda wanted: root_of(size, wanted)))
    for place in sorted(root):
        yield Run(place.level, place.at, hashes(place.level, place.at))
    level, touched = 0, set(indexes)
    if touched and not 0 <= min(touched) <= max(touched) < size:
        raise ProofError("there is no such leaf in the log")
    while touched:
        tiles = {at >> TILE_BITS for at in touched if Place(level, at) not in root}
        for tile in sorted(tiles):
            first = tile << TILE_BITS
            row = (hashes(level, at) for at in range(first, first + _WIDTH))
            yield Run(level, first, b"".join(row))
        level, touched = level + 1, tiles


def check_excerpt(runs: Iterable[Run], *, size: int, root: bytes) -> dict[int, bytes]:
    """The leaf hashes that an excerpt proves, by index. Raises `ProofError`."""
    known = {
        Place(run.level, run.first + number): run.hashes[start : start + HASH_SIZE]
        for run in runs
        for number, start in enumerate(range(0, len(run.hashes), HASH_SIZE))
    }

    def hashes(level: int, index: int) -> bytes:
        digest = known.get(Place(level, index))
        if digest is None:
            raise ProofError(f"hash {index} of level {level} is not in the excerpt")
        return digest

    if root_of(size, hashes) != root:
        raise ProofError("the excerpt does not lead to the signed head")
    proved = set(needed(lambda wanted: root_of(size, wanted)))
    for level in range(max(place.level for place in known), -1, -1) if known else ():
        for tile in {place.at >> TILE_BITS for place in known if place.level == level}:
            _prove_tile(Place(level, tile), known=known, proved=proved, hashes=hashes)
    return {place.at: known[place] for place in proved if place.level == 0}


def _prove_tile(
    tile: Place, *, known: dict[Place, bytes], proved: set[Place], hashes: Hashes
) -> None:
    """Add a whole tile to what is proved, when it hashes to what is proved above it."""
    level, number = tile
    above = Place(level + 1, number)
    if above not in proved:
        return
    half = (level + 1) * TILE_BITS - 1
    left, right = (subtree(hashes, half, 2 * number + side) for side in (0, 1))
    if node_hash(left, right) != known[above]:
        raise ProofError("a tile of the excerpt is not what is above it")
    proved.update(Place(level, at) for at in range(number * _WIDTH, (number + 1) * _WIDTH))
