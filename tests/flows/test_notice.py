"""Ada is told of a new device, and stops hearing of the policy; docs/lives/notice.md tells it."""

from __future__ import annotations

import pytest
from httpx import ASGITransport, AsyncClient

from bailee.assembly import House
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from tests.cast import Clock
from tests.homes import Home, Resident, move_in
from tests.letters import ORIGIN, code_for

pytestmark = pytest.mark.keeps("use.notices")
MAIL = "ada@family.example"


@pytest.fixture
async def ada(home: Home) -> Resident:
    """Ada, who has confirmed an address."""
    ada = await move_in(await home.open(), "ada")
    ticket = await ada.house.addresses.ask(ada.session, MAIL, language="en")
    code = code_for(home.post, MAIL)
    await ada.house.addresses.confirm(ada.session, ticket, code, origin=ORIGIN)
    await ada.house.notices.deliver()
    home.post.letters.clear()
    return ada


def browser(house: House, *, token: str = "") -> AsyncClient:
    """Hers, signed in; without a token, a mail program's."""
    door = ASGITransport(app=application(house, Address(url=ORIGIN)))
    client = AsyncClient(transport=door, base_url=ORIGIN, headers={"accept": "text/html"})
    if token:
        client.cookies.set("__Host-bailee", token, domain="cloud.example", path="/")
    return client


@pytest.mark.parametrize("end", ["in order", "by a power cut"])
async def test_a_notice_waits_for_a_mail_server_even_when_the_house_restarts(
    home: Home, ada: Resident, end: str
) -> None:
    home.post.down = True
    await ada.house.notices.tell(ada.subject, "security.device-added", device="Ada’s phone")
    await ada.house.notices.deliver()
    if end == "in order":
        await home.leave()
    else:
        home.cut_power()
    house, home.post.down = await home.open(), False
    await house.notices.deliver()
    (letter,) = home.post.to(MAIL)
    assert letter.subject == "A device was added"
    assert "Device: Ada’s phone" in letter.text
    await house.notices.deliver()
    assert len(home.post.letters) == 1


async def test_she_reads_it_on_the_site(ada: Resident) -> None:
    await ada.house.notices.tell(ada.subject, "security.device-added", device="Ada’s phone")
    client = browser(ada.house, token=ada.token)
    page = (await client.get("/me/inbox")).text
    assert "A device was added" in page
    assert 'class="unread">' in page
    newest, *_ = await ada.house.notices.all(ada.subject, actor=ada.session.actor)
    assert "Ada’s phone" in (await client.get(f"/me/inbox/{newest.id}")).text


async def test_her_mail_program_ends_a_topic_and_the_inbox_goes_on(
    home: Home, ada: Resident
) -> None:
    house = ada.house
    await house.notices.tell(ada.subject, "policy.policy-changed", version="2")
    await house.notices.deliver()
    (letter,) = home.post.to(MAIL)
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = await browser(house).post(letter.unsubscribe, data=one_click)
    assert answer.status_code == 200
    before = house.notices.unread(ada.subject)
    await house.notices.tell(ada.subject, "policy.policy-changed", version="3")
    await house.notices.deliver()
    assert len(home.post.to(MAIL)) == 1
    assert house.notices.unread(ada.subject) == before + 1


async def test_after_ninety_days_it_is_gone(ada: Resident, clock: Clock) -> None:
    house = ada.house
    await house.notices.tell(ada.subject, "security.device-added", device="Ada’s phone")
    clock.pass_days(90)
    await house.vault.expire()
    assert house.notices.unread(ada.subject) == 0


async def test_it_leaves_with_her_when_she_takes_a_copy_and_dies_with_her_account(
    home: Home, ada: Resident
) -> None:
    house = ada.house
    await house.notices.tell(ada.subject, "security.device-added", device="Ada’s phone")
    held = {str(one.category): one.items for one in await house.ledger.held(ada.subject)}
    assert held["notices"] >= 1
    await house.erasure.erase(ada.subject, actor=ada.session.actor)
    await house.notices.deliver()
    assert home.post.to(MAIL) == []
