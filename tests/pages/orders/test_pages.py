"""What an order would get, and what others asked for, as people read it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from tests.cast import Clock
from tests.homes import Home, Resident, move_in
from tests.pages.joining.doors import browser, signed_in
from tests.rights.disclosure.papers import WITH_CASES, Officers, officers


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house with three cases of disclosure."""
    yield await home.open(policy=WITH_CASES)
    await home.leave()


@pytest.fixture
async def desk(house: House) -> Officers:
    """Two officers."""
    return await officers(house)


@pytest.mark.keeps("share.none")
async def test_a_member_reads_what_an_order_would_get_and_what_not(
    house: House, ada: Resident
) -> None:
    page = (await (await signed_in(house, ada.member.handle)).get("/me/order")).text
    assert "An order of a law-enforcement agency" in page
    assert "Would leave:" in page
    assert "this case does not cover" in page
    assert "You were told of none." in page


@pytest.mark.keeps("share.none", "security.evidence")
async def test_everybody_reads_the_numbers_of_half_years_that_are_over(
    house: House, ada: Resident, desk: Officers, clock: Clock
) -> None:
    number = await desk.file()
    await desk.orders.deciding.refuse(number, reason="No.", officer=desk.eve)
    page = (await browser(house).get("/transparency")).text
    assert "1-4" not in page
    clock.pass_days(200)
    page = (await browser(house).get("/transparency")).text
    assert page.count("1-4") == 2
    assert ada.member.handle not in page.lower().split("canada")
    rows = [one for one in desk.orders.counts.table() if one.case == "emergency"]
    assert {*rows[0].numbers.values()} == {"0"}


async def test_a_house_without_cases_says_so(home: Home) -> None:
    house = await home.open()
    ada = await move_in(house, "cem")
    await house.desk.roles.give(Role.OFFICER, to=ada.subject)
    cem = await signed_in(house, "cem")
    for path in ("/me/order", "/transparency", "/desk/disclosures"):
        assert "has no case" in (await cem.get(path)).text
    await home.leave()


async def test_only_the_desk_brings_papers(house: House, ada: Resident, desk: Officers) -> None:
    number = await desk.file()
    adas = await signed_in(house, ada.member.handle)
    assert (await adas.get(f"/desk/disclosures/{number}")).status_code == 404
    answer = await adas.post("/me/export", data={}, files={"paper": b"x" * 100})
    assert answer.status_code == 415
