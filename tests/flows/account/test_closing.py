"""Ada leaves, changes her mind, and leaves again; docs/lives/closing.md tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from msgspec import Struct

from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.services.account import SignInError
from bailee.terms import NotFoundError, State
from tests.cast import EVE, Clock
from tests.gateways.asking import Client
from tests.homes import PASSWORD, Home, Resident, move_in

pytestmark = pytest.mark.keeps("account.undo")
AT_EXPIRE = 10


class Life(Struct):
    """Ada at home: her phone, and her browser."""

    ada: Resident
    phone: Client
    browser: AsyncClient

    async def knock(self) -> int:
        """Her phone asks for its address books."""
        home = f"/dav/addressbooks/{self.ada.subject}/"
        return (await self.phone.ask("PROPFIND", home, headers={"depth": "1"})).status

    async def say(self, path: str) -> int:
        """Send a form of the account's page."""
        session = await self.ada.house.account.session(self.browser.cookies["bailee"])
        assert session is not None
        form = {"csrf": session.csrf, "password": PASSWORD}
        return (await self.browser.post(path, data=form)).status_code

    @property
    def state(self) -> State:
        return self.ada.house.states.of(self.ada.subject).state


@pytest.fixture
async def life(home: Home) -> AsyncIterator[Life]:
    """Where it begins."""
    ada = await move_in(await home.open(), "ada")
    address = Address(url="http://127.0.0.1:5232", tls=False)
    app = application(ada.house, address)
    headers = {"sec-fetch-site": "same-origin", "accept": "text/html"}
    browser = AsyncClient(
        transport=ASGITransport(app=app), base_url=address.origin, headers=headers
    )
    browser.cookies.set("bailee", ada.token, domain="127.0.0.1", path="/")
    yield Life(ada, Client(app, login=("ada", ada.phone.secret)), browser)
    await home.leave()


async def keep_house(life: Life) -> None:
    """Let the hour come in which the house looks for what is due."""
    await Housekeeping(life.ada.house, Log()).tick(AT_EXPIRE)


@pytest.mark.keeps("access.identity")
async def test_1_and_2_it_is_hers_to_close_and_she_is_told_until_when(
    life: Life, clock: Clock
) -> None:
    clock.pass_seconds(600)
    assert "January 15, 2026" in (await life.browser.get("/me/account/close")).text
    assert await life.say("/me/account/close") == 303
    assert life.state is State.CLOSING


async def test_3_nobody_keeps_her(life: Life) -> None:
    await life.say("/me/account/close")
    with pytest.raises(Exception, match="leaving"):
        await life.ada.house.states.restrict(life.ada.subject, actor=EVE)
    assert life.state is State.CLOSING


@pytest.mark.keeps("use.permitted", "access.self")
async def test_4_every_door_is_shut_but_those_of_her_rights(life: Life) -> None:
    assert await life.knock() == 207
    await life.say("/me/account/close")
    assert await life.knock() == 403
    for path in ("/me", "/me/choices", "/me/devices", "/me/export", "/me/erase/all"):
        page = await life.browser.get(path)
        assert page.status_code == 200
        assert "Your account is being closed" in page.text
    assert await life.say("/me/export") == 200


async def test_5_she_signs_in_and_opens_it_again(life: Life, clock: Clock) -> None:
    await life.say("/me/account/close")
    for days in (7, 6):
        clock.pass_days(days)
        await keep_house(life)
    token = await life.ada.house.account.sign_in("ada", PASSWORD, network="::1")
    life.browser.cookies.set("bailee", token, domain="127.0.0.1", path="/")
    assert "Open it again" in (await life.browser.get("/me/account")).text
    assert await life.say("/me/account/resume") == 303
    clock.pass_days(2)
    await keep_house(life)
    assert (life.state, await life.knock()) == (State.ACTIVE, 207)


@pytest.mark.keeps("access.residual")
async def test_6_the_day_comes_and_all_of_it_goes(life: Life, clock: Clock) -> None:
    house = life.ada.house
    await life.say("/me/account/close")
    clock.pass_days(7)
    await keep_house(life)
    clock.pass_days(7)
    await keep_house(life)
    with pytest.raises(NotFoundError):
        assert life.state
    with pytest.raises(SignInError):
        await house.account.sign_in("ada", PASSWORD, network="::1")
    assert [key for key in house.ring.names() if key[0] == life.ada.subject] == []
    assert await life.knock() == 401
    assert (await house.account.add("ada")).handle == "ada"
