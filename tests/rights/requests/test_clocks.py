"""What is late alarms whoever must answer, is told to whoever asked, and is never forgotten."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.rights.requests import Did
from tests.cast import Clock
from tests.rights.requests.asking import Office

LATE = "account.desk-overdue"


@pytest.mark.keeps("access.thirty_days")
async def test_what_is_late_alarms_every_officer_once_and_again_each_week(
    office: Office, clock: Clock
) -> None:
    number, clocks = await office.ada_asks(), office.requests.clocks
    clock.pass_days(30)
    assert await clocks.look_after() == 0
    clock.pass_seconds(1)
    assert [await clocks.look_after(), await clocks.look_after()] == [1, 1]
    assert (await office.told(office.ben.subject)).count(LATE) == 1
    clock.pass_days(7)
    assert await clocks.look_after() == 1
    assert (await office.told(office.ben.subject)).count(LATE) == 2
    mine = await office.one(number)
    assert [step.did for step in mine.steps] == [Did.RECEIVED, Did.OVERDUE]
    assert "account.request-late" in await office.told(office.ada.subject)
    await office.ben_answers(number)
    assert await clocks.look_after() == 0


async def test_the_overdue_come_first(office: Office, clock: Clock) -> None:
    first = await office.ada_asks()
    clock.pass_days(20)
    second = await office.ada_asks()
    clock.pass_days(15)
    queue = await office.requests.answers.queue()
    assert [(one.number, one.is_late) for one in queue] == [(first, True), (second, False)]


async def test_a_clock_of_what_was_never_kept_stops(office: Office, clock: Clock) -> None:
    await office.house.vault.names.add(
        "request-open", "LOST2345", of=office.ada.subject, ref=f"LOST2345/1/{clock.now() - 1}"
    )
    assert await office.requests.clocks.look_after() == 1
    assert await office.requests.clocks.look_after() == 0


async def test_officers_hear_that_something_waits_but_not_of_each(
    office: Office, clock: Clock
) -> None:
    for _ in range(3):
        await office.ada_asks()
    clock.pass_seconds(3601)
    await office.ada_asks()
    assert await office.told(office.ben.subject) == ["account.desk-waiting"] * 2


async def test_what_damage_holds_up_is_counted_all_the_same(
    house: House, office: Office, clock: Clock
) -> None:
    await office.ada_asks()
    await house.vault.forget(office.ada.subject, actor=office.ada.session.actor)
    clock.pass_days(31)
    assert await office.requests.clocks.look_after() == 0
