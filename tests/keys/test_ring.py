"""A key for each person and category: made once, found again, and gone when it is shredded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bailee.keys import Ring, UnreadableError, verify
from tests.keys.cutting import CutStore

Opened = Callable[[], Ring]


@pytest.mark.keeps("security.rest")
def test_each_person_and_category_has_a_key_of_its_own(opened: Opened) -> None:
    ring = opened()
    keys = [
        ring.ensure(person, category)
        for person in ("ada", "ben")
        for category in ("contacts", "places")
    ]
    sealed = keys[0].seal(b"dede", bound=b"here")
    for other in keys[1:]:
        with pytest.raises(UnreadableError):
            other.open(sealed, bound=b"here")


def test_a_key_is_found_again_after_a_start(opened: Opened) -> None:
    sealed = opened().ensure("ada", "contacts").seal(b"dede", bound=b"here")
    found = opened().find("ada", "contacts")
    assert found is not None
    assert found.open(sealed, bound=b"here") == b"dede"


def test_looking_for_a_key_makes_none(opened: Opened, store: CutStore) -> None:
    assert opened().find("ada", "contacts") is None
    assert store.count() == 0


@pytest.mark.keeps("access.residual")
def test_a_shredded_key_opens_nothing_and_a_new_one_is_another(opened: Opened) -> None:
    ring = opened()
    sealed = ring.ensure("ada", "contacts").seal(b"dede", bound=b"here")
    assert ring.shred("ada", "contacts") == 1
    assert ring.find("ada", "contacts") is None
    with pytest.raises(UnreadableError):
        ring.ensure("ada", "contacts").open(sealed, bound=b"here")


def test_shredding_one_key_leaves_the_others(opened: Opened) -> None:
    ring = opened()
    tag = ring.ensure("ada", "places").tag(b"x")
    ring.ensure("ada", "contacts")
    ring.shred("ada", "contacts")
    assert opened().ensure("ada", "places").tag(b"x") == tag


def test_shredding_a_person_takes_every_key_of_theirs_and_of_nobody_else(
    opened: Opened, store: CutStore
) -> None:
    ring = opened()
    for name in ("contacts", "places", "journal"):
        ring.ensure("ada", name)
    ring.admit("ada", "device:phone", b"p" * 32, now=0)
    ring.ensure("ben", "contacts")
    assert ring.shred("ada") == 4
    assert store.count() == 1
    assert not ring.is_unlocked("ada")


@pytest.mark.keeps("access.residual")
def test_no_file_has_a_shredded_key_any_more(
    opened: Opened, store: CutStore, tmp_path: Path
) -> None:
    ring = opened()
    people = [f"person-{number}" for number in range(300)]
    for person in people:
        ring.ensure(person, "contacts")
    wrapped = [row.wrapped for person in people for row in store.rows(person, "contacts")]
    assert holds(tmp_path, wrapped) == 300
    for person in people[::2]:
        ring.shred(person)
    assert holds(tmp_path, wrapped[::2]) == 0
    assert holds(tmp_path, wrapped[1::2]) == 150


@pytest.mark.keeps("security.evidence")
def test_what_the_house_signed_is_known_as_its_own_after_a_start(opened: Opened) -> None:
    signature, public = opened().signer("head").sign(b"size 5"), opened().signer("head").public
    assert verify(public, signature, b"size 5")
    assert not verify(public, signature, b"size 6")
    assert not verify(opened().signer("another").public, signature, b"size 5")
    assert not verify(public, b"", b"size 5")
    assert not verify(b"no key", signature, b"size 5")


def holds(folder: Path, needles: list[bytes]) -> int:
    """How many of these are in any file of a folder."""
    files = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return sum(needle in files for needle in needles)
