"""Another app asks who Ada is: she reads what it wants, and is sent nowhere that is not its own."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import AsyncClient, Response
from msgspec.structs import replace

from bailee.policy.load import load
from tests.pages.connected.desks import ASKS, READER
from tests.pages.house import PASSWORD, House, browser, csrf, signed_in

AUTHORIZE = f"/oidc/authorize?{ASKS}"


def onward(page: Response) -> str:
    """Where a page leads by itself."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page.text)
    assert found, page.text
    return unescape(found[1])


def answer_in(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


async def consent(client: AsyncClient, house: House, **ticked: str) -> Response:
    page = await client.get(AUTHORIZE)
    assert page.status_code == 200
    query = re.search(r'name="query" value="([^"]*)"', page.text)
    assert query
    form = {"csrf": csrf(house), "query": unescape(query[1]), **ticked}
    return await client.post("/oidc/consent", data=form)


@pytest.mark.keeps("choice.explained", "account.service")
async def test_a_member_reads_who_asks_what_for_and_the_sentence_it_stands_under() -> None:
    house = House()
    client = await signed_in(house)
    page = await client.get(AUTHORIZE)
    for said in ("Sign in to The Reading Room?", "books.example", "Your mail address"):
        assert said in page.text
    for clause in ("category.account", "category.apps", "purpose.apps"):
        assert f'href="/policy#{clause}"' in page.text
    assert " checked" not in page.text, "nothing is ticked for her"


async def test_what_she_ticks_is_what_is_allowed() -> None:
    house = House()
    client = await signed_in(house)
    to = onward(await consent(client, house, answer="allow", **{"allow-email": "yes"}))
    assert to.startswith("https://books.example/signed-in?")
    assert answer_in(to) == {"code": "a-code", "state": "s1", "iss": "https://cloud.example"}
    assert house.provider.allowed is not None
    assert house.provider.allowed.scopes == {"email"}
    assert not house.provider.allowed.stays


async def test_a_no_goes_back_as_a_no() -> None:
    house = House()
    client = await signed_in(house)
    to = onward(await consent(client, house, answer="deny"))
    assert answer_in(to)["error"] == "access_denied"
    assert house.provider.allowed is None


async def test_whoever_agreed_before_goes_straight_back() -> None:
    house = House()
    client = await signed_in(house)
    await consent(client, house, answer="allow")
    again = await client.get(AUTHORIZE)
    assert again.status_code == 303
    assert answer_in(again.headers["location"])["code"] == "a-code"


@pytest.mark.keeps("access.identity")
async def test_a_consent_that_no_page_of_ours_sent_is_none() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": "another", "query": ASKS, "answer": "allow"}
    assert (await client.post("/oidc/consent", data=form)).status_code == 403
    assert house.provider.allowed is None


@pytest.mark.parametrize(
    "query",
    [
        "client_id=nobody&redirect_uri=https%3A%2F%2Fevil.example",
        "client_id=reading-room&redirect_uri=https%3A%2F%2Fevil.example%2Fsigned-in",
        "client_id=reading-room&redirect_uri=https%3A%2F%2Fbooks.example%2Fsigned-in%2F",
        "client_id=reading-room",
        f"{ASKS}&redirect_uri=https%3A%2F%2Fevil.example",
    ],
)
async def test_nobody_is_sent_where_no_app_of_ours_is(query: str) -> None:
    page = await browser(House()).get(f"/oidc/authorize?{query}")
    assert (page.status_code, "location" in page.headers) == (400, False)
    assert 'href="https://evil' not in page.text


async def test_whoever_is_not_signed_in_signs_in_and_comes_back_to_the_question() -> None:
    client = browser(House())
    first = await client.get(f"{AUTHORIZE}&login_hint=ada&ui_locales=fr+de")
    assert first.headers["location"].startswith("/sign-in?")
    page = await client.get(first.headers["location"])
    assert 'value="ada"' in page.text
    assert '<html lang="de">' in page.text
    to = parse_qs(urlsplit(first.headers["location"]).query)["to"][0]
    form = {"handle": "ada", "password": PASSWORD, "to": to}
    back = await client.post("/sign-in", data=form)
    assert back.headers["location"] == to
    assert "The Reading Room" in (await client.get(to)).text


async def test_after_signing_in_the_way_back_is_a_page_since_no_form_may_lead_there() -> None:
    house = House()
    client = await signed_in(house)
    await consent(client, house, answer="allow")
    page = await client.get(f"{AUTHORIZE}&signed_in_after=1")
    assert page.status_code == 200
    assert answer_in(onward(page))["code"] == "a-code"


async def test_an_app_that_wants_no_question_gets_none() -> None:
    answer = await browser(House()).get(f"{AUTHORIZE}&prompt=none")
    assert answer_in(answer.headers["location"])["error"] == "login_required"


@pytest.mark.keeps("account.service")
async def test_a_member_sees_the_apps_that_know_her_and_ends_one() -> None:
    house = House()
    client = await signed_in(house)
    page = await client.get("/me/apps")
    assert "The Reading Room" in page.text
    assert "It may know your mail address, your full name," in page.text
    ended = await client.post("/me/apps/end", data={"csrf": csrf(house), "ref": "r1"})
    assert ended.status_code == 303
    assert "The Reading Room" not in (await client.get("/me/apps")).text


@pytest.mark.keeps("account.withdraw")
async def test_leaving_an_app_asks_before_it_signs_out_here() -> None:
    house = House()
    client = await signed_in(house)
    query = (
        "id_token_hint=id-token&post_logout_redirect_uri=https%3A%2F%2Fbooks.example%2Fbye&state=x"
    )
    assert "Sign out here too?" in (await client.get(f"/oidc/end-session?{query}")).text
    assert len(house.account.sessions) == 1
    form = {"csrf": csrf(house), "query": query}
    assert (
        onward(await client.post("/oidc/signed-out", data=form))
        == "https://books.example/bye?state=x"
    )
    assert house.account.sessions == {}
    gone = await client.get(f"/oidc/end-session?{query}")
    assert gone.headers["location"] == "https://books.example/bye?state=x"


async def test_leaving_leads_to_no_address_that_the_app_did_not_name() -> None:
    client = browser(House())
    query = "id_token_hint=id-token&post_logout_redirect_uri=https%3A%2F%2Fevil.example"
    assert (await client.get(f"/oidc/end-session?{query}")).headers["location"] == "/sign-in"


@pytest.mark.keeps("choice.explained")
async def test_she_reads_where_the_answer_goes_and_not_where_else_the_app_is() -> None:
    house = House()
    elsewhere = "https://elsewhere.example/"
    house.provider.reader = replace(READER, redirect_uris=(*READER.redirect_uris, elsewhere))
    client = await signed_in(house)
    page = await client.get(AUTHORIZE.replace("books.example%2Fsigned-in", "elsewhere.example%2F"))
    assert "<strong>elsewhere.example</strong>" in page.text
    assert "<strong>books.example</strong>" not in page.text


@pytest.mark.keeps("choice.explained")
async def test_she_reads_the_sentences_of_the_version_that_binds_her() -> None:
    house = House()
    old = house.policies[1].text.replace("the account you have here", "the account from here")
    bound = load(old, origin="older.toml", services=None)
    house.changes.policies = house.policies = {**house.policies, 1: bound}
    client = await signed_in(house)
    assert "the account from here" not in (await client.get(AUTHORIZE)).text
    house.changes.bound = 1
    assert "the account from here" in (await client.get(AUTHORIZE)).text
