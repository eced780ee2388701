"""Something that has to be kept. docs/lives/hold.md tells the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bailee.assembly import House
from bailee.rights.roles import Role
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident
from tests.pages.joining.doors import browser, send, signed_in
from tests.policy.files import CONTACTS
from tests.rights.retention.holding import KEEPING
from tests.rights.taking import fill

HERE, ALL = "/desk/holds", "/me/erase/all"
ORDER = {
    "names": "ada",
    "holds-contacts": "1",
    "authority": "District Court 7",
    "reason": "a claim is before the court",
    "citation": "order 3 Js 12/26",
    "until": "2026-04-10",
}


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy says that something may have to be kept."""
    yield await home.open(policy=KEEPING)
    await home.leave()


@pytest.fixture
async def held(house: House, ada: Resident, ben: Resident) -> House:
    """Ben is the officer, and has Ada's contacts kept."""
    await fill(ada, cards(3))
    await house.desk.roles.give(Role.OFFICER, to=ben.subject)
    bens = await signed_in(house, "ben")
    sent = await send(bens, await bens.get(HERE), HERE, do="set", **ORDER)
    assert sent.headers["location"] == f"{HERE}?did=set"
    return house


@pytest.mark.keeps("access.must_keep")
async def test_ada_reads_who_demands_it_and_until_when(held: House) -> None:
    adas = await signed_in(held, "ada")
    ledger = (await adas.get("/me")).text
    assert "a claim is before the court, order 3 Js 12/26 (District Court 7)" in ledger
    assert "/me/erase/contacts" not in ledger
    inbox = (await adas.get("/me/inbox")).text
    assert "Something of yours has to be kept" in inbox
    refused = await adas.get("/me/erase/contacts")
    assert refused.status_code == 404


@pytest.mark.keeps("access.must_keep", "access.residual")
async def test_ada_leaves_and_what_is_held_follows_on_its_day(held: House, clock: Clock) -> None:
    adas = await signed_in(held, "ada")
    sure = await adas.get(ALL)
    assert "has to be kept until" in sure.text
    receipt = (await send(adas, sure, ALL, password=PASSWORD)).text
    assert "District Court 7" in receipt
    again = await browser(held).post("/sign-in", data={"handle": "ada", "password": PASSWORD})
    assert again.status_code != 303
    assert held.vault.totals(CONTACTS).items == 3
    clock.pass_days(101)
    assert await held.desk.holds.look_after() == 1
    assert held.vault.totals(CONTACTS).items == 0


@pytest.mark.keeps("access.must_keep")
async def test_ben_ends_it_before_its_day_with_a_reason(held: House) -> None:
    bens = await signed_in(held, "ben")
    number = held.desk.holds.all()[0].number
    page = await bens.get(HERE)
    assert "District Court 7" in page.text
    wrong = await send(bens, page, HERE, do="lift", hold=number, why=" ")
    assert wrong.status_code == 422
    await send(bens, page, HERE, do="lift", hold=number, why="settled")
    assert held.desk.holds.all() == []
    adas = await signed_in(held, "ada")
    assert "/me/erase/contacts" in (await adas.get("/me")).text


async def test_an_order_without_an_end_or_for_nobody_is_none(held: House) -> None:
    bens = await signed_in(held, "ben")
    for lack in ({"until": ""}, {"names": "nobody"}, {"authority": " "}, {"holds-contacts": ""}):
        form = {**ORDER, **lack}
        sent = await send(bens, await bens.get(HERE), HERE, do="set", **form)
        assert sent.status_code == 422
        assert 'role="alert"' in sent.text
    assert len(held.desk.holds.all()) == 1


@pytest.mark.keeps("access.must_keep")
async def test_for_everybody_else_there_is_no_such_page(held: House) -> None:
    adas = await signed_in(held, "ada")
    assert (await adas.get(HERE)).status_code == 404
