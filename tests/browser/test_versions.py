"""A version that is announced: seen whole by a member, and by everybody side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.assembly.versions.test_versions import LATER, version
from tests.browser.conftest import Screen
from tests.browser.household import Household, living
from tests.browser.test_looks import faults
from tests.browser.test_people import SCREENS, sign_in, window
from tests.homes import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.keeps("change.notice")]


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A house in which contacts are to be kept for longer, and Ada was told."""
    with living(tmp_path) as household:
        house = household.house
        household.do(house.account.add("ada", password=PASSWORD))
        text = version(2, days=60, since=LATER).replace("keep_days = 90", "keep_days = 80", 1)
        draft = house.publishing.weigh(text, origin="new.toml")
        assert draft is not None
        household.do(house.publishing.publish(draft))
        household.do(house.notices.changes.announce())
        yield household


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_is_announced_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    page = window(chromium, household, screen).new_page()
    sign_in(page, "ada")
    found = list[str]()
    for path in ("/me/policy", "/policy/changes/1/2", "/policy/2", "/me/inbox"):
        page.goto(path)
        found += faults(page)
    page.locator("main .inbox a").first.click()
    found += faults(page)
    assert found == []
