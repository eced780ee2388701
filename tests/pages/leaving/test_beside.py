"""Two versions side by side, for everybody; and an announced one beside a member's own."""

from __future__ import annotations

import pytest

from bailee.policy.decide import Policy
from bailee.policy.load import load
from tests.pages.house import POLICIES, House, browser, signed_in

pytestmark = pytest.mark.keeps("change.notice")


def announced() -> Policy:
    """A third version, which keeps contacts for longer and is still to come."""
    text = POLICIES[2].text.replace("version = 2", "version = 3", 1)
    text = text.replace("keep_days = 30", "keep_days = 60", 1)
    head, _, tail = text.partition("since = ")
    return load(f"{head}since = 2026-03-01{tail[10:]}", origin="3.toml", services=None)


async def test_both_sentences_stand_beside_each_other_losses_first() -> None:
    answer = await browser(House()).get("/policy/changes/1/2")
    page = answer.text
    assert answer.status_code == 200
    about = page.partition('id="category.contacts"')[2].partition("</section>")[0]
    was, _, now = about.partition('<div class="is">')
    assert "until 60 days after you turn it off" in was
    assert "until 30 days after you turn it off" in now
    assert '<a href="/policy/1#category.contacts">' in was


@pytest.mark.parametrize("path", ["2/1", "2/2", "1/3", "x/2", "1/²", "1/9999999999"])
async def test_only_an_older_and_a_newer_version_can_be_compared(path: str) -> None:
    assert (await browser(House()).get(f"/policy/changes/{path}")).status_code == 404


async def test_an_announced_version_says_that_it_is_not_in_force() -> None:
    house = House()
    house.changes.announced = announced()
    client = browser(house)
    assert "is announced for March 1, 2026" in (await client.get("/policy")).text
    assert "not in force yet: not before March 1, 2026" in (await client.get("/policy/3")).text
    beside = (await client.get("/policy/changes/2/3")).text
    assert "Version 3 is announced and not in force yet" in beside
    house.changes.is_withdrawn = True
    assert "is announced for" not in (await client.get("/policy")).text
    assert "withdrawn before it was in force" in (await client.get("/policy/3")).text
    assert "withdrawn before it was in force" in (await client.get("/policy/changes/2/3")).text


async def test_a_member_reads_what_it_means_for_what_is_held_of_them() -> None:
    house = House()
    house.changes.announced = announced()
    page = (await (await signed_in(house)).get("/me/policy")).text
    assert "Version 3 is announced" in page
    assert "Contacts, 312 items would be kept 30 days longer." in page
    assert "/policy/changes/2/3" in page
    assert "Agree to version 3" not in page
