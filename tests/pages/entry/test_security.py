"""What opens an account: seen by who is signed in, changed by who has just proven it."""

from __future__ import annotations

import pytest
from httpx import AsyncClient

from tests.cast import ADA
from tests.pages.entry.entering import ANSWER, CODE, LINK, PAPER, SECRET, STOP, TICKET
from tests.pages.house import ORIGIN, PASSWORD, House, browser, csrf, signed_in

SECURITY = "/me/security"
CHANGES = [
    "/me/security/passkeys",
    "/me/security/passkeys/rename",
    "/me/security/passkeys/remove",
    "/me/security/app",
    "/me/security/app/off",
    "/me/security/codes",
    "/me/password/remove",
]


async def later(house: House) -> AsyncClient:
    """Ada's browser, ten minutes after she signed in."""
    client = await signed_in(house)
    house.clock.pass_seconds(600)
    return client


async def add_passkey(house: House, client: AsyncClient) -> None:
    form = {"csrf": csrf(house), "name": "blue key", "made": ANSWER}
    assert (await client.post("/me/security/passkeys", data=form)).status_code == 303


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize("path", CHANGES)
async def test_nothing_is_changed_without_a_fresh_proof(path: str) -> None:
    house = House()
    client = await later(house)
    form = {"csrf": csrf(house), "made": ANSWER, "secret": SECRET, "code": CODE, "name": "x"}
    answer = await client.post(path, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, SECURITY)
    assert (house.keys.passkeys, house.keys.secret, house.keys.codes) == ({}, "", 0)
    assert house.account.password == PASSWORD


@pytest.mark.keeps("access.identity")
async def test_a_proof_turns_the_cookie_and_opens_the_page() -> None:
    house = House()
    client = await later(house)
    assert "Add a passkey" not in (await client.get(SECURITY)).text
    before = client.cookies["__Host-bailee"]
    wrong = await client.post(SECURITY, data={"csrf": csrf(house), "password": "no"})
    assert (wrong.status_code, client.cookies["__Host-bailee"]) == (422, before)
    right = await client.post(SECURITY, data={"csrf": csrf(house), "password": PASSWORD})
    assert right.status_code == 303
    assert client.cookies["__Host-bailee"] != before
    assert "Add a passkey" in (await client.get(SECURITY)).text
    client.cookies.set("__Host-bailee", before, domain="cloud.example")
    assert (await client.get(SECURITY)).status_code == 303


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize("path", ["/me/export", "/me/erase/all", "/me/recovery", "/me/devices"])
async def test_a_passkey_or_a_code_does_wherever_a_proof_is_asked(path: str) -> None:
    house = House()
    client = await signed_in(house)
    await add_passkey(house, client)
    house.keys.secret = SECRET
    for proof in ({"credential": ANSWER}, {"password": CODE}):
        house.clock.pass_seconds(600)
        page = (await client.get(path)).text
        assert 'data-passkey="get"' in page
        if path != "/me/erase/all" or "password" in proof:
            form = {"csrf": csrf(house), "name": "phone", **proof}
            assert (await client.post(path, data=form)).status_code == 200


async def test_passkeys_are_added_renamed_and_removed() -> None:
    house = House()
    client = await signed_in(house)
    page = (await client.get("/me/security/passkeys")).text
    assert 'data-passkey="create"' in page
    await add_passkey(house, client)
    [key] = house.keys.passkeys
    form = {"csrf": csrf(house), "passkey": key, "name": "<b>old</b>"}
    await client.post("/me/security/passkeys/rename", data=form)
    assert "&lt;b&gt;old&lt;/b&gt;" in (await client.get(SECURITY)).text
    await client.post("/me/security/passkeys/remove", data=form)
    assert house.keys.passkeys == {}


async def test_a_passkey_that_is_none_is_told() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "name": "blue key", "made": "{}"}
    answer = await client.post("/me/security/passkeys", data=form)
    assert answer.status_code == 422
    assert 'value="blue key"' in answer.text
    assert house.keys.passkeys == {}


@pytest.mark.keeps("use.safety")
async def test_a_passkey_signs_in_without_a_name() -> None:
    house = House()
    await add_passkey(house, await signed_in(house))
    client = browser(house)
    wrong = await client.post("/sign-in/passkey", data={"credential": "{}", "to": "/me"})
    assert (wrong.status_code, "__Host-bailee" in client.cookies) == (422, False)
    form = {"credential": ANSWER, "to": "https://evil.example"}
    right = await client.post("/sign-in/passkey", data=form)
    assert (right.status_code, right.headers["location"]) == (303, "/me")
    assert (await client.get("/me")).status_code == 200


@pytest.mark.keeps("use.safety")
async def test_the_second_step_is_no_session_until_its_code_comes() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "secret": SECRET, "code": CODE}
    assert "abcd-efgh-jk09" in (await client.post("/me/security/app", data=form)).text
    guest = browser(house)
    step = await guest.post("/sign-in", data={"handle": "ada", "password": PASSWORD})
    assert (step.status_code, "set-cookie" in step.headers) == (200, False)
    assert (await guest.get("/me")).status_code == 303
    wrong = await guest.post("/sign-in/code", data={"ticket": TICKET, "code": "000000"})
    assert (wrong.status_code, "autofocus" in wrong.text) == (422, True)
    stale = await guest.post("/sign-in/code", data={"ticket": "other", "code": CODE})
    assert "took too long" in stale.text
    right = await guest.post("/sign-in/code", data={"ticket": TICKET, "code": CODE, "to": "/me"})
    assert right.headers["location"] == "/me"


async def test_each_sign_in_leaves_a_mark_that_lasts_and_tells_nothing() -> None:
    answer = await browser(House()).post("/sign-in", data={"handle": "ada", "password": PASSWORD})
    [mark] = [one for one in answer.headers.get_list("set-cookie") if "known" in one]
    assert mark.startswith("__Host-bailee-known=")
    assert all(word in mark.lower() for word in ("secure", "httponly", "samesite=strict"))
    assert "ada" not in mark


@pytest.mark.keeps("use.safety")
async def test_other_sessions_are_listed_and_ended() -> None:
    house = House()
    here, there = await signed_in(house), browser(house)
    there.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0"
    await there.post("/sign-in", data={"handle": "ada", "password": PASSWORD})
    page = (await here.get(SECURITY)).text
    assert "Firefox" in page
    assert "Gecko" not in page
    token = next(iter(house.account.sessions.values())).csrf
    await here.post("/me/security/sign-out", data={"csrf": token, "session": "others"})
    assert (await there.get("/me")).status_code == 303
    assert (await here.get("/me")).status_code == 200


@pytest.mark.keeps("access.identity")
async def test_a_form_without_its_token_changes_nothing() -> None:
    house = House()
    client = await signed_in(house)
    for path in [*CHANGES, SECURITY, "/me/security/sign-out", "/me/security/lost/stop"]:
        answer = await client.post(path, data={"made": ANSWER, "secret": SECRET, "code": CODE})
        assert answer.status_code == 403
    evil = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    for path in ("/sign-in", "/sign-in/code", "/sign-in/passkey", "/lost", "/lost/stop"):
        assert (await client.post(path, data={"handle": "ada"}, headers=evil)).status_code == 403


async def test_no_page_here_can_be_framed_or_follows_the_host_header() -> None:
    house = House()
    client = await signed_in(house)
    for path in ("/sign-in", SECURITY, "/me/security/passkeys", "/me/security/app", "/lost"):
        answer = await client.get(path, headers={"host": "evil.example"})
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert "evil.example" not in answer.text


async def test_by_a_number_there_are_no_passkeys() -> None:
    site = House().site(origin="https://192.0.2.1:8443")
    assert site.party is None
    assert House().site(origin="https://cloud.example:8443").party is not None


async def test_without_a_password_one_is_set_after_a_passkey() -> None:
    house = House()
    client = await signed_in(house)
    await add_passkey(house, client)
    await client.post("/me/password/remove", data={"csrf": csrf(house)})
    assert house.account.password == ""
    house.clock.pass_seconds(600)
    new = {"csrf": csrf(house), "new": "three quiet words", "again": "three quiet words"}
    assert (await client.get("/me/password")).headers["location"] == SECURITY
    assert (await client.post("/me/password", data=new)).headers["location"] == SECURITY
    await client.post(SECURITY, data={"csrf": csrf(house), "credential": ANSWER})
    assert "Present password" not in (await client.get("/me/password")).text
    await client.post("/me/password", data=new)
    assert house.account.password == "three quiet words"


@pytest.mark.keeps("use.safety")
async def test_getting_back_in_takes_two_proofs_and_three_days() -> None:
    house = House()
    guest = browser(house)
    assert "/lost" in (await guest.get("/sign-in")).text
    assert (await guest.post("/lost", data={"address": "nonsense"})).status_code == 422
    page = await guest.post("/lost", data={"address": "cem@example.org"})
    assert f'value="{TICKET}"' in page.text
    wrong = {"ticket": TICKET, "code": CODE, "paper": "wrong"}
    assert (await guest.post("/lost/codes", data=wrong)).status_code == 422
    begun = await guest.post("/lost/codes", data={**wrong, "paper": PAPER})
    assert f"{ORIGIN}/lost/open?ticket={LINK}" in begun.text
    new = {"ticket": LINK, "new": "three quiet words", "again": "three quiet words"}
    assert "New password" not in (await guest.get(f"/lost/open?ticket={LINK}")).text
    assert (await guest.post("/lost/open", data=new)).status_code == 404
    house.clock.pass_days(3)
    assert "New password" in (await guest.get(f"/lost/open?ticket={LINK}")).text
    assert (await guest.post("/lost/open", data={**new, "again": "no"})).status_code == 422
    assert (await guest.post("/lost/open", data=new)).headers["location"] == "/sign-in"
    assert house.account.password == "three quiet words"


@pytest.mark.keeps("use.safety")
async def test_a_recovery_is_stopped_in_one_click() -> None:
    house = House()
    client, guest = await signed_in(house), browser(house)
    house.recoveries.until = house.clock.now() + 1000
    assert "It is not me" in (await client.get(SECURITY)).text
    await client.post("/me/security/lost/stop", data={"csrf": csrf(house)})
    assert house.recoveries.opens_at(ADA) is None
    house.recoveries.until = house.clock.now() + 1000
    assert "It is not me" in (await guest.get(f"/lost/stop?ticket={STOP}")).text
    assert house.recoveries.opens_at(ADA) is not None
    assert "stopped" in (await guest.post("/lost/stop", data={"ticket": STOP})).text
    assert house.recoveries.opens_at(ADA) is None
    assert "nothing to stop" in (await guest.get(f"/lost/stop?ticket={STOP}")).text
