"""The law of holds: nothing held is lost, and nothing else is kept, whatever happens between."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest

from bailee.assembly import House
from bailee.storage import evidence
from bailee.terms import NotFoundError
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import Home, move_in
from tests.laws.thief import everything
from tests.policy.files import CONTACTS
from tests.rights.retention.holding import KEEPING, hold
from tests.rights.taking import fill


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy says that something may have to be kept."""
    yield await home.open(policy=KEEPING)
    await home.leave()


def keys(house: House, subject: str) -> set[str]:
    """The names of the keys that there are of a subject."""
    return {name.partition("/")[0] for who, name, _ in house.ring.names() if who == subject}


@pytest.mark.keeps("access.must_keep", "access.residual")
async def test_of_whoever_is_erased_only_the_key_of_what_is_held_opens_anything(
    house: House, home: Home
) -> None:
    ada, ben = await move_in(house, "ada"), await move_in(house, "ben")
    await fill(ada, cards(3))
    await fill(ben, cards(3))
    await hold(ada)
    for one in (ada, ben):
        await house.erasure.erase(one.subject, actor=one.session.actor)
    await house.vault.sweep(limit=2000)
    assert keys(house, ben.subject) == set()
    assert keys(house, ada.subject) <= {CONTACTS, "hold", "remainder", "journal"}
    assert house.vault.totals(CONTACTS).items == 3
    assert b"before the court" not in everything(home.data)


@pytest.mark.keeps("access.must_keep")
async def test_a_power_cut_after_the_first_step_of_an_erasure_loses_nothing_held(
    home: Home, clock: Clock
) -> None:
    house = await home.open(policy=KEEPING)
    ada = await move_in(house, "ada")
    await fill(ada, cards(3))
    await hold(ada)
    begun = evidence.begin_erasure
    by, at = ada.session.actor, clock.now()
    await house.database.submit(lambda tx: begun(tx, ada.subject, "", at=at, by=by))
    home.cut_power()
    house = await home.open()
    assert house.vault.names.find("handle", "ada") is None
    assert house.vault.totals(CONTACTS).items == 3
    clock.pass_days(101)
    await house.desk.holds.look_after()
    assert (house.vault.totals(CONTACTS).items, keys(house, ada.subject)) == (0, set())
    await home.leave()


@pytest.mark.keeps("access.must_keep")
async def test_a_power_cut_between_the_key_of_a_hold_and_its_row_ends_it_all_the_same(
    home: Home, clock: Clock
) -> None:
    house = await home.open(policy=KEEPING)
    ada = await move_in(house, "ada")
    await fill(ada, cards(1))
    order = await hold(ada)
    await house.erasure.erase(ada.subject, actor=ada.session.actor)
    house.ring.shred(ada.subject, f"hold/{order.number}")
    home.cut_power()
    house = await home.open()
    assert house.vault.totals(CONTACTS).items == 1
    clock.pass_days(101)
    assert await house.desk.holds.look_after() == 1
    assert house.vault.totals(CONTACTS).items == 0
    with pytest.raises(NotFoundError):
        house.vault.standing(ada.subject)
    await home.leave()


@pytest.mark.keeps("access.must_keep", "access.residual")
async def test_an_older_copy_brings_back_nothing_of_the_erased_and_loses_nothing_held(
    home: Home, clock: Clock
) -> None:
    house = await home.open(policy=KEEPING)
    ada = await move_in(house, "ada")
    await fill(ada, cards(2))
    house.database.copy_to(home.data / "older.db")
    await hold(ada)
    await house.erasure.erase(ada.subject, actor=ada.session.actor)
    await home.leave()
    shutil.move(home.data / "older.db", home.data / "vault.db")
    house = await home.open()
    assert house.vault.names.find("handle", "ada") is None
    assert house.vault.holds.is_remainder(ada.subject)
    clock.pass_days(101)
    await house.desk.holds.look_after()
    # The copy does not know the hold: it stays until somebody who does says that it is over.
    assert house.vault.totals(CONTACTS).items == 2
    await home.leave()
