"""A newer version of the policy is laid beside a member's own: agree, or stay."""

from __future__ import annotations

import pytest

from tests.pages.house import House, csrf, signed_in

pytestmark = pytest.mark.keeps("change.no_reduction")


async def test_what_it_changes_is_said_in_plain_words_and_takes_a_yes() -> None:
    house = House()
    house.changes.bound = 1
    client = await signed_in(house)
    assert "is offered to you</a>" in (await client.get("/me/account")).text
    page = (await client.get("/me/policy")).text
    assert '<a href="/policy/1">version 1</a>' in page
    assert "60 days" in page
    assert "30 days" in page
    assert "Stay with version 1" in page
    await client.post("/me/policy", data={"csrf": csrf(house), "version": "2"})
    assert house.changes.bound == 2
    page = (await client.get("/me/policy")).text
    assert "There is no newer one." in page
    assert "offered" not in (await client.get("/me/account")).text


@pytest.mark.parametrize("version", ["", "1", "3", "x"])
async def test_only_the_version_that_was_read_is_agreed_to(version: str) -> None:
    house = House()
    house.changes.bound = 1
    client = await signed_in(house)
    form = {"csrf": csrf(house), "version": version}
    assert (await client.post("/me/policy", data=form)).status_code == 404
    assert house.changes.bound == 1
