"""A child of twelve: asks, waits, is approved, grows up. docs/lives/child.md tells the same."""

from __future__ import annotations

import pytest
from httpx import AsyncClient, Response

from bailee.assembly import House
from bailee.services.account import Registration, Rules
from bailee.terms import State, SubjectId
from tests.cast import Clock
from tests.homes import PASSWORD, Home, Resident
from tests.letters import link_for, sent_to
from tests.outbox import Outbox
from tests.pages.joining.doors import browser, send, signed_in

BENS = "ben@example.org"
AGREE = {"agree:sync:contacts": "yes"}


@pytest.fixture
def post(house: House, home: Home) -> Outbox:
    """What is sent from a house that everybody may join."""
    house.joining.rules = Rules(Registration.OPEN)
    return home.post


async def dot_asks(house: House) -> Response:
    """Dot answers the question about age, gives her father's address, and sees her code."""
    dots = browser(house)
    page = await dots.get("/sign-up")
    page = await send(dots, page, "/sign-up", month="6", year="2013")
    assert "We ask your parents first" in page.text
    return await send(dots, page, "/sign-up/guardian", handle="dot", contact=BENS)


def code_in(page: Response) -> str:
    """The code that Dot is shown."""
    return page.text.split("<code>")[2].split("</code>")[0]


async def ben_opens(post: Outbox, bens: AsyncClient) -> Response:
    """Ben opens the link that he was sent last."""
    return await bens.get(link_for(post, BENS))


def whose(house: House, handle: str) -> SubjectId | None:
    """The account of a name."""
    found = house.vault.names.find("handle", handle)
    return SubjectId(found.subject) if found else None


@pytest.mark.keeps("children.approval")
async def test_dot_asks_ben_approves_and_she_comes_in(
    house: House, post: Outbox, ben: Resident
) -> None:
    code = code_in(await dot_asks(house))
    bens, dots = await signed_in(house, ben.member.handle), browser(house)
    page = await ben_opens(post, bens)
    assert "checked" not in page.text
    page = await send(bens, page, "/me/family/approve", **AGREE)
    assert (page.status_code, page.headers["location"]) == (303, "/me/family?approved=yes")
    page = await dots.post("/sign-up/waiting", data={"handle": "dot", "code": code})
    page = await send(dots, page, "/sign-up/waiting/finish", password=PASSWORD, again=PASSWORD)
    assert page.headers["location"] == "/me/family"
    page = await dots.get("/me/family")
    assert "ben looks after your account" in page.text
    assert "<strong>Another member</strong> turned Contacts on" in (await dots.get("/me")).text


@pytest.mark.keeps("children.approval")
async def test_while_she_waits_she_sees_what_is_kept_of_her(house: House, post: Outbox) -> None:
    code, dots = code_in(await dot_asks(house)), browser(house)
    page = await dots.post("/sign-up/waiting", data={"handle": "dot", "code": code})
    assert "They have not answered yet" in page.text
    assert BENS in page.text
    assert "June 2013" in page.text
    assert len(post.to(BENS)) == 1
    page = await dots.post("/sign-up/waiting", data={"handle": "dot", "code": "wrong"})
    assert page.status_code == 422


@pytest.mark.keeps("children.approval")
async def test_whoever_has_the_link_refuses_with_one_click_and_no_account(
    house: House, post: Outbox
) -> None:
    await dot_asks(house)
    anybody = browser(house)
    page = await ben_opens(post, anybody)
    assert whose(house, "dot") is not None, "a link that is opened does nothing yet"
    page = await send(anybody, page, "/family/refuse")
    assert "Receipt" in page.text
    assert whose(house, "dot") is None
    assert "Receipt" in sent_to(post, BENS)[-1]


@pytest.mark.keeps("children.guardian_rights")
async def test_ben_turns_a_purpose_off_and_erases_the_account(
    house: House, post: Outbox, ben: Resident
) -> None:
    await dot_asks(house)
    bens = await signed_in(house, ben.member.handle)
    await send(bens, await ben_opens(post, bens), "/me/family/approve", **AGREE)
    dot = whose(house, "dot")
    assert dot is not None
    page = await bens.get(f"/me/family/{dot}")
    page = await send(bens, page, f"/me/family/{dot}/turn", turn="off")
    assert house.vault.standing(dot).consents == frozenset()
    page = await bens.get(f"/me/family/{dot}")
    refused = await send(bens, page, f"/me/family/{dot}/erase", what="child", password=PASSWORD)
    assert refused.status_code == 404, "an account cannot be without it"
    wrong = await send(bens, page, f"/me/family/{dot}/erase", what="all", password="no")
    assert wrong.status_code == 422
    page = await send(bens, page, f"/me/family/{dot}/erase", what="all", password=PASSWORD)
    assert "Receipt" in page.text
    assert whose(house, "dot") is None


async def test_a_strangers_family_is_not_there(
    house: House, post: Outbox, ada: Resident, ben: Resident
) -> None:
    await dot_asks(house)
    bens, adas = [await signed_in(house, one.member.handle) for one in (ben, ada)]
    await send(bens, await ben_opens(post, bens), "/me/family/approve", **AGREE)
    dot = whose(house, "dot")
    assert (await bens.get(f"/me/family/{dot}")).status_code == 200
    assert (await adas.get(f"/me/family/{dot}")).status_code == 404
    assert (await adas.get("/me/family/nobody")).status_code == 404


@pytest.mark.keeps("children.approval", "children.guardian_rights")
async def test_at_fourteen_she_takes_over(
    house: House, post: Outbox, ben: Resident, clock: Clock
) -> None:
    code = code_in(await dot_asks(house))
    bens = await signed_in(house, ben.member.handle)
    await send(bens, await ben_opens(post, bens), "/me/family/approve", **AGREE)
    await house.joining.finish("dot", code, password=PASSWORD)
    clock.pass_days(546)
    dots = await signed_in(house, "dot")
    assert "You are old enough" in (await dots.get("/me")).text
    page = await send(dots, await dots.get("/me/family"), "/me/family/accept", **AGREE)
    assert page.headers["location"] == "/me/choices?saved=yes"
    dot = whose(house, "dot")
    assert dot is not None
    standing = house.vault.standing(dot)
    assert (standing.is_child, standing.state) == (False, State.ACTIVE)
    bens = await signed_in(house, ben.member.handle)
    assert (await bens.get(f"/me/family/{dot}")).status_code == 404
