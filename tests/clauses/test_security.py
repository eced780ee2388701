"""The chapter on protection: keys, and who holds them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.policy.faults import PolicyError
from bailee.services.account import SignInError
from bailee.terms import LockedError
from bailee.vault import ROTATION_DUE
from tests.cast import DAY, Clock
from tests.clients.people import cards
from tests.homes import UNLOCKED, Home, Resident, after_notice, move_in
from tests.policy.files import CONTACTS, HOME
from tests.rights.taking import fill

pytestmark = pytest.mark.keeps("security.own_eyes")
NEWER = UNLOCKED.replace("version = 1", "version = 2", 1)
OLDER_AGAIN = after_notice(HOME.replace("version = 1", "version = 3", 1))


@pytest.fixture
async def shut(home: Home) -> AsyncIterator[Resident]:
    """Ada's contacts were in the house's own custody; the house is shut now."""
    ada = await move_in(await home.open(), "ada")
    await fill(ada, cards(3))
    await home.leave()
    yield ada
    await home.leave()


async def opened(home: Home, ada: Resident, policy: str) -> Resident:
    """Open the house under another policy."""
    house = await home.wait_for_force(await home.open(policy=policy))
    return Resident(house, ada.member, ada.token, ada.session, ada.phone)


def holders(ada: Resident) -> set[str]:
    """Who holds the key of her contacts."""
    return {row.holder for row in ada.house.store.rows(ada.subject, CONTACTS)}


async def count(ada: Resident) -> int:
    [book] = await ada.cloud.folders()
    return len(await ada.cloud.entries(book.id))


async def test_by_a_word_in_the_policy_the_key_goes_to_the_devices(
    home: Home, shut: Resident, clock: Clock
) -> None:
    ada = await opened(home, shut, NEWER)
    assert holders(ada) == {"bailee"}
    await ada.house.devices.authenticate("ada", ada.phone.secret)
    assert (holders(ada), await count(ada)) == ({"unlock"}, 3)
    assert ada.house.vault.fact(ROTATION_DUE) == str(clock.now() + 30 * DAY)
    clock.pass_seconds(601)
    ada.house.vault.lock_idle()
    with pytest.raises(LockedError, match="held by your devices alone"):
        await count(ada)


async def test_and_back_only_by_a_change_that_the_member_did_not_lose_by(
    home: Home, shut: Resident
) -> None:
    ada = await opened(home, shut, NEWER)
    await ada.house.devices.authenticate("ada", ada.phone.secret)
    await home.leave()
    ada = await opened(home, shut, OLDER_AGAIN)
    await ada.house.devices.authenticate("ada", ada.phone.secret)
    assert holders(ada) == {"unlock"}
    assert ada.house.vault.policy_of(ada.subject).version == 2


async def test_a_wrong_recovery_key_is_told_so_even_while_it_is_open(ada: Resident) -> None:
    key = await ada.house.account.recovery_key(ada.session)
    with pytest.raises(SignInError, match="not your recovery key"):
        await ada.house.account.unlock(ada.session, key[::-1])
    await ada.house.account.unlock(ada.session, key.upper())


async def test_what_no_service_can_run_sealed_cannot_be_promised_so(home: Home) -> None:
    with pytest.raises(PolicyError, match="sealed"):
        await home.open(policy=HOME.replace('custody = "kept"', 'custody = "sealed"', 1))


@pytest.mark.keeps("security.rest")
async def test_each_member_and_category_has_a_key_of_its_own(ada: Resident, ben: Resident) -> None:
    rows = ada.house.store.outside(1 << 30, limit=999)
    mine = {row.name for row in rows if row.subject == ada.subject}
    assert {"account", "credentials", "devices", "journal"} <= mine
    assert len({row.wrapped for row in rows}) == len(rows)
    assert mine == {row.name for row in rows if row.subject == ben.subject}
