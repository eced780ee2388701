"""Where the policy leaves a key with the member, only what is theirs opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.services.account import SignInError
from bailee.terms import FolderId, ItemId, LockedError
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, UNLOCKED, Home, Resident, move_in

BOOK = FolderId("contacts")
NEW = "another horse battery"
[CARD] = cards(1)
pytestmark = pytest.mark.keeps("security.rest")


@pytest.fixture
async def ada(home: Home) -> AsyncIterator[Resident]:
    """Ada, in a house that leaves the key of her contacts to her devices."""
    ada = await move_in(await home.open(policy=UNLOCKED), "ada")
    await ada.cloud.folders()
    await ada.cloud.put(BOOK, ItemId(CARD.name), CARD.body)
    yield ada
    await home.leave()


async def lock(ada: Resident, clock: Clock) -> None:
    """Ten minutes without any of her devices."""
    clock.pass_seconds(601)
    ada.house.vault.lock_idle()
    with pytest.raises(LockedError):
        await ada.cloud.entries(BOOK)


async def is_open(ada: Resident) -> bool:
    """Whether her cards can be read."""
    return (await ada.cloud.item(BOOK, ItemId(CARD.name))).body == CARD.body


async def test_a_device_opens_it_and_ten_minutes_of_silence_close_it(
    ada: Resident, clock: Clock
) -> None:
    for _ in range(2):
        await lock(ada, clock)
        assert await ada.house.devices.authenticate("ada", ada.phone.secret) is not None
        assert await is_open(ada)


async def test_a_device_that_goes_on_asking_keeps_it_open(ada: Resident, clock: Clock) -> None:
    for _ in range(10):
        clock.pass_seconds(300)
        await ada.house.devices.authenticate("ada", ada.phone.secret)
        ada.house.vault.lock_idle()
        assert await is_open(ada)


async def test_a_sign_in_opens_it_and_a_wrong_password_does_not(
    ada: Resident, clock: Clock
) -> None:
    await lock(ada, clock)
    with pytest.raises(SignInError):
        await ada.house.account.sign_in("ada", NEW, network="::1")
    assert ada.house.vault.is_closed(ada.subject)
    await ada.house.account.sign_in("ada", PASSWORD, network="::1")
    assert await is_open(ada)


async def test_after_a_restart_it_is_closed_until_a_device_comes(ada: Resident, home: Home) -> None:
    await home.leave()
    house = await home.open()
    again = Resident(house, ada.member, ada.token, ada.session, ada.phone)
    with pytest.raises(LockedError, match="your devices alone"):
        await again.cloud.entries(BOOK)
    await house.devices.authenticate("ada", ada.phone.secret)
    assert await is_open(again)


async def test_a_new_password_opens_it_and_the_old_one_never_again(
    ada: Resident, clock: Clock
) -> None:
    await ada.house.account.change_password(ada.session, old=PASSWORD, new=NEW)
    assert await is_open(ada)
    await lock(ada, clock)
    await ada.house.account.sign_in("ada", NEW, network="::1")
    assert await is_open(ada)


async def test_a_password_can_be_changed_while_it_is_closed(ada: Resident, clock: Clock) -> None:
    await lock(ada, clock)
    await ada.house.account.change_password(ada.session, old=PASSWORD, new=NEW)
    assert await is_open(ada)


async def test_a_recovery_key_opens_it_and_a_wrong_one_does_not(
    ada: Resident, clock: Clock
) -> None:
    account = ada.house.account
    key = await account.recovery_key(ada.session)
    await lock(ada, clock)
    for wrong in ("", key[:-1], key[::-1], PASSWORD, ada.phone.secret):
        with pytest.raises(SignInError, match="not your recovery key"):
            await account.unlock(ada.session, wrong)
    await account.unlock(ada.session, key.replace("-", " ").upper())
    assert await is_open(ada)


async def test_a_new_recovery_key_ends_the_one_before(ada: Resident, clock: Clock) -> None:
    account = ada.house.account
    old, new = [await account.recovery_key(ada.session) for _ in range(2)]
    await lock(ada, clock)
    with pytest.raises(SignInError):
        await account.unlock(ada.session, old)
    with pytest.raises(LockedError):
        await account.recovery_key(ada.session)
    await account.unlock(ada.session, new)
    assert await is_open(ada)


@pytest.mark.keeps("account.withdraw")
async def test_a_removed_device_opens_nothing_any_more(ada: Resident, clock: Clock) -> None:
    laptop = await ada.house.devices.add(ada.session, "laptop", username="ada")
    await ada.house.devices.remove(ada.session, ada.phone.id)
    await lock(ada, clock)
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is None
    assert ada.house.vault.is_closed(ada.subject)
    await ada.house.devices.authenticate("ada", laptop.secret)
    assert await is_open(ada)


async def test_no_device_can_be_added_while_it_is_closed(ada: Resident, clock: Clock) -> None:
    await lock(ada, clock)
    with pytest.raises(LockedError) as told:
        await ada.house.devices.add(ada.session, "laptop", username="ada")
    assert told.value.hint
    assert len(await ada.house.devices.list(ada.session)) == 1
