"""Freezing an account, closing it, and what its member reads when others did it."""

from __future__ import annotations

import pytest

from bailee.terms import State
from tests.cast import DAY
from tests.pages.house import PASSWORD, House, csrf, signed_in

pytestmark = pytest.mark.keeps("account.undo")


def stand(house: House) -> State:
    """Where Ada's account stands now."""
    return house.states.state.state


async def test_an_account_is_frozen_with_one_click_and_thawed_with_another() -> None:
    house = House()
    client = await signed_in(house)
    page = (await client.get("/me/account")).text
    assert "no device, no app, nobody on our side" in page
    await client.post("/me/account/freeze", data={"csrf": csrf(house)})
    assert stand(house) is State.RESTRICTED
    assert "You froze your account" in (await client.get("/me/account")).text
    assert "Your account is frozen" in (await client.get("/me")).text
    await client.post("/me/account/resume", data={"csrf": csrf(house)})
    assert stand(house) is State.ACTIVE
    assert "frozen" not in (await client.get("/me")).text


@pytest.mark.keeps("access.identity")
async def test_closing_asks_who_it_is_and_says_what_happens_when() -> None:
    house = House()
    client = await signed_in(house)
    house.clock.pass_seconds(300)
    page = (await client.get("/me/account/close")).text
    assert "January 15, 2026</time> everything is erased." in page
    wrong = await client.post("/me/account/close", data={"csrf": csrf(house), "password": "no"})
    assert wrong.status_code == 422
    assert stand(house) is State.ACTIVE
    await client.post("/me/account/close", data={"csrf": csrf(house), "password": PASSWORD})
    assert stand(house) is State.CLOSING


async def test_whoever_signs_in_while_it_closes_is_offered_both_ways() -> None:
    house = House()
    client = await signed_in(house)
    await client.post("/me/account/close", data={"csrf": csrf(house)})
    await client.post("/sign-out", data={"csrf": csrf(house)})
    client = await signed_in(house)
    page = (await client.get("/me")).text
    assert "Your account is being closed: everything in it is erased on" in page
    page = (await client.get("/me/account")).text
    assert "Open it again" in page
    assert 'href="/me/erase/all"' in page
    await client.post("/me/account/resume", data={"csrf": csrf(house)})
    assert stand(house) is State.ACTIVE


async def test_without_days_to_undo_it_the_receipt_comes_at_once() -> None:
    house = House()
    house.states.days = 0
    client = await signed_in(house)
    assert "erased at once" in (await client.get("/me/account/close")).text
    receipt = await client.post("/me/account/close", data={"csrf": csrf(house)})
    assert "Your account is gone" in receipt.text
    assert "max-age=0" in receipt.headers["set-cookie"].lower()


@pytest.mark.keeps("access.self")
async def test_a_suspended_member_reads_why_and_whom_to_ask_and_how_to_leave() -> None:
    house = House()
    client = await signed_in(house)
    house.states.by_others(State.RESTRICTED, why="<b>A letter</b> from the bank")
    page = (await client.get("/me/account")).text
    assert "has suspended your account" in page
    assert "&lt;b&gt;A letter&lt;/b&gt; from the bank" in page
    assert 'href="mailto:privacy@family.example"' in page
    assert "Nobody can keep you here" in page
    assert "Thaw it" not in page
    refused = await client.post("/me/account/resume", data={"csrf": csrf(house)})
    assert refused.status_code == 403
    assert "this was not your choice" in refused.text


async def test_whom_the_operator_removes_is_told_the_day() -> None:
    house = House()
    client = await signed_in(house)
    ends_at = house.clock.now() + 3 * DAY
    house.states.by_others(State.CLOSING, why="the lease is over", ends_at=ends_at)
    page = (await client.get("/me/account")).text
    assert "erased on" in page
    assert "the lease is over" in page
    assert "Open it again" not in page
    assert "Take a copy" in page


@pytest.mark.parametrize("path", ["freeze", "resume", "close"])
async def test_no_other_site_moves_an_account(path: str) -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post(f"/me/account/{path}", data={"csrf": "foreign"})
    assert answer.status_code == 403
    assert stand(house) is State.ACTIVE


async def test_the_language_that_a_member_chose_is_spoken_wherever_they_sign_in() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "language": "de"}
    done = await client.post("/me/account/language?lang=en", data=form)
    assert done.headers["location"] == "/me/account?saved=yes"
    assert '<html lang="de">' in (await client.get("/me/choices")).text
    assert '<html lang="en">' in (await client.get("/me/choices?lang=en")).text
    assert '<html lang="de">' in (await (await signed_in(house)).get("/me/devices")).text
    await client.post("/me/account/language", data={**form, "language": ""})
    assert '<html lang="en">' in (await client.get("/me/choices")).text


async def test_a_language_that_nobody_speaks_here_is_no_choice() -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "language": "tlh"}
    assert (await client.post("/me/account/language", data=form)).status_code == 404
    assert house.account.speaks == ""
