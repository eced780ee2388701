"""Names are sealed so that they can be found again, and by nobody without the key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.keys import Key, UnreadableError

KEY, ANOTHER = Key(b"k" * 32), Key(b"a" * 32)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(NAMES)
def test_the_same_name_gives_the_same_bytes_and_opens(name: str) -> None:
    assert KEY.seal_name(name) == KEY.seal_name(name)
    assert KEY.open_name(KEY.seal_name(name)) == name


@given(NAMES, NAMES)
def test_two_names_are_never_one(one: str, other: str) -> None:
    assert (KEY.seal_name(one) == KEY.seal_name(other)) is (one == other)


@given(NAMES)
def test_another_key_gives_other_bytes_and_opens_none(name: str) -> None:
    assert ANOTHER.seal_name(name) != KEY.seal_name(name)
    with pytest.raises(UnreadableError):
        ANOTHER.open_name(KEY.seal_name(name))


def test_a_nameless_thing_is_not_the_thing_named_by_a_zero() -> None:
    assert KEY.seal_name("") != KEY.seal_name("\0")
    assert KEY.open_name(KEY.seal_name("")) == ""


@given(st.binary(max_size=64))
def test_noise_is_no_name(noise: bytes) -> None:
    with pytest.raises(UnreadableError):
        KEY.open_name(noise)


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_a_tag_tells_the_same_bytes_again(one: bytes, other: bytes) -> None:
    assert (KEY.tag(one) == KEY.tag(other)) is (one == other)
    assert KEY.tag(one) != ANOTHER.tag(one)


def test_tags_of_two_sizes_have_nothing_in_common() -> None:
    assert not KEY.tag(b"who", size=16).startswith(KEY.tag(b"who", size=12))
