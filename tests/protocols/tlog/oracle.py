"""Another implementation of RFC 6962, to hold ours against: pymerkle, which has no types."""

from __future__ import annotations

from typing import Protocol, cast

from pymerkle import InmemoryTree


class Proof(Protocol):
    """A proof of theirs: the leaf itself, then the path."""

    path: list[bytes]


class Oracle(Protocol):
    """What we ask of theirs; they count leaves from 1."""

    def append_entries(self, entries: list[bytes]) -> int:
        """Append leaves, not yet hashed."""
        ...

    def get_root(self, size: int) -> bytes:
        """Return the root at a size."""
        ...

    def prove_inclusion(self, index: int, size: int) -> Proof:
        """Prove a leaf."""
        ...


def oracle(size: int) -> Oracle:
    """Return a log of theirs with the leaves that `Log(size)` has."""
    tree = cast("Oracle", InmemoryTree())
    tree.append_entries([str(i).encode() for i in range(size)])
    return tree
