"""Turning things on and off, and knowing what follows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bailee.policy.load import load
from tests.pages.house import POLICIES, House, browser, csrf, signed_in

CONTACTS = {"purpose": "sync", "category": "contacts"}


@pytest.mark.keeps("choice.explained")
async def test_a_switch_says_what_it_turns_who_sees_it_and_what_follows() -> None:
    page = (await (await signed_in(House())).get("/me/choices")).text
    assert "If you turn on sync, we keep your address books" in page
    assert '<a href="/policy#category.contacts">' in page
    assert "your devices" in page
    assert "until 30 days after you turn it off" in page
    assert "Your devices are refused, and no longer bring each other up to date." in page
    assert "To bring what is on one of your devices to all of them." in page
    assert "What is here is deleted after 30 days." in page


@pytest.mark.keeps("cloud.withdraw")
async def test_a_choice_turned_off_says_until_when_it_can_be_undone() -> None:
    house = House()
    client = await signed_in(house)
    form = {**CONTACTS, "csrf": csrf(house)}
    answer = await client.post("/me/choices", data={**form, "turn": "off"})
    assert answer.headers["location"] == "/me/choices?saved=yes"
    page = (await client.get("/me/choices?saved=yes")).text
    assert "1,312 items are still here and go on" in page
    assert "January 31, 2026" in page
    await client.post("/me/choices", data={**form, "turn": "on"})
    assert "still here" not in (await client.get("/me/choices")).text


@pytest.mark.parametrize("turn", ["", "maybe", "ON"])
async def test_only_a_clear_yes_turns_something_on(turn: str) -> None:
    house = House()
    client = await signed_in(house)
    await client.post("/me/choices", data={**CONTACTS, "csrf": csrf(house), "turn": turn})
    assert not any(house.consents.given.values())


async def test_what_the_policy_does_not_offer_cannot_be_chosen() -> None:
    house = House()
    client = await signed_in(house)
    form = {"purpose": "personalize", "category": "contacts", "turn": "on", "csrf": csrf(house)}
    assert (await client.post("/me/choices", data=form)).status_code == 404
    assert len(house.consents.given) == 1


@pytest.mark.keeps("choice.explained")
async def test_what_has_no_switch_stands_there_with_its_reason() -> None:
    page = (await (await signed_in(House())).get("/me/choices")).text
    needed = page.split('id="needed"')[1]
    assert "Your account is a short name" in needed
    assert '<a href="/policy#category.account">' in needed
    assert "Your account cannot be run without it (contract)." in needed
    assert "you can object to the officer" in needed
    assert "turn" not in needed.split("</section>")[0].replace("contract", "")


@pytest.mark.keeps("choice.explained", "cloud.withdraw")
async def test_everything_is_turned_off_at_once_and_on_again_within_the_hour() -> None:
    house = House()
    client = await signed_in(house)
    sure = (await client.get("/me/choices/none")).text
    assert "Sync: Contacts" in sure
    assert "What is here is deleted after 30 days." in sure
    done = await client.post("/me/choices/none", data={"csrf": csrf(house)})
    assert not any(house.consents.given.values())
    page = (await client.get(done.headers["location"])).text
    assert "Everything is off." in page
    since = done.headers["location"].partition("withdrawn=")[2]
    await client.post("/me/choices/again", data={"csrf": csrf(house), "since": since})
    assert all(house.consents.given.values())


@pytest.mark.keeps("choice.explained")
async def test_the_page_remembers_what_was_turned_when_and_under_which_version() -> None:
    house = House()
    client = await signed_in(house)
    await client.post("/me/choices", data={**CONTACTS, "csrf": csrf(house), "turn": "off"})
    turns = (await client.get("/me/choices")).text.split('id="turns"')[1]
    assert turns.index("Sync: Contacts turned off") < turns.index("Sync: Contacts turned on")
    assert "November 22, 2025" in turns
    assert '<a href="/policy/1">Version 1</a>' in turns


@pytest.mark.keeps("choice.explained")
async def test_a_guardians_turn_is_told_as_theirs() -> None:
    house = House()
    house.consents.turns += [replace(house.consents.turns[0], by="guardian")] * 60
    page = (await (await signed_in(house)).get("/me/choices")).text
    assert page.count("by your guardian") == 50
    client = await signed_in(house)
    assert (await client.get("/me/choices?all=yes")).text.count("by your guardian") == 60


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 19, "٣", str(10**18)])
async def test_what_no_page_of_ours_sends_turns_nothing_on(since: str) -> None:
    house = House()
    client = await signed_in(house)
    await client.post("/me/choices/none", data={"csrf": csrf(house)})
    assert (await client.get(f"/me/choices?withdrawn={since}")).status_code == 200
    await client.post("/me/choices/again", data={"csrf": csrf(house), "since": since})
    assert not any(house.consents.given.values())


async def test_a_browser_that_objects_reads_that_it_is_heard() -> None:
    client = await signed_in(House())
    assert "Global Privacy Control" not in (await client.get("/me/choices")).text
    for value, is_heard in (("1", True), ("0", False), ("", False)):
        page = (await client.get("/me/choices", headers={"sec-gpc": value})).text
        assert ("Your browser asks that nothing of yours be sold" in page) is is_heard
        assert "rests on a legitimate interest. " not in page


async def test_what_a_signal_cannot_end_is_named_with_the_way_to_object() -> None:
    house = House()
    text = house.consents.policy.text.replace('"consent"', '"legitimate-interests"', 1)
    text = text.replace('keep_from = "withdrawn"', 'keep_from = "closed"', 1)
    house.consents.policy = load(text, origin="story.toml", services=None)
    client = await signed_in(house)
    page = (await client.get("/me/choices", headers={"sec-gpc": "1"})).text
    assert '<a href="/me/requests/new?kind=object">Object to it</a>' in page


async def test_that_the_signal_is_obeyed_is_published() -> None:
    answer = await browser(House()).get("/.well-known/gpc.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"gpc": True, "lastUpdate": POLICIES[2].since.isoformat()}
