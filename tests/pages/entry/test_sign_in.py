"""Coming in and going out."""

from __future__ import annotations

import pytest

from tests.pages.house import PASSWORD, House, browser, csrf, signed_in

ADAS = {"handle": "ada", "password": PASSWORD}


async def test_the_right_password_opens_the_ledger() -> None:
    client = browser(House())
    answer = await client.post("/sign-in", data=ADAS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert (await client.get("/me")).status_code == 200


@pytest.mark.keeps("security.transport")
async def test_the_session_is_for_this_host_over_tls_and_out_of_reach_of_scripts() -> None:
    answer = await browser(House()).post("/sign-in", data=ADAS)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-bailee=")
    assert all(word in cookie for word in ("secure", "httponly", "samesite=lax", "path=/"))
    assert "domain" not in cookie


@pytest.mark.keeps("use.safety")
async def test_an_unknown_name_and_a_wrong_password_are_answered_alike() -> None:
    client = browser(House())
    wrong = await client.post("/sign-in", data={"handle": "ada", "password": "no"})
    unknown = await client.post("/sign-in", data={"handle": "cem", "password": "no"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace('value="ada"', "") == unknown.text.replace('value="cem"', "")


@pytest.mark.keeps("use.safety")
async def test_after_five_wrong_passwords_one_has_to_wait() -> None:
    client = browser(House())
    for _ in range(5):
        await client.post("/sign-in", data={"handle": "ada", "password": "no"})
    answer = await client.post("/sign-in", data=ADAS)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "Try again in 30 seconds." in answer.text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/sign-out", "me", "/me/../x"],
)
async def test_a_sign_in_leads_nowhere_else(elsewhere: str) -> None:
    client = browser(House())
    page = await client.get("/sign-in", params={"to": elsewhere})
    assert 'name="to" value="/me"' in page.text
    answer = await client.post("/sign-in", data={**ADAS, "to": elsewhere})
    assert answer.headers["location"] == "/me"


async def test_a_sign_in_leads_back_to_the_page_that_was_asked_for() -> None:
    client = browser(House())
    asked = await client.get("/me/devices")
    assert asked.headers["location"] == "/sign-in?to=%2Fme%2Fdevices"
    answer = await client.post("/sign-in", data={**ADAS, "to": "/me/devices"})
    assert answer.headers["location"] == "/me/devices"


@pytest.mark.keeps("access.identity")
async def test_no_session_is_carried_over_into_a_sign_in() -> None:
    house = House()
    client = await signed_in(house)
    before = set(house.account.sessions)
    await client.post("/sign-in", data=ADAS)
    assert len(house.account.sessions) == 1
    assert not before & set(house.account.sessions)


@pytest.mark.keeps("access.identity")
async def test_a_token_of_somebody_elses_making_opens_nothing() -> None:
    client = browser(House())
    client.cookies.set("__Host-bailee", "planted", domain="cloud.example")
    await client.post("/sign-in", data=ADAS)
    assert client.cookies["__Host-bailee"] != "planted"


async def test_signing_out_ends_the_session_and_takes_the_cookie_back() -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post("/sign-out", data={"csrf": csrf(house)})
    assert answer.headers["location"] == "/sign-in"
    assert house.account.sessions == {}
    assert "max-age=0" in answer.headers["set-cookie"].lower()


async def test_the_first_page_leads_in_or_to_the_ledger() -> None:
    house = House()
    assert (await browser(house).get("/")).headers["location"] == "/sign-in"
    client = await signed_in(house)
    assert (await client.get("/")).headers["location"] == "/me"


@pytest.mark.keeps("access.identity")
async def test_a_password_changes_only_for_who_knows_the_old_one() -> None:
    house = House()
    client = await signed_in(house)
    new = {"new": "three quiet words", "again": "three quiet words", "csrf": csrf(house)}
    wrong = await client.post("/me/password", data={**new, "old": "no"})
    assert (wrong.status_code, house.account.password) == (422, PASSWORD)
    right = await client.post("/me/password", data={**new, "old": PASSWORD})
    assert (right.status_code, house.account.password) == (303, "three quiet words")
    assert (await client.get("/me/password?changed=yes")).status_code == 200


@pytest.mark.parametrize(("new", "again"), [("short", "short"), ("long enough", "not the same")])
async def test_a_password_that_will_not_do_is_told_at_its_field(new: str, again: str) -> None:
    house = House()
    client = await signed_in(house)
    form = {"old": PASSWORD, "new": new, "again": again, "csrf": csrf(house)}
    answer = await client.post("/me/password", data=form)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert house.account.password == PASSWORD
