"""An epoch of keys ends: nothing is lost, older copies are noise, and it can be cut short."""

from __future__ import annotations

import asyncio

import pytest

from bailee.assembly import House
from bailee.assembly.rotation import is_due, rotate
from bailee.terms import KeyUnavailableError
from tests.cast import DAY, NOON
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in
from tests.policy.files import CONTACTS
from tests.rights.taking import files, fill, take

ROTATION_DUE = "rotation-due"
"""The fact that an erasure waits for the end of the epoch, and until when."""
pytestmark = pytest.mark.keeps("access.residual")


async def erase(ada: Resident) -> None:
    """She has her contacts erased."""
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)


async def test_nobody_notices_but_the_keys(ada: Resident) -> None:
    await fill(ada, cards(5))
    before = files(await take(ada))["data/contacts/contacts.vcf"]
    keys = ada.house.store.count()
    assert await rotate(ada.house) == keys
    assert ada.house.vault.fact("rotated-at") == str(NOON)
    assert files(await take(ada))["data/contacts/contacts.vcf"] == before
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None
    assert ada.house.vault.tree.verify().fault == ""


async def test_after_a_restart_all_is_there(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    await fill(ada, cards(5))
    await rotate(ada.house)
    await home.leave()
    house = await home.open()
    assert house.vault.totals(CONTACTS).items == 5
    assert await house.devices.authenticate("ada", ada.phone.secret) is not None
    assert not is_due(house)
    await home.leave()


async def test_a_copy_of_the_keys_from_before_opens_nothing(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    copy = home.data / "copy.db"
    ada.house.store.copy_to(copy)
    await rotate(ada.house)
    await home.leave()
    copy.replace(home.data / "keys.db")
    with pytest.raises(KeyUnavailableError):
        await home.open()


async def cut_short(house: House, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let the power fail after some keys were wrapped again."""
    rewrap, some = house.ring.rewrap, iter([after])

    def failing() -> int:
        limit = next(some, 0)
        return rewrap(limit=limit) if limit else 1 // 0

    monkeypatch.setattr(house.ring, "rewrap", failing)
    with pytest.raises(ZeroDivisionError):
        await rotate(house)
    monkeypatch.undo()


@pytest.mark.parametrize("after", [0, 1, 2])
async def test_what_was_cut_short_goes_on_at_the_next_start(
    home: Home, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    ada = await move_in(await home.open(), "ada")
    await fill(ada, cards(5))
    await cut_short(ada.house, monkeypatch, after=after)
    home.cut_power()
    house = await home.open()
    assert (house.ring.epoch, is_due(house)) == (2, True)
    await rotate(house)
    assert (house.ring.epoch, is_due(house)) == (2, False)
    assert house.vault.totals(CONTACTS).items == 5
    assert house.store.outside(2, limit=1) == []
    await home.leave()


async def test_what_is_erased_meanwhile_waits_for_the_next_epoch(
    ada: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    await erase(ada)
    rewrap, meanwhile = ada.house.ring.rewrap, list[asyncio.Task[None]]()

    def watched() -> int:
        if not meanwhile:
            meanwhile.append(asyncio.create_task(erase(ada)))
        return rewrap()

    monkeypatch.setattr(ada.house.ring, "rewrap", watched)
    await rotate(ada.house)
    await meanwhile[0]
    assert ada.house.vault.fact(ROTATION_DUE) == str(NOON + 30 * DAY)


async def test_an_erasure_of_before_is_settled_by_any_rotation(ada: Resident) -> None:
    await erase(ada)
    await rotate(ada.house)
    assert ada.house.vault.fact(ROTATION_DUE) == ""
    assert not is_due(ada.house)
