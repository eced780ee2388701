"""A key for the day on which every device is lost."""

from __future__ import annotations

import pytest

from tests.pages.house import PASSWORD, POLICIES, RECOVERY_KEY, House, csrf, signed_in


@pytest.mark.keeps("security.own_eyes")
async def test_a_recovery_key_is_made_and_shown_once() -> None:
    house = House()
    client = await signed_in(house)
    assert "/me/recovery" in (await client.get("/me/password")).text
    page = await client.post("/me/recovery", data={"csrf": csrf(house)})
    assert RECOVERY_KEY in page.text
    assert RECOVERY_KEY not in (await client.get("/me/recovery")).text


@pytest.mark.keeps("access.identity")
async def test_a_recovery_key_takes_the_password() -> None:
    house = House()
    client = await signed_in(house)
    house.clock.pass_seconds(300)
    form = {"csrf": csrf(house)}
    refused = await client.post("/me/recovery", data={**form, "password": "no"})
    assert refused.status_code == 422
    assert RECOVERY_KEY not in refused.text
    made = await client.post("/me/recovery", data={**form, "password": PASSWORD})
    assert RECOVERY_KEY in made.text


async def test_a_recovery_key_opens_and_a_wrong_one_says_so() -> None:
    house = House()
    client = await signed_in(house)
    wrong = await client.post("/me/recovery/use", data={"csrf": csrf(house), "key": "x"})
    assert (wrong.status_code, "That is not your recovery key." in wrong.text) == (422, True)
    right = await client.post("/me/recovery/use", data={"csrf": csrf(house), "key": RECOVERY_KEY})
    assert right.headers["location"] == "/me"


async def test_nobody_is_offered_a_key_that_opens_nothing() -> None:
    house = House()
    house.policies = {1: POLICIES[1]}
    client = await signed_in(house)
    assert "/me/recovery" not in (await client.get("/me/password")).text
