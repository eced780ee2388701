"""What fell due is reported by day and clause, with what is still here and why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from bailee.terms import Agreement
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import Home, Resident
from tests.pages.joining.doors import signed_in
from tests.policy.files import CONTACTS, SYNC
from tests.rights.retention.holding import KEEPING, hold
from tests.rights.taking import fill

pytestmark = pytest.mark.keeps("retain.destroy")
WISH = Agreement(SYNC, CONTACTS)


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy says that something may have to be kept."""
    yield await home.open(policy=KEEPING)
    await home.leave()


async def withdraw(*residents: Resident) -> None:
    """Take back the consent to sync, with three cards there."""
    for one in residents:
        await fill(one, cards(3))
        await one.house.vault.consent(one.subject, WISH, given=False, actor=one.session.actor)


async def test_what_goes_is_counted_by_day_and_what_is_held_is_overdue(
    ada: Resident, ben: Resident, clock: Clock
) -> None:
    await withdraw(ada, ben)
    await hold(ben)
    reports = ada.house.desk.retention
    assert (reports.now().gone, reports.now().overdue) == ([], [])
    clock.pass_days(30)
    assert [(one.why, one.items) for one in reports.now().overdue] == [("held", 3), ("late", 3)]
    await ada.house.vault.expire()
    found = reports.now()
    assert found.gone == [(date(2026, 1, 31), CONTACTS, 3)]
    assert (found.overdue, found.late) == ([(CONTACTS, "held", 3)], 0)
    clock.pass_days(31)
    assert reports.now().gone == []


async def test_what_its_member_froze_is_overdue_and_says_so(ada: Resident, clock: Clock) -> None:
    await withdraw(ada)
    await ada.house.states.restrict(ada.subject, actor=ada.session.actor)
    clock.pass_days(31)
    await ada.house.vault.expire()
    assert ada.house.desk.retention.now().overdue == [(CONTACTS, "frozen", 3)]


async def test_a_crash_in_the_middle_counts_everything_once(
    home: Home, house: House, ada: Resident, clock: Clock
) -> None:
    await withdraw(ada)
    clock.pass_days(31)
    assert await house.vault.expire() == 3
    home.cut_power()
    again = await home.open()
    assert await again.vault.expire() == 0
    assert [one.items for one in again.desk.retention.now().gone] == [3]


async def test_old_numbers_are_forgotten(ada: Resident, clock: Clock) -> None:
    await withdraw(ada)
    clock.pass_days(31)
    await ada.house.vault.expire()
    clock.pass_days(401)
    await ada.house.vault.expire()
    assert CONTACTS not in {one.category for one in ada.house.vault.gone(since=0)}


async def test_an_officer_reads_the_report(ada: Resident, ben: Resident, clock: Clock) -> None:
    await ada.house.desk.roles.give(Role.OFFICER, to=ben.subject)
    await withdraw(ada)
    clock.pass_days(1)
    bens = await signed_in(ada.house, "ben")
    assert "Nothing is overdue." in (await bens.get("/desk/retention")).text
    clock.pass_days(30)
    bens = await signed_in(ada.house, "ben")
    assert "nothing has taken it away yet" in (await bens.get("/desk/retention")).text
    await ada.house.vault.expire()
    assert "3 items" in (await bens.get("/desk/retention")).text
