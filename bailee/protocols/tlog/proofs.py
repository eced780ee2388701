"""Proofs that a leaf is in the log, and that a longer log begins with a shorter one.

Built as RFC 6962 §2.1.1 and §2.1.2 say, checked as RFC 9162 §2.1.3.2 and §2.1.4.2 do: the checks
share no code with what builds a proof.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.hashing import EMPTY_ROOT, HASH_SIZE, node_hash
from bailee.protocols.tlog.tree import Hashes, Nodes, range_root, remembering, subtree


def inclusion_proof(index: int, size: int, hashes: Hashes) -> list[bytes]:
    """Prove that the leaf at `index` is in the log of `size` leaves, from its sibling upwards.

    Raises `ProofError` when there is no such leaf.
    """
    return _inclusion(index, size, partial(subtree, hashes))


def inclusion_proofs(indexes: Iterable[int], size: int, hashes: Hashes) -> Iterator[list[bytes]]:
    """Prove many leaves of one log, in the order asked: each hash is read and computed once.

    Raises `ProofError` when there is no such leaf.
    """
    nodes = remembering(hashes)
    return (_inclusion(index, size, nodes) for index in indexes)


def consistency_proof(old: int, new: int, hashes: Hashes) -> list[bytes]:
    """Prove that the log of `new` leaves begins with the log of `old` leaves.

    Empty when either is empty or both are the same. Raises `ProofError` when `old` is the longer.
    """
    if not 0 <= old <= new:
        raise ProofError(f"a log of {new} cannot begin with one of {old}")
    if old in (0, new):
        return []
    start, end = 0, new
    beside: list[tuple[int, int]] = []
    while end != old:
        start, end, other = _down(start, end, old - 1)
        beside.append(other)
    if start:
        beside.append((start, end))
    nodes = partial(subtree, hashes)
    return [range_root(a, b, nodes) for a, b in reversed(beside)]


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash `leaf` is at `index` of the log of that size and root.

    Raises `ProofError`.
    """
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a log of {size}")
    node, last, digest = index, size - 1, leaf
    for beside in _hashes_of(proof):
        if not last:
            raise ProofError("the proof is too long")
        if node & 1 or node == last:
            digest = node_hash(beside, digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = node_hash(digest, beside)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("the proof is too short")
    if digest != root:
        raise ProofError("the leaf is not in this log")


def verify_consistency(
    *, old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the log (`new`, `new_root`) begins with the log (`old`, `old_root`).

    Raises `ProofError`.
    """
    if not 0 <= old <= new:
        raise ProofError(f"a log of {new} cannot begin with one of {old}")
    if old in (0, new):
        expected = new_root if old == new else EMPTY_ROOT
        if proof or old_root != expected or (not new and new_root != EMPTY_ROOT):
            raise ProofError("the two logs are not the same")
        return
    _verify_growth(old, new, list(_hashes_of(proof)), (old_root, new_root))


def _verify_growth(old: int, new: int, proof: list[bytes], roots: tuple[bytes, bytes]) -> None:
    """Walk up from the last full subtree of the old log, hashing towards both roots at once."""
    if not proof:
        raise ProofError("the proof is too short")
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    # A log of 2^n leaves is itself a subtree of the new one, so its root is not repeated.
    before = after = roots[0] if not node else proof.pop(0)
    for beside in proof:
        if not last:
            raise ProofError("the proof is too long")
        if node & 1 or node == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("the proof is too short")
    if (before, after) != roots:
        raise ProofError("the longer log does not begin with the shorter one")


def _inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    if not 0 <= index < size:
        raise ProofError(f"there is no leaf {index} in a log of {size}")
    start, end = 0, size
    beside: list[tuple[int, int]] = []
    while end - start > 1:
        start, end, other = _down(start, end, index)
        beside.append(other)
    return [range_root(a, b, nodes) for a, b in reversed(beside)]


def _down(start: int, end: int, leaf: int) -> tuple[int, int, tuple[int, int]]:
    """Step from a range of leaves into the half that has `leaf`; also return the other half.

    The left half is the largest power of two that leaves something for the right one.
    """
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    if leaf < middle:
        return start, middle, (middle, end)
    return middle, end, (start, middle)


def _hashes_of(proof: Sequence[bytes]) -> Iterator[bytes]:
    for digest in proof:
        if len(digest) != HASH_SIZE:
            raise ProofError("the proof holds something that is not a hash")
        yield digest
