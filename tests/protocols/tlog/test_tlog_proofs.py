"""Proofs hold for what is true, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bailee.protocols.tlog import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    verify_consistency,
    verify_inclusion,
)
from tests.protocols.tlog.log import Log
from tests.protocols.tlog.oracle import oracle

LOG = Log(2000)
ORACLE = oracle(2000)
INDEXES_AND_SIZES = st.integers(1, 2000).flatmap(
    lambda size: st.tuples(st.integers(0, size - 1), st.just(size))
)
TWO_SIZES = st.integers(0, 2000).flatmap(lambda new: st.tuples(st.integers(0, new), st.just(new)))


def check(index: int, size: int, proof: list[bytes]) -> None:
    leaf = LOG.hashes(0, index)
    verify_inclusion(leaf, index=index, size=size, proof=proof, root=LOG.roots[size])


def compare(old: int, new: int, proof: list[bytes]) -> None:
    roots = LOG.roots
    verify_consistency(old=old, new=new, proof=proof, old_root=roots[old], new_root=roots[new])


@given(INDEXES_AND_SIZES)
def test_every_leaf_can_be_proved_at_every_size(where: tuple[int, int]) -> None:
    check(*where, inclusion_proof(*where, LOG.hashes))


@given(INDEXES_AND_SIZES)
def test_another_implementation_makes_the_same_inclusion_proof(where: tuple[int, int]) -> None:
    index, size = where
    theirs = ORACLE.prove_inclusion(index + 1, size)
    assert inclusion_proof(index, size, LOG.hashes) == theirs.path[1:]


@given(TWO_SIZES)
def test_every_log_can_be_proved_to_begin_with_every_shorter_one(sizes: tuple[int, int]) -> None:
    compare(*sizes, consistency_proof(*sizes, LOG.hashes))


def test_many_proofs_at_once_are_the_same_and_read_each_hash_once() -> None:
    reads: list[tuple[int, int]] = []

    def counted(level: int, index: int) -> bytes:
        reads.append((level, index))
        return LOG.hashes(level, index)

    indexes = range(100, 1900, 7)
    proofs = list(inclusion_proofs(indexes, 2000, counted))
    assert proofs == [inclusion_proof(i, 2000, LOG.hashes) for i in indexes]
    assert len(reads) == len(set(reads))


def test_all_proofs_of_small_logs_hold() -> None:
    for new in range(1, 34):
        for old in range(new):
            check(old, new, inclusion_proof(old, new, LOG.hashes))
            compare(old, new, consistency_proof(old, new, LOG.hashes))


def test_the_example_of_rfc_6962_is_proved_with_the_nodes_it_names() -> None:
    root = LOG.roots
    left = inclusion_proof(0, 7, LOG.hashes)
    assert left[0] == LOG.hashes(0, 1)  # b
    assert len(left) == 3  # b, h, l
    assert consistency_proof(4, 7, LOG.hashes) == left[2:]  # l
    assert consistency_proof(6, 7, LOG.hashes)[2] == root[4]  # i, j, k


@given(INDEXES_AND_SIZES, st.data())
def test_a_proof_with_one_bit_changed_is_refused(
    where: tuple[int, int], data: st.DataObject
) -> None:
    proof = inclusion_proof(*where, LOG.hashes)
    assume(proof)
    place = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = int.from_bytes(proof[place]) ^ (1 << bit)
    proof[place] = changed.to_bytes(32)
    with pytest.raises(ProofError):
        check(*where, proof)


@given(INDEXES_AND_SIZES, st.integers(0, 2000))
def test_a_proof_does_not_hold_for_another_index(where: tuple[int, int], other: int) -> None:
    index, size = where
    assume(other != index)
    proof = inclusion_proof(index, size, LOG.hashes)
    leaf, root = LOG.hashes(0, index), LOG.roots[size]
    with pytest.raises(ProofError):
        verify_inclusion(leaf, index=other, size=size, proof=proof, root=root)


@given(TWO_SIZES, st.data())
def test_a_rewritten_log_cannot_be_proved(sizes: tuple[int, int], data: st.DataObject) -> None:
    old, new = sizes
    assume(0 < old < new)
    proof = consistency_proof(old, new, LOG.hashes)
    place = data.draw(st.integers(0, len(proof) + 1))
    parts = [*proof, LOG.roots[old], LOG.roots[new]]
    parts[place] = bytes(32)
    with pytest.raises(ProofError):
        verify_consistency(
            old=old, new=new, proof=parts[:-2], old_root=parts[-2], new_root=parts[-1]
        )


@given(TWO_SIZES)
def test_a_proof_too_long_or_too_short_is_refused(sizes: tuple[int, int]) -> None:
    old, new = sizes
    assume(0 < old < new)
    growth, path = consistency_proof(old, new, LOG.hashes), inclusion_proof(old, new, LOG.hashes)
    for proof in (growth[:-1], [*growth, bytes(32)], [*growth[:-1], b"short"]):
        with pytest.raises(ProofError):
            compare(old, new, proof)
    for proof in ([*path, bytes(32)], [b"short", *path[1:]]):
        with pytest.raises(ProofError):
            check(old, new, proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ProofError, match="no leaf"):
        inclusion_proof(index, size, LOG.hashes)
    with pytest.raises(ProofError, match="no leaf"):
        verify_inclusion(bytes(32), index=index, size=size, proof=[], root=bytes(32))


def test_a_shorter_log_does_not_begin_with_a_longer_one() -> None:
    with pytest.raises(ProofError, match="cannot begin"):
        consistency_proof(6, 5, LOG.hashes)
    with pytest.raises(ProofError, match="cannot begin"):
        compare(6, 5, [])


def test_two_logs_of_one_length_must_have_one_root() -> None:
    with pytest.raises(ProofError, match="not the same"):
        verify_consistency(old=5, new=5, proof=[], old_root=bytes(32), new_root=LOG.roots[5])
    with pytest.raises(ProofError, match="not the same"):
        verify_consistency(old=0, new=5, proof=[], old_root=bytes(32), new_root=LOG.roots[5])
