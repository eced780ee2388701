"""Whoever has no account asks all the same, and learns nothing that they should not."""

from __future__ import annotations

import pytest
from httpx import AsyncClient, Response

from bailee.assembly import House
from bailee.services.account.addresses import read
from bailee.terms import BAILEE, NotFoundError
from tests.cast import Clock
from tests.homes import Home, Resident
from tests.letters import code_for, sent_to
from tests.pages.joining.doors import browser, send

CEMS, ADAS = "cem@example.org", "ada@example.org"
TYPED = {"kind": "erase-part", "about": "Cem", "says": "Take me out of there."}


async def begin(client: AsyncClient, contact: str = CEMS, **typed: str) -> Response:
    """Fill the form in and send it."""
    return await send(client, await client.get("/ask"), "/ask", **{**TYPED, **typed},
                      contact=contact)  # fmt: skip


async def confirmed(home: Home, client: AsyncClient, contact: str = CEMS) -> str:
    """Ask, and type the code: the path of the page that follows it."""
    page = await begin(client, contact)
    sent = await send(client, page, "/ask/code", code=code_for(home.post, contact))
    return sent.headers["location"].partition("?")[0]


@pytest.mark.keeps("access.thirty_days", "access.identity", "officer.contact")
async def test_cem_asks_proves_his_address_and_follows_his_request(
    house: House, home: Home, officer: Resident
) -> None:
    cems = browser(house)
    where = await confirmed(home, cems)
    page = await cems.get(where)
    assert "Take me out of there." in page.text
    assert "a code by mail" in page.text
    assert where in sent_to(home.post, CEMS)[-1]
    (one,) = await house.desk.requests.answers.queue()
    assert one.is_strangers
    await house.desk.requests.answers.answer(one.number, "Done.", officer=officer.subject)
    assert "Done." in (await cems.get(where)).text
    assert "Done." not in "".join(sent_to(home.post, CEMS))


async def test_nothing_is_kept_before_the_code_is_typed(house: House, home: Home) -> None:
    before, cems = house.vault.subjects(), browser(house)
    page = await begin(cems)
    told = await send(cems, page, "/ask/code", code="000000x")
    assert told.status_code == 422
    assert house.vault.subjects() == before
    assert len(sent_to(home.post, CEMS)) == 1


async def test_known_and_unknown_are_answered_alike(
    house: House, home: Home, ada: Resident, clock: Clock
) -> None:
    assert await house.addresses.keep(ada.subject, read(ADAS), actor=BAILEE)
    told = []
    for contact, about in ((ADAS, "ada"), (CEMS, "nobody")):
        clock.pass_seconds(60)
        client = browser(house)
        page = await begin(client, contact, about=about)
        code = code_for(home.post, contact)
        sent = await send(client, page, "/ask/code", code=code)
        ticket = page.text.split('name="ticket" value="')[1].split('"')[0]
        letter = sent_to(home.post, contact)[0].replace(code, "")
        shown = page.text.replace(ticket, "")
        follow = await client.get(sent.headers["location"])
        told.append((page.status_code, shown, letter, sent.status_code, follow.status_code))
    assert told[0] == told[1]


async def test_one_address_and_one_network_can_cause_only_so_many_letters(
    house: House, home: Home, clock: Clock
) -> None:
    cems = browser(house)
    assert (await begin(cems)).status_code == 200
    assert (await begin(cems)).status_code == 422, "the next within half a minute"
    statuses = []
    for number in range(25):
        clock.pass_seconds(1)
        statuses.append((await begin(cems, f"x{number}@example.org")).status_code)
    assert statuses.count(200) == 18
    assert len(home.post.letters) == 19


@pytest.mark.keeps("access.refusal")
async def test_a_refusal_is_appealed_from_the_same_page(
    house: House, home: Home, officer: Resident
) -> None:
    cems = browser(house)
    where = await confirmed(home, cems)
    answers = house.desk.requests.answers
    (one,) = await answers.queue()
    await answers.refuse(
        one.number, "others-privacy", reason="It is hers.", evidence="her book",
        officer=officer.subject,
    )  # fmt: skip
    page = await cems.get(where)
    assert "It is hers." in page.text
    await send(cems, page, where, do="appeal", says="It is my name.")
    page = await cems.get(where)
    assert "An appeal" in page.text
    (appeal,) = await answers.queue()
    await answers.answer(appeal.number, "You are right.", officer=officer.subject)
    assert "You are right." in (await cems.get(where)).text


async def test_who_has_the_link_erases_it_and_nothing_is_left(house: House, home: Home) -> None:
    before, cems = house.vault.subjects(), browser(house)
    where = await confirmed(home, cems)
    assert len(house.vault.subjects()) == len(before) + 1
    page = await send(cems, await cems.get(where), where, do="erase")
    assert "Your request is gone" in page.text
    assert house.vault.subjects() == before
    assert (await cems.get(where)).status_code == 404
    assert await house.desk.requests.answers.queue() == []


async def test_two_of_one_address_are_one_person_and_do_not_see_each_other(
    house: House, home: Home, clock: Clock
) -> None:
    cems = browser(house)
    first = await confirmed(home, cems)
    clock.pass_seconds(60)
    second = await confirmed(home, cems)
    assert first != second
    assert len({one.subject for one in house.desk.requests.answers.clocks()}) == 1
    await send(cems, await cems.get(first), first, do="erase")
    assert (await cems.get(first)).status_code == 404
    assert (await cems.get(second)).status_code == 200
    assert len(house.desk.requests.answers.clocks()) == 1


async def test_when_its_days_are_over_whoever_asked_is_forgotten(
    house: House, home: Home, officer: Resident, clock: Clock
) -> None:
    before = house.vault.subjects()
    await confirmed(home, browser(house))
    (one,) = await house.desk.requests.answers.queue()
    await house.desk.requests.answers.answer(one.number, "Done.", officer=officer.subject)
    clock.pass_days(364)
    await house.vault.expire()
    await house.desk.requests.clocks.look_after()
    assert len(house.vault.subjects()) == len(before) + 1
    clock.pass_days(2)
    await house.vault.expire()
    await house.desk.requests.clocks.look_after()
    assert house.vault.subjects() == before
    with pytest.raises(NotFoundError):
        house.desk.requests.file.cases.whose(one.number)
