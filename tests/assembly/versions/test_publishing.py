"""A version is weighed, announced, in force on its day, or withdrawn before."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.assembly.versions import VersionOrderError
from bailee.policy.faults import PolicyError
from tests.assembly.versions.test_versions import SOON, bound_by, version
from tests.cast import Clock
from tests.homes import Home, move_in
from tests.policy.files import HOME

pytestmark = pytest.mark.keeps("change.notice", "change.no_reduction")
HOUR = 3600
LONGER = version(2, days=60, since=SOON)


async def publish(house: House, text: str) -> None:
    """Weigh and publish, as the command does."""
    draft = house.publishing.weigh(text, origin="new.toml")
    assert draft is not None
    await house.publishing.publish(draft)


async def test_what_takes_something_names_the_day_that_is_early_enough(home: Home) -> None:
    house = await home.open()
    text = version(2, days=60, since="2026-01-30")
    line = text[: text.index("since =")].count("\n") + 1
    with pytest.raises(PolicyError) as told:
        house.publishing.weigh(text, origin="new.toml")
    assert str(told.value).startswith(f"new.toml:{line}: it takes something away (contacts is now")
    assert str(told.value).endswith("write since = 2026-01-31 or later")
    draft = house.publishing.weigh(LONGER, origin="new.toml")
    assert draft is not None
    assert (draft.at_once, str(draft.binds_on)) == (False, SOON)
    await home.leave()


def silent(text: str) -> str:
    """The same, without a promise to tell of changes before."""
    head, _, tail = text.partition('[promise."change.notice"]')
    return head + "[" + tail.partition("\n[")[2]


async def test_without_a_notice_period_nothing_can_be_taken(home: Home) -> None:
    house = await home.open(policy=silent(HOME))
    with pytest.raises(PolicyError) as told:
        house.publishing.weigh(silent(version(2, days=60, since="2027-01-01")), origin="new.toml")
    assert 'add [promise."change.notice"] with days = 30, and write since = 2026-01-31' in str(
        told.value
    )
    draft = house.publishing.weigh(LONGER, origin="new.toml")
    assert draft is not None
    assert not draft.at_once
    await home.leave()


async def test_a_start_publishes_what_the_file_says_and_refuses_what_comes_too_soon(
    home: Home,
) -> None:
    await home.open()
    await home.leave()
    with pytest.raises(PolicyError, match=r"policy.toml:\d+: it takes something away"):
        await home.open(policy=version(2, days=60))
    house = await home.open(policy=LONGER)
    assert house.vault.policy.version == 1
    pending = house.vault.versions.pending
    assert pending is not None
    assert pending.policy.version == 2
    await home.leave()


async def test_it_binds_on_its_day_and_whom_it_takes_from_only_with_their_yes(
    home: Home, clock: Clock
) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    await publish(house, LONGER)
    await house.notices.changes.announce()
    clock.pass_days(29)
    assert await house.publishing.bring_into_force() == 0
    ben = await move_in(house, "ben")
    clock.pass_days(1)
    assert await house.publishing.bring_into_force() == 1
    assert await house.publishing.bring_into_force() == 0
    cem = await move_in(house, "cem")
    assert bound_by(house, ada, ben, cem) == [1, 1, 2]
    await house.changes.accept(ada.subject, 2, actor=ada.session.actor)
    assert bound_by(house, ada, ben) == [2, 1]
    await home.leave()


async def test_days_in_which_nobody_was_told_do_not_count(home: Home, clock: Clock) -> None:
    house = await home.open()
    await move_in(house, "ada")
    await publish(house, LONGER)
    home.cut_power()
    clock.pass_days(40)
    house = await home.open()
    assert await house.publishing.bring_into_force() == 0
    await house.notices.changes.announce()
    clock.pass_days(29)
    assert await house.publishing.bring_into_force() == 0
    clock.pass_days(1)
    assert await house.publishing.bring_into_force() == 1
    await home.leave()


async def test_what_takes_nothing_can_be_announced_or_come_at_once(
    home: Home, clock: Clock
) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    await publish(house, version(2, days=20))
    assert bound_by(house, ada) == [2]
    await publish(house, version(3, days=10, since=SOON))
    await house.notices.changes.announce()
    assert bound_by(house, ada) == [2]
    clock.pass_days(30)
    await house.publishing.bring_into_force()
    assert bound_by(house, ada) == [3]
    await home.leave()


@pytest.mark.keeps("retain.destroy")
async def test_a_clock_that_leapt_brings_nothing_into_force(home: Home, clock: Clock) -> None:
    house = await home.open()
    await publish(house, LONGER)
    keeper = Housekeeping(house, Log())
    await house.notices.changes.announce()
    await keeper.expire()
    clock.pass_days(60)
    await keeper.expire()
    assert house.vault.policy.version == 1
    clock.pass_seconds(HOUR)
    await keeper.expire()
    assert house.vault.policy.version == 2
    await home.leave()


@pytest.mark.parametrize("end", ["in order", "by a power cut"])
async def test_what_was_announced_survives_a_restart(home: Home, clock: Clock, end: str) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    await publish(house, LONGER)
    await house.notices.changes.announce()
    if end == "in order":
        await home.leave()
    else:
        home.cut_power()
    clock.pass_days(30)
    house = await home.open()
    assert await house.publishing.bring_into_force() == 1
    home.cut_power()
    house = await home.open(policy=LONGER)
    assert house.vault.policy.version == 2
    assert bound_by(house, ada) == [1]
    await home.leave()


async def test_one_version_is_announced_at_a_time(home: Home) -> None:
    house = await home.open()
    await publish(house, LONGER)
    assert house.publishing.weigh(LONGER, origin="new.toml") is None
    assert house.publishing.weigh(HOME, origin="old.toml") is None
    with pytest.raises(VersionOrderError, match="version 2 is announced and binds from") as told:
        house.publishing.weigh(version(3), origin="new.toml")
    assert "bailee policy withdraw" in told.value.hint
    await house.publishing.withdraw()
    with pytest.raises(VersionOrderError) as told:
        house.publishing.weigh(LONGER, origin="new.toml")
    assert "write version = 3" in told.value.hint
    with pytest.raises(VersionOrderError, match="no version is announced"):
        await house.publishing.withdraw()
    await publish(house, version(3))
    assert house.vault.policy.version == 3
    await home.leave()


async def test_nothing_comes_on_its_day_before_everybody_was_told(home: Home, clock: Clock) -> None:
    house = await home.open()
    ada = await move_in(house, "ada")
    await publish(house, version(2, days=20, since=SOON))
    clock.pass_days(30)
    assert await house.publishing.bring_into_force() == 0
    await house.notices.changes.announce()
    assert await house.publishing.bring_into_force() == 1
    assert bound_by(house, ada) == [2]
    await home.leave()
