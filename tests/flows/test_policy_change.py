"""Contacts are to be kept for longer; docs/lives/policy-change.md tells the same story."""

from __future__ import annotations

import pytest
from httpx import ASGITransport, AsyncClient

from bailee.assembly import House
from bailee.assembly.operator import COMMANDS
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.policy.faults import PolicyError
from tests.assembly.versions.test_versions import SOON, bound_by, version
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.letters import ORIGIN, code_for
from tests.policy.files import CONTACTS, HOME, SYNC
from tests.rights.taking import fill

pytestmark = pytest.mark.keeps("change.notice", "change.no_reduction")
MAIL = "ada@family.example"
LONGER = version(2, days=60, since=SOON)


@pytest.fixture
async def ada(home: Home) -> Resident:
    """Ada, with three contacts and an address."""
    ada = await move_in(await home.open(policy=HOME), "ada")
    ticket = await ada.house.addresses.ask(ada.session, MAIL, language="en")
    code = code_for(home.post, MAIL)
    await ada.house.addresses.confirm(ada.session, ticket, code, origin=ORIGIN)
    await fill(ada, cards(3))
    await ada.house.notices.deliver()
    home.post.letters.clear()
    return ada


def browser(house: House, token: str = "") -> AsyncClient:
    """Hers; without a token, anybody's."""
    door = ASGITransport(app=application(house, Address(url=ORIGIN)))
    client = AsyncClient(transport=door, base_url=ORIGIN, headers={"accept": "text/html"})
    if token:
        client.cookies.set("__Host-bailee", token, domain="cloud.example", path="/")
    return client


async def publish(house: House) -> None:
    """The operator publishes it, and the postman makes his rounds."""
    await COMMANDS["publish_policy"](house, text=LONGER, file="policy-2.toml")
    await house.notices.changes.announce()
    await house.notices.deliver()


async def test_too_early_a_day_is_refused_with_the_day_that_would_do(ada: Resident) -> None:
    text = version(2, days=60)
    with pytest.raises(PolicyError, match="write since = 2026-01-31 or later"):
        await COMMANDS["publish_policy"](ada.house, text=text, file="policy-2.toml")
    assert ada.house.folder.policy.read_text() == HOME


async def test_she_reads_it_in_her_mail_and_what_it_means_for_her_contacts(
    home: Home, ada: Resident
) -> None:
    await publish(ada.house)
    (letter,) = home.post.to(MAIL)
    assert letter.subject == "A new privacy policy is coming"
    assert "until 60 days after you turn it off; so far until 30 days" in letter.text
    assert "January 31, 2026" in letter.text
    client = browser(ada.house, ada.token)
    page = (await client.get("/me/policy")).text
    assert "Contacts, 3 items would be kept 30 days longer." in page
    beside = (await browser(ada.house).get("/policy/changes/1/2")).text
    assert "not in force yet" in beside


async def test_who_comes_meanwhile_is_told_and_bound_by_the_old_one(
    ada: Resident, clock: Clock
) -> None:
    await publish(ada.house)
    clock.pass_days(10)
    ben = await move_in(ada.house, "ben")
    assert await ada.house.notices.changes.announce() == 1
    assert bound_by(ada.house, ada, ben) == [1, 1]


async def test_on_its_day_it_binds_who_comes_and_who_says_yes(ada: Resident, clock: Clock) -> None:
    house = ada.house
    await publish(house)
    ben = await move_in(house, "ben")
    clock.pass_days(30)
    await house.publishing.bring_into_force()
    cem = await move_in(house, "cem")
    assert bound_by(house, ada, ben, cem) == [1, 1, 2]
    token = await house.account.sign_in("ada", PASSWORD, network="::1")
    session = await house.account.session(token)
    assert session is not None
    form, client = {"csrf": session.csrf, "version": "2"}, browser(house, token)
    assert "Version 2 is offered to you" in (await client.get("/me/policy")).text
    await client.post("/me/policy", data=form, headers={"origin": ORIGIN})
    assert bound_by(house, ada, ben, cem) == [2, 1, 2]


async def test_contacts_go_by_the_version_that_each_is_bound_by(
    ada: Resident, clock: Clock
) -> None:
    house = ada.house
    await publish(house)
    ben = await move_in(house, "ben")
    await fill(ben, cards(2))
    clock.pass_days(30)
    await house.publishing.bring_into_force()
    await house.changes.accept(ada.subject, 2, actor=ada.session.actor)
    for one in (ada, ben):
        await house.consents.withdraw_all(one.subject, actor=one.session.actor)
    clock.pass_days(30)
    await house.vault.expire()
    assert house.vault.totals(CONTACTS).items == 3
    clock.pass_days(30)
    await house.vault.expire()
    assert house.vault.totals(CONTACTS).items == 0
    assert SYNC in house.vault.policy.purposes


async def test_withdrawn_in_time_it_binds_nobody_and_she_hears_of_it(
    home: Home, ada: Resident, clock: Clock
) -> None:
    house = ada.house
    await publish(house)
    await COMMANDS["withdraw_policy"](house)
    await house.notices.changes.announce()
    await house.notices.deliver()
    assert home.post.to(MAIL)[-1].subject == "The new privacy policy does not come"
    clock.pass_days(40)
    assert await house.publishing.bring_into_force() == 0
    assert (await move_in(house, "ben")).house.vault.policy.version == 1
    assert "withdrawn before it was in force" in (await browser(house).get("/policy/2")).text


async def test_a_signal_of_her_browser_is_answered_through_the_same_door(ada: Resident) -> None:
    found = (await browser(ada.house).get("/.well-known/gpc.json")).json()
    assert found == {"gpc": True, "lastUpdate": "2026-01-01"}
