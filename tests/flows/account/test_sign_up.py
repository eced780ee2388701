"""Cem signs up, is reachable, changes his address. docs/lives/sign-up.md tells the same."""

from __future__ import annotations

from html import unescape

import pytest
from httpx import Response

from bailee.assembly import House
from bailee.services.account import Registration, Rules
from tests.authenticator import Authenticator
from tests.cast import Clock
from tests.homes import PASSWORD, Home, Resident
from tests.letters import ORIGIN, code_for, link_for, sent_to
from tests.outbox import Outbox
from tests.pages.joining.doors import browser, hidden, send, signed_in

CEMS, NEW = "cem@example.org", "cem@new.example"


@pytest.fixture
def post(house: House, home: Home) -> Outbox:
    """What is sent from a house that everybody may join."""
    house.joining.rules = Rules(Registration.OPEN)
    return home.post


async def cem_asks(house: House, address: str = CEMS) -> Response:
    """Cem answers the question about age, and gives a name and an address."""
    cems = browser(house)
    page = await send(cems, await cems.get("/sign-up"), "/sign-up", month="5", year="1990")
    assert "checked" not in page.text
    return await send(cems, page, "/sign-up/who", handle="cem", address=address, name="")


async def cem_joins(house: House, post: Outbox) -> Response:
    """And types the code that he was sent, and a password."""
    page, cems = await cem_asks(house), browser(house)
    code = code_for(post, CEMS)
    return await send(cems, page, "/sign-up/code", code=code, password=PASSWORD, again=PASSWORD)


@pytest.mark.keeps("collect.account")
async def test_cem_signs_up_and_nothing_is_turned_on(house: House, post: Outbox) -> None:
    page = await cem_joins(house, post)
    assert page.headers["location"] == "/me/choices"
    found = house.vault.names.find("handle", "cem")
    assert found is not None
    cems = await signed_in(house, "cem")
    assert (await cems.get("/me/choices")).text.count('value="off"') == 0
    assert CEMS in (await cems.get("/me/addresses")).text


async def test_a_known_address_is_answered_alike_to_the_byte(
    house: House, post: Outbox, clock: Clock
) -> None:
    await cem_joins(house, post)
    clock.pass_seconds(30)
    cems = browser(house)

    async def asks(address: str) -> str:
        page = await send(cems, await cems.get("/sign-up"), "/sign-up", month="5", year="1990")
        page = await send(cems, page, "/sign-up/who", handle="dede", address=address, name="")
        ticket = page.text.split('name="ticket" value="')[1].split('"')[0]
        return page.text.replace(ticket, "TICKET").replace(address, "ADDRESS")

    assert await asks(CEMS) == await asks("dede@example.org")
    assert "belongs to an account already" in sent_to(post, CEMS)[-1]


async def test_where_nobody_may_join_the_page_says_so(house: House) -> None:
    page = await browser(house).get("/sign-up")
    assert "decides who gets an account here" in page.text
    page = await browser(house).post("/sign-up", data={"month": "5", "year": "1990"})
    assert page.status_code == 422


async def test_ada_invites_cem(house: House, post: Outbox, ada: Resident) -> None:
    house.joining.rules = Rules(Registration.INVITED, members_invite=True)
    adas, cems = await signed_in(house, ada.member.handle), browser(house)
    page = await send(adas, await adas.get("/me/invite"), "/me/invite")
    link = page.text.split("<code>https://cloud.example")[1].split("</code>")[0]
    page = await send(cems, await cems.get(link), "/sign-up", month="5", year="1990")
    page = await send(cems, page, "/sign-up/who", handle="cem", address=CEMS, name="Cem")
    code = code_for(post, CEMS)
    page = await send(cems, page, "/sign-up/code", code=code, password=PASSWORD, again=PASSWORD)
    assert page.headers["location"] == "/me/choices"
    assert "not good" in (await browser(house).get(link)).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"code": "000000", "password": PASSWORD, "again": PASSWORD}, "code is not right"),
        ({"code": "", "password": PASSWORD, "again": "other"}, "not the same"),
        ({"code": "", "password": "short", "again": "short"}, "at least ten"),
    ],
)
async def test_what_is_wrong_with_the_code_is_said(
    house: House, post: Outbox, typed: dict[str, str], words: str
) -> None:
    page = await send(browser(house), await cem_asks(house), "/sign-up/code", **typed)
    assert page.status_code == 422
    assert words in page.text
    assert len(post.to(CEMS)) == 1


async def test_going_back_does_not_let_a_child_answer_again(house: House, post: Outbox) -> None:
    dots = browser(house)
    await send(dots, await dots.get("/sign-up"), "/sign-up", month="6", year="2013")
    page = await send(dots, await dots.get("/sign-up"), "/sign-up", month="6", year="1990")
    assert "We ask your parents first" in page.text
    assert post.letters == []


@pytest.mark.parametrize("year", ["1890", "2027", "", "soon", "99999"])
async def test_a_month_that_cannot_be_is_asked_for_again(
    house: House, post: Outbox, year: str
) -> None:
    client = browser(house)
    page = await send(client, await client.get("/sign-up"), "/sign-up", month="6", year=year)
    assert page.status_code == 422
    assert "That cannot be" in page.text
    assert post.letters == []


async def test_cem_changes_his_address_and_takes_it_back(
    house: House, post: Outbox, clock: Clock
) -> None:
    await cem_joins(house, post)
    cems = await signed_in(house, "cem")
    clock.pass_seconds(60)
    page = await send(cems, await cems.get("/me/addresses"), "/me/addresses", address=NEW)
    page = await send(cems, page, "/me/addresses/code", code=code_for(post, NEW))
    assert page.headers["location"] == "/me/addresses"
    assert NEW in (await cems.get("/me/addresses")).text
    anybody = browser(house)
    page = await anybody.get(link_for(post, CEMS))
    page = await send(anybody, page, "/address/undo")
    assert "Your address is back" in page.text
    assert (await cems.get("/me/addresses")).status_code == 303
    cems = await signed_in(house, "cem")
    assert CEMS in (await cems.get("/me/addresses")).text


@pytest.mark.keeps("collect.account")
async def test_what_cem_tells_of_himself_is_optional(house: House, post: Outbox) -> None:
    await cem_joins(house, post)
    cems = await signed_in(house, "cem")
    page = await send(
        cems, await cems.get("/me/profile"), "/me/profile", profession="Baker", postcode="10115"
    )
    assert page.headers["location"] == "/me/profile?saved=yes"
    text = (await cems.get("/me/profile")).text
    assert 'value="Baker"' in text
    assert 'value="10115"' in text


async def cem_asks_for_a_passkey(house: House, post: Outbox) -> tuple[Response, str]:
    """Cem types the code and wants no password: the page, and what his browser is asked."""
    page, cems = await cem_asks(house), browser(house)
    typed = {**hidden(page, "/sign-up/code"), "code": code_for(post, CEMS)}
    page = await cems.post("/sign-up/passkey", data=typed)
    return page, unescape(page.text.split('data-options="')[1].split('"')[0])


@pytest.mark.keeps("collect.account", "access.identity")
async def test_cem_signs_up_with_a_passkey_and_needs_no_password(
    house: House, post: Outbox
) -> None:
    page, options = await cem_asks_for_a_passkey(house, post)
    key = Authenticator(origin=ORIGIN)
    cems = browser(house)
    page = await send(cems, page, "/sign-up/way", made=key.make(options))
    assert page.headers["location"] == "/me/choices"
    assert "My first passkey" in (await cems.get("/me/security")).text
    again = browser(house)
    page = await again.get("/sign-in")
    options = unescape(page.text.split('data-options="')[1].split('"')[0])
    page = await send(again, page, "/sign-in/passkey", credential=key.use(options))
    assert page.headers["location"] == "/me"


async def test_a_passkey_that_was_not_asked_for_opens_no_account(
    house: House, post: Outbox
) -> None:
    page, options = await cem_asks_for_a_passkey(house, post)
    stray = Authenticator(origin="https://elsewhere.example")
    page = await send(browser(house), page, "/sign-up/way", made=stray.make(options))
    assert page.status_code == 422
    assert "could not be checked" in page.text
    assert house.vault.names.find("handle", "cem") is None
    page = await send(browser(house), page, "/sign-up/way", password=PASSWORD, again=PASSWORD)
    assert page.headers["location"] == "/me/choices"


async def test_what_was_proven_is_used_once(house: House, post: Outbox) -> None:
    page, options = await cem_asks_for_a_passkey(house, post)
    made = Authenticator(origin=ORIGIN).make(options)
    await send(browser(house), page, "/sign-up/way", made=made)
    page = await send(browser(house), page, "/sign-up/way", made=made)
    assert page.headers["location"] == "/sign-up"


async def test_a_session_from_before_is_not_carried_into_a_new_account(
    house: House, post: Outbox, ada: Resident
) -> None:
    page, options = await cem_asks_for_a_passkey(house, post)
    shared = await signed_in(house, ada.member.handle)
    before = dict(shared.cookies)
    await send(shared, page, "/sign-up/way", made=Authenticator(origin=ORIGIN).make(options))
    assert "cem" in (await shared.get("/me/profile")).text
    old = browser(house)
    old.cookies.update(before)
    assert (await old.get("/me")).headers["location"].startswith("/sign-in")
