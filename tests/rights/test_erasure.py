"""A receipt says what went, since when nobody can read it, and by when no old copy can either."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bailee.assembly import House
from bailee.assembly.rotation import is_due, rotate
from bailee.rights.notices.inbox import NOTICES
from bailee.terms import ClauseId, NotFoundError, Refused
from tests.cast import DAY, NOON, Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, after_notice, move_in
from tests.policy.files import ACCOUNT, CONTACTS, CREDENTIALS, DEVICES, HOME
from tests.rights.taking import fill

RESIDUAL, ROTATION_DUE = ClauseId("access.residual"), "rotation-due"
SOON = HOME.replace('days = 30\n\n[promise."share.none"]', 'days = 7\n\n[promise."share.none"]')


@pytest.mark.keeps("access.self", "access.thirty_days")
async def test_a_part_goes_and_the_rest_stays(ada: Resident, clock: Clock) -> None:
    await fill(ada, cards(5))
    clock.pass_days(1)
    receipt = await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert receipt.erased == {CONTACTS: 5}
    assert receipt.at == receipt.unreadable_at == NOON + DAY
    kept = {held.category: held.items for held in await ada.house.ledger.held(ada.subject)}
    assert (kept[CONTACTS], kept[ACCOUNT], kept[DEVICES]) == (0, 1, 1)


@pytest.mark.keeps("access.self", "access.free")
async def test_an_account_goes_whole_and_its_name_is_free(ada: Resident) -> None:
    await fill(ada, cards(5))
    receipt = await ada.house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert receipt.erased == {CONTACTS: 5, ACCOUNT: 1, CREDENTIALS: 1, DEVICES: 1, NOTICES: 1}
    assert await ada.house.devices.authenticate("ada", ada.phone.secret) is None
    assert await ada.house.account.session(ada.token) is None
    with pytest.raises(NotFoundError):
        ada.house.vault.standing(ada.subject)
    assert (await ada.house.account.add("ada")).subject != ada.subject


@pytest.mark.keeps("access.self")
async def test_nobody_erases_what_is_somebody_elses(ada: Resident, ben: Resident) -> None:
    await fill(ada, cards(1))
    for category in (CONTACTS, None):
        for actor in (ben.session.actor, ben.actor, ada.actor):
            with pytest.raises(Refused):
                await ada.house.erasure.erase(ada.subject, actor=actor, category=category)
    assert len(await ada.cloud.entries((await ada.cloud.folders())[0].id)) == 1
    assert ada.house.vault.fact(ROTATION_DUE) is None


@pytest.mark.keeps("access.residual")
async def test_the_first_erasure_says_when_the_old_keys_die(
    ada: Resident, ben: Resident, clock: Clock
) -> None:
    erase = ada.house.erasure.erase
    first = await erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert first.backups_dead_by == NOON + 30 * DAY
    clock.pass_days(10)
    second = await erase(ben.subject, actor=ben.session.actor)
    assert second.backups_dead_by == first.backups_dead_by
    clock.pass_days(19)
    assert not is_due(ada.house)
    clock.pass_days(1)
    assert is_due(ada.house)
    assert ada.house.clock.now() <= first.backups_dead_by
    await rotate(ada.house)
    assert not is_due(ada.house)


@pytest.mark.keeps("access.residual", "change.no_reduction")
async def test_each_is_promised_what_their_own_version_says(home: Home) -> None:
    ada = await move_in(await home.open(policy=SOON), "ada")
    await home.leave()
    later = after_notice(HOME.replace("version = 1", "version = 2"))
    house = await home.wait_for_force(await home.open(policy=later))
    now = house.clock.now()
    ben = await move_in(house, "ben")
    assert promised(house, ada) == 7
    slow = await house.erasure.erase(ben.subject, actor=ben.session.actor, category=CONTACTS)
    assert slow.backups_dead_by == now + 30 * DAY
    quick = await house.erasure.erase(ada.subject, actor=ada.session.actor)
    assert quick.backups_dead_by == now + 7 * DAY
    assert house.vault.fact(ROTATION_DUE) == str(now + 7 * DAY)
    await home.leave()


def promised(house: House, one: Resident) -> int:
    """The days of `access.residual` that bind somebody."""
    policy = house.vault.policy_of(one.subject)
    return policy.said.promises[RESIDUAL].values["days"]


@pytest.mark.keeps("access.residual")
async def test_the_end_of_the_epoch_is_planned_before_the_first_key_goes(
    ada: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = list[str | None]()
    shred: Callable[[str, str | None], int] = ada.house.ring.shred

    def watched(subject: str, name: str | None = None) -> int:
        planned.append(ada.house.vault.fact(ROTATION_DUE))
        return shred(subject, name)

    monkeypatch.setattr(ada.house.ring, "shred", watched)
    await ada.house.erasure.erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
    assert planned != []
    assert set(planned) == {str(NOON + 30 * DAY)}


async def test_a_category_that_holds_nothing_is_erased_as_well(ada: Resident) -> None:
    erase = ada.house.erasure.erase
    for _ in range(2):
        done = await erase(ada.subject, actor=ada.session.actor, category=CONTACTS)
        assert done.erased == {CONTACTS: 0}
