"""When an epoch ends, every older copy of the keys is noise; nothing that is held is touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bailee.keys import FileRoot, Ring
from bailee.storage import SqliteKeys
from bailee.terms import Custody, KeyUnavailableError
from tests.keys.cutting import CutStore, is_cut

pytestmark = pytest.mark.keeps("access.residual")
Opened = Callable[[], Ring]
PEOPLE = [f"person-{number}" for number in range(25)]


def rotate(ring: Ring, *, limit: int = 7) -> None:
    """End the epoch, a few keys at a time."""
    if not ring.is_rotating:
        ring.begin_epoch()
    while ring.rewrap(limit=limit):
        pass
    ring.end_epochs()


def tags(ring: Ring) -> list[bytes]:
    """What each person's key says of the same bytes."""
    return [ring.ensure(person, "contacts").tag(b"x") for person in PEOPLE]


def test_every_key_is_the_same_after_a_rotation(opened: Opened, store: CutStore) -> None:
    ring = opened()
    before, sealed = tags(ring), ring.ensure("ada", "contacts").seal(b"dede", bound=b"here")
    rotate(ring)
    ring = opened()
    assert ring.epoch == 2
    assert tags(ring) == before
    assert ring.ensure("ada", "contacts").open(sealed, bound=b"here") == b"dede"
    assert {row.epoch for person in PEOPLE for row in store.rows(person, "contacts")} == {2}


def test_an_older_copy_of_the_keys_is_noise(
    opened: Opened, root_key: Path, store: CutStore, tmp_path: Path
) -> None:
    tags(opened())
    store.copy_to(tmp_path / "older.db")
    rotate(opened())
    older = SqliteKeys(tmp_path / "older.db")
    with pytest.raises(KeyUnavailableError, match="epoch 1 is not beside") as told:
        Ring(older, FileRoot(root_key, create=False))
    older.close()
    assert "only the newest" in told.value.hint
    assert [file.name for file in root_key.parent.glob("*epoch*")] == ["root.key.epoch-2"]


def test_what_was_shredded_is_not_in_the_copy_made_after(
    opened: Opened, root_key: Path, store: CutStore, tmp_path: Path
) -> None:
    ring = opened()
    tags(ring)
    assert ring.shred(PEOPLE[0]) == 1
    store.copy_to(tmp_path / "newest.db")
    newest = SqliteKeys(tmp_path / "newest.db")
    assert Ring(newest, FileRoot(root_key, create=False)).find(PEOPLE[0], "contacts") is None
    newest.close()


def test_an_epoch_with_keys_in_it_cannot_end(opened: Opened) -> None:
    ring = opened()
    tags(ring)
    ring.begin_epoch()
    with pytest.raises(RuntimeError):
        ring.end_epochs()
    assert tags(opened())


def test_keys_made_during_a_rotation_are_in_the_new_epoch(opened: Opened, store: CutStore) -> None:
    ring = opened()
    ring.begin_epoch()
    ring.ensure("ada", "contacts")
    assert [row.epoch for row in store.rows("ada", "contacts")] == [2]


def test_a_key_that_a_device_holds_is_rotated_without_the_device(opened: Opened) -> None:
    ring = opened()
    ring.admit("ada", "device:phone", b"p" * 32, now=0)
    tag = ring.ensure("ada", "diary", Custody.UNLOCKED).tag(b"x")
    ring.lock("ada")
    rotate(ring)
    ring = opened()
    assert ring.unlock("ada", "device:phone", b"p" * 32, now=0)
    assert ring.ensure("ada", "diary", Custody.UNLOCKED).tag(b"x") == tag


def test_a_rotation_goes_on_after_any_power_cut(opened: Opened, store: CutStore) -> None:
    ring, steps = opened(), 0
    before = tags(ring)
    while is_cut(partial(rotate, ring), steps=steps, store=store):
        ring, steps = opened(), steps + 1
        assert tags(ring) == before
    assert steps > 3
    assert tags(opened()) == before
    assert opened().epoch > 1


def test_the_end_of_an_epoch_can_be_cut_at_each_step(
    opened: Opened, root_key: Path, tmp_path: Path
) -> None:
    ring = opened()
    before = tags(ring)
    ring.begin_epoch()
    while ring.rewrap():
        pass
    whole, steps = tmp_path / "whole", 0
    shutil.copytree(root_key.parent, whole)
    while is_cut(ring.end_epochs, steps=steps):
        ring = opened()
        assert tags(ring) == before
        shutil.rmtree(root_key.parent)
        shutil.copytree(whole, root_key.parent)
        ring, steps = opened(), steps + 1
    assert steps >= 4
    assert [file.name for file in root_key.parent.iterdir() if "epoch" in file.name] == [
        "root.key.epoch-2"
    ]
