"""A key that is with the member's devices: it takes one of them, and only while it is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bailee.keys import Ring
from bailee.terms import Custody, LockedError
from tests.keys.cutting import CutStore, is_cut

pytestmark = pytest.mark.keeps("security.own_eyes")
Opened = Callable[[], Ring]
PHONE, LAPTOP = b"p" * 32, b"l" * 32
UNLOCKED, KEPT = Custody.UNLOCKED, Custody.KEPT


@pytest.fixture
def ring(opened: Opened) -> Ring:
    """Ada's phone has made a diary, and is not connected now."""
    ring = opened()
    ring.admit("ada", "device:phone", PHONE, now=0)
    ring.ensure("ada", "diary", UNLOCKED)
    ring.lock("ada")
    return ring


def holders(store: CutStore, name: str = "diary") -> list[str]:
    return [row.holder for row in store.rows("ada", name)]


def test_the_house_alone_opens_nothing(ring: Ring, opened: Opened) -> None:
    for house in (ring, opened()):
        with pytest.raises(LockedError, match="held by your devices alone"):
            house.find("ada", "diary")
        with pytest.raises(LockedError):
            house.ensure("ada", "diary", UNLOCKED)
        with pytest.raises(LockedError):
            house.ensure("ada", "letters", UNLOCKED)


def test_a_device_a_password_and_a_recovery_key_each_open_it(ring: Ring, opened: Opened) -> None:
    assert ring.unlock("ada", "device:phone", PHONE, now=0)
    tag = ring.ensure("ada", "diary", UNLOCKED).tag(b"x")
    ring.admit("ada", "password", b"w" * 32, now=0)
    ring.admit("ada", "recovery", b"r" * 32, now=0)
    for holder, secret in (("password", b"w" * 32), ("recovery", b"r" * 32)):
        again = opened()
        assert again.unlock("ada", holder, secret, now=0)
        assert again.ensure("ada", "diary", UNLOCKED).tag(b"x") == tag


@pytest.mark.parametrize("holder", ["device:phone", "device:laptop", "password", "bailee"])
def test_a_wrong_secret_opens_nothing(ring: Ring, holder: str) -> None:
    assert not ring.unlock("ada", holder, LAPTOP, now=0)
    assert not ring.is_unlocked("ada")


def test_another_device_needs_one_that_is_connected(ring: Ring) -> None:
    with pytest.raises(LockedError, match="no device or sign-in of yours"):
        ring.admit("ada", "device:laptop", LAPTOP, now=0)
    ring.unlock("ada", "device:phone", PHONE, now=0)
    ring.admit("ada", "device:laptop", LAPTOP, now=0)
    ring.lock("ada")
    assert ring.unlock("ada", "device:laptop", LAPTOP, now=0)


def test_a_device_that_is_taken_away_opens_nothing_more(ring: Ring, store: CutStore) -> None:
    ring.expel("ada", "device:phone")
    assert not ring.unlock("ada", "device:phone", PHONE, now=0)
    assert holders(store, "unlock") == []


def test_whoever_comes_back_in_time_stays_unlocked(ring: Ring) -> None:
    ring.unlock("ada", "device:phone", PHONE, now=100)
    ring.touch("ada", now=500)
    ring.touch("ben", now=500)
    assert ring.lock_idle(before=500) == []
    ring.ensure("ada", "diary", UNLOCKED)
    assert ring.lock_idle(before=501) == ["ada"]
    with pytest.raises(LockedError):
        ring.ensure("ada", "diary", UNLOCKED)


def test_it_goes_from_the_house_to_the_devices_and_back(opened: Opened, store: CutStore) -> None:
    ring = opened()
    ring.admit("ada", "device:phone", PHONE, now=0)
    tag = ring.ensure("ada", "diary", KEPT).tag(b"x")
    assert holders(store) == ["bailee"]
    assert ring.settle("ada", "diary", UNLOCKED)
    assert not ring.settle("ada", "diary", UNLOCKED)
    assert holders(store) == ["unlock"]
    ring.lock("ada")
    with pytest.raises(LockedError):
        ring.settle("ada", "diary", KEPT)
    ring.unlock("ada", "device:phone", PHONE, now=0)
    assert ring.settle("ada", "diary", KEPT)
    assert holders(store) == ["bailee"]
    assert opened().ensure("ada", "diary", KEPT).tag(b"x") == tag


@pytest.mark.parametrize(("was", "becomes"), [(KEPT, UNLOCKED), (UNLOCKED, KEPT)])
def test_on_its_way_it_is_never_lost_and_never_stays_with_both(
    opened: Opened, store: CutStore, was: Custody, becomes: Custody
) -> None:
    for steps in range(5):
        ring, name = opened(), f"diary-{steps}"
        ring.admit("ada", f"device:{steps}", PHONE, now=0)
        tag = ring.ensure("ada", name, was).tag(b"x")
        is_cut(lambda: ring.settle("ada", name, becomes), steps=steps, store=store)  # noqa: B023 - called at once
        again = opened()
        again.unlock("ada", f"device:{steps}", PHONE, now=0)
        again.settle("ada", name, becomes)
        assert again.ensure("ada", name, becomes).tag(b"x") == tag
        assert len(holders(store, name)) == 1
        ring.shred("ada")


def test_it_is_shredded_without_any_device(ring: Ring, store: CutStore) -> None:
    assert ring.shred("ada", "diary") == 1
    assert holders(store) == []
