"""Which version of the policy binds whom: nobody loses anything that they were promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.assembly import House
from bailee.assembly.versions import VersionOrderError
from bailee.policy.faults import PolicyError
from bailee.terms import BaileeError, ItemId
from tests.cast import DAY, Clock
from tests.clients.people import cards
from tests.homes import Home, Resident, move_in, withdraw
from tests.policy.files import CONTACTS, HOME

pytestmark = pytest.mark.keeps("change.no_reduction")
PAST, SOON, LATER = "2026-01-01", "2026-01-31", "2026-06-01"
"""The day every story begins, thirty days after, and some months."""


def version(number: int, *, days: int = 30, words: str = "", since: str = PAST) -> str:
    """The home policy, with another number of days and some words more."""
    text = HOME.replace("version = 1", f"version = {number}", 1)
    text = text.replace(f"since = {PAST}", f"since = {since}", 1)
    return text.replace("keep_days = 30", f"keep_days = {days}", 1) + f"\n# {words}\n"


def bound_by(house: House, *those: Resident) -> list[int]:
    """The versions that bind them."""
    return [house.vault.policy_of(one.subject).version for one in those]


async def reopen(home: Home, policy: str | None = None) -> House:
    """Stop, write another policy down, start; what is announced by it is waited for."""
    await home.leave()
    return await home.wait_for_force(await home.open(policy=policy))


async def test_what_takes_nothing_binds_everybody_at_once(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    house = await reopen(home, version(2, days=7))
    ben = await move_in(house, "ben")
    assert bound_by(house, ada, ben) == [2, 2]
    await home.leave()


async def test_what_takes_something_binds_only_who_comes_after(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    house = await reopen(home, version(2, days=90, since=SOON))
    ben = await move_in(house, "ben")
    assert bound_by(house, ada, ben) == [1, 2]
    house = await reopen(home)
    assert bound_by(house, ada, ben) == [1, 2]
    await home.leave()


async def test_a_loss_in_two_steps_is_a_loss(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    ben = await move_in(await reopen(home, version(2, days=90, since=SOON)), "ben")
    house = await reopen(home, version(3, days=90, words="now in better words"))
    assert bound_by(house, ada, ben) == [1, 3]
    await home.leave()


async def test_who_stayed_behind_comes_along_when_nothing_is_lost_any_more(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    ben = await move_in(await reopen(home, version(2, days=90, since=SOON)), "ben")
    house = await reopen(home, version(3, days=30))
    assert bound_by(house, ada, ben) == [3, 3]
    await home.leave()


@pytest.mark.keeps("retain.destroy")
async def test_each_ones_cards_go_by_their_own_version(home: Home, clock: Clock) -> None:
    ada = await move_in(await home.open(), "ada")
    house = await reopen(home, version(2, days=90, since=SOON))
    ada = Resident(house, ada.member, ada.token, ada.session, ada.phone)
    ben = await move_in(house, "ben")
    for one in (ada, ben):
        [book] = await one.cloud.folders()
        await one.cloud.put(book.id, ItemId("card.vcf"), cards(1)[0].body)
        await withdraw(house.vault, of=one.subject)
    assert house.vault.ends_at(ada.subject, CONTACTS) == clock.now() + 30 * DAY
    clock.pass_days(30)
    assert await house.vault.expire() == 1
    assert house.vault.totals(CONTACTS).items == 1
    clock.pass_days(60)
    await house.vault.expire()
    assert house.vault.totals(CONTACTS).items == 0
    await home.leave()


@pytest.mark.keeps("use.permitted")
async def test_decisions_fall_by_the_version_that_binds(home: Home) -> None:
    ada = await move_in(await home.open(), "ada")
    seen = version(2, since=SOON).replace(
        'seen_by = ["member", "device"]', 'seen_by = ["member"]', 1
    )
    house = await reopen(home, seen.replace("keep_days = 30", "keep_days = 31", 1))
    assert bound_by(house, ada) == [1]
    ada = Resident(house, ada.member, ada.token, ada.session, ada.phone)
    assert len(await ada.cloud.folders()) == 1
    ben = await move_in(house, "ben")
    with pytest.raises(BaileeError, match="device"):
        await ben.cloud.folders()
    await home.leave()


async def test_a_changed_file_needs_a_higher_version(home: Home) -> None:
    await home.open(policy=version(2))
    for text in (version(2, days=7), version(2, words="a word more"), version(1)):
        with pytest.raises(VersionOrderError, match="has changed and still says") as told:
            await reopen(home, text)
        assert "write version = 3" in told.value.hint
    assert (await reopen(home, version(2))).vault.policy.version == 2
    await home.leave()


async def test_every_version_that_was_in_force_is_kept(home: Home) -> None:
    for number in (1, 2):
        await reopen(home, version(number))
    house = await reopen(home, version(5))
    assert {one: policy.text for one, policy in house.vault.policies.items()} == {
        number: version(number) for number in (1, 2, 5)
    }
    await home.leave()


async def test_a_file_that_cannot_be_read_is_told_so(home: Home, tmp_path: Path) -> None:
    await home.open()
    await home.leave()
    home.folder.policy.write_bytes(b"\xff\xfe")
    with pytest.raises(BaileeError, match=r"policy.toml cannot be read") as told:
        await home.open()
    assert "--policy FILE" in told.value.hint
    with pytest.raises(PolicyError):
        await home.open(policy="name = 5")
    assert tmp_path in home.data.parents
