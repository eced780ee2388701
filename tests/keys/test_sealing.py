"""What is sealed opens only whole, only with its key, and only in its place."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bailee.keys import Key, UnreadableError
from bailee.keys.holding import CHUNK_BYTES

KEY, ANOTHER = Key(b"k" * 32), Key(b"a" * 32)
HERE, ELSEWHERE = b"ada|contacts|1|1|dede", b"ada|contacts|1|1|emil"
STEP = CHUNK_BYTES + 16
"""A sealed chunk: its bytes and a tag."""
THREE = KEY.seal(b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c" * 9, bound=HERE)
HEAD, CHUNKS = THREE[:17], [THREE[start : start + STEP] for start in range(17, len(THREE), STEP)]


@pytest.mark.keeps("security.rest")
@given(st.binary(max_size=4096))
def test_what_was_sealed_opens(body: bytes) -> None:
    sealed = KEY.seal(body, bound=HERE)
    assert KEY.open(sealed, bound=HERE) == body
    assert len(sealed) == len(body) + 29


@given(st.integers(0, 3), st.integers(-2, 2))
@settings(max_examples=15)
def test_every_size_opens_around_the_bound_of_a_chunk(chunks: int, more: int) -> None:
    body = b"x" * max(chunks * CHUNK_BYTES + more, 0)
    assert KEY.open(KEY.seal(body, bound=HERE), bound=HERE) == body


@pytest.mark.keeps("security.rest")
@pytest.mark.parametrize("size", [0, 9, CHUNK_BYTES + 1])
def test_it_opens_in_no_other_place_and_with_no_other_key(size: int) -> None:
    sealed = KEY.seal(b"x" * size, bound=HERE)
    with pytest.raises(UnreadableError):
        KEY.open(sealed, bound=ELSEWHERE)
    with pytest.raises(UnreadableError):
        ANOTHER.open(sealed, bound=HERE)


@given(st.binary(min_size=1, max_size=64), st.data())
def test_a_single_wrong_bit_makes_it_unreadable(body: bytes, data: st.DataObject) -> None:
    sealed = KEY.seal(body, bound=HERE)
    at = data.draw(st.integers(0, 8 * len(sealed) - 1))
    with pytest.raises(UnreadableError):
        KEY.open(flipped(sealed, at), bound=HERE)


@given(st.integers(0, 17 * 8 - 1) | st.integers(0, 8 * len(THREE) - 1))
@example(2)
@settings(max_examples=60)
def test_a_single_wrong_bit_makes_a_long_body_unreadable(at: int) -> None:
    with pytest.raises(UnreadableError):
        KEY.open(flipped(THREE, at), bound=HERE)


@given(st.integers(0, len(THREE) - 1))
@example(17 + STEP)
@example(17 + 2 * STEP)
@settings(max_examples=40)
def test_a_body_that_was_cut_never_opens(length: int) -> None:
    with pytest.raises(UnreadableError):
        KEY.open(THREE[:length], bound=HERE)


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_chunks_in_another_order_never_open(order: tuple[int, ...]) -> None:
    with pytest.raises(UnreadableError):
        KEY.open(HEAD + b"".join(CHUNKS[number] for number in order), bound=HERE)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_chunk_left_out_or_given_twice_never_opens(number: int) -> None:
    without = CHUNKS[:number] + CHUNKS[number + 1 :]
    twice = [*CHUNKS[:number], CHUNKS[number], *CHUNKS[number:]]
    for chunks in (without, twice):
        with pytest.raises(UnreadableError):
            KEY.open(HEAD + b"".join(chunks), bound=HERE)


def test_a_chunk_of_another_body_never_opens_even_in_the_same_place() -> None:
    older = KEY.seal(b"o" * 2 * CHUNK_BYTES + b"o" * 9, bound=HERE)
    mixed = HEAD + older[17 : 17 + STEP] + b"".join(CHUNKS[1:])
    with pytest.raises(UnreadableError):
        KEY.open(mixed, bound=HERE)


@pytest.mark.keeps("security.rest")
def test_no_nonce_comes_twice_in_twenty_thousand_seals() -> None:
    nonces = {KEY.seal(b"the same", bound=HERE)[1:13] for _ in range(20_000)}
    assert len(nonces) == 20_000


def test_no_salt_of_a_long_body_comes_twice() -> None:
    body = b"x" * (CHUNK_BYTES + 1)
    assert len({KEY.seal(body, bound=HERE)[1:17] for _ in range(50)}) == 50


@given(st.binary(max_size=200))
def test_noise_is_unreadable_and_nothing_worse(noise: bytes) -> None:
    with pytest.raises(UnreadableError):
        KEY.open(noise, bound=HERE)


def flipped(data: bytes, bit: int) -> bytes:
    """The same bytes with one bit the other way."""
    at = bit // 8
    return data[:at] + bytes([data[at] ^ (1 << bit % 8)]) + data[at + 1 :]
