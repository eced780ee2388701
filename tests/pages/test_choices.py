"""Turning things on and off, and knowing what follows."""

from __future__ import annotations

import pytest

from tests.pages.house import House, csrf, signed_in

CONTACTS = {"purpose": "sync", "category": "contacts"}


@pytest.mark.keeps("choice.explained")
async def test_a_switch_says_what_it_turns_who_sees_it_and_what_follows() -> None:
    page = (await (await signed_in(House())).get("/me/choices")).text
    assert "If you turn on sync, we keep your address books" in page
    assert '<a href="/policy#category.contacts">' in page
    assert "your devices" in page
    assert "until 30 days after you turn it off" in page
    assert "your devices are refused" in page
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
