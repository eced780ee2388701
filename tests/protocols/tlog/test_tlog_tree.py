"""The tree grows as RFC 6962 says, and can be rebuilt from what was stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.tlog import (
    EMPTY_ROOT,
    Frontier,
    Place,
    ProofError,
    inclusion_proof,
    leaf_hash,
    needed,
    root_of,
)
from tests.protocols.tlog.log import Log
from tests.protocols.tlog.oracle import oracle

SIZES = st.integers(0, 2000)
LOG = Log(2000)
ORACLE = oracle(2000)

# The eight leaves and roots that implementations of Certificate Transparency test against.
LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    bytes(range(0x50, 0x58)),
    bytes(range(0x60, 0x70)),
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_roots_of_the_known_leaves_are_the_known_ones() -> None:
    frontier = Frontier()
    roots: list[str] = []
    for leaf in LEAVES:
        frontier.append(leaf_hash(leaf))
        roots.append(frontier.root().hex())
    assert roots == ROOTS


def test_an_empty_log_has_the_hash_of_nothing_as_its_root() -> None:
    assert Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex().startswith("e3b0c442")
    assert root_of(0, LOG.hashes) == EMPTY_ROOT


def test_another_implementation_gets_the_same_root_at_every_size() -> None:
    assert all(LOG.roots[size] == ORACLE.get_root(size) for size in range(2001))


@given(SIZES)
def test_the_root_of_any_past_size_comes_back_from_the_stored_hashes(size: int) -> None:
    assert root_of(size, LOG.hashes) == LOG.roots[size]


@given(SIZES, st.integers(0, 300))
def test_a_frontier_rebuilt_from_stored_hashes_goes_on_as_the_first_one(size: int, on: int) -> None:
    frontier = Frontier.of(size, LOG.hashes)
    end = min(size + on, 2000)
    for i in range(size, end):
        frontier.append(LOG.hashes(0, i))
    assert (frontier.size, frontier.root()) == (end, LOG.roots[end])


@given(SIZES)
def test_a_frontier_comes_back_from_its_bytes(size: int) -> None:
    frontier = Frontier.of(size, LOG.hashes)
    data = frontier.to_bytes()
    assert Frontier.from_bytes(data).to_bytes() == data
    assert Frontier.from_bytes(data).root() == LOG.roots[size]


@pytest.mark.parametrize("cut", [0, 7, 9, 39, -1])
def test_a_damaged_frontier_is_refused(cut: int) -> None:
    data = Frontier.of(1234, LOG.hashes).to_bytes()
    with pytest.raises(ProofError, match="damaged"):
        Frontier.from_bytes(data[:cut])


def test_a_copy_of_a_frontier_goes_its_own_way() -> None:
    frontier = Frontier.of(5, LOG.hashes)
    twin = frontier.copy()
    twin.append(b"x" * 32)
    assert (frontier.size, frontier.root()) == (5, LOG.roots[5])
    assert twin.root() != frontier.root()


def test_every_full_tile_gives_one_hash_of_the_next_level() -> None:
    above = sorted(place for place in LOG.stored if place.level)
    assert above == [Place(1, i) for i in range(2000 // 256)]


def test_the_leaf_that_fills_two_levels_completes_both() -> None:
    frontier = Frontier.from_bytes((256**2 - 1).to_bytes(8) + b"\x07" * 32 * 16)
    completed = frontier.append(b"\x08" * 32)
    assert [(level, index) for level, index, _ in completed] == [(1, 255), (2, 0)]


def test_the_hashes_of_a_proof_can_be_asked_for_at_once() -> None:
    places = needed(lambda hashes: inclusion_proof(700, 1500, hashes))
    page = {place: LOG.stored[place] for place in places}
    proof = inclusion_proof(700, 1500, lambda level, index: page[Place(level, index)])
    assert proof == inclusion_proof(700, 1500, LOG.hashes)
