"""Joining, families and the officer's desk: seen whole by all, and done by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bailee.rights.roles import Role
from tests.browser.conftest import Screen
from tests.browser.household import Household, living
from tests.browser.test_looks import faults
from tests.homes import PASSWORD
from tests.letters import code_for, link_for

pytestmark = pytest.mark.slow
SCREENS = [
    Screen(width=360, scheme="dark", language="de"),
    Screen(width=1280, scheme="light", language="en"),
]
CEMS, BENS = "cem@example.org", "ben@example.org"
MEMBERS = ["/me/addresses", "/me/profile", "/me/invite", "/me/family", "/me/age", "/me/account"]


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A house in which Ben lives, and is the officer."""
    with living(tmp_path) as household:
        ben = household.do(household.house.account.add("ben", password=PASSWORD))
        household.do(household.house.desk.roles.give(Role.OFFICER, to=ben.subject))
        yield household


def window(browser: Browser, household: Household, screen: Screen) -> BrowserContext:
    """Somebody's browser."""
    return browser.new_context(
        base_url=household.origin,
        viewport={"width": screen.width, "height": 800},
        color_scheme="dark" if screen.scheme == "dark" else "light",
        locale=screen.language,
        java_script_enabled=screen.scripts,
    )


def born(page: Page, *, month: str, year: str) -> None:
    """Answer the question about age."""
    page.goto("/sign-up")
    page.locator("#month").select_option(month)
    page.locator("#year").fill(year)
    page.locator("main button").click()


def sign_in(page: Page, handle: str) -> None:
    """A member signs in."""
    page.goto("/sign-in")
    page.locator("#handle").fill(handle)
    page.locator("#password").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/me*")


def dot_asks(page: Page) -> str:
    """Dot gives her father's address; her code."""
    born(page, month="6", year="2013")
    page.locator("#handle").fill("dot")
    page.locator("#contact").fill(BENS)
    page.locator("main form button").click()
    return page.locator("main code").nth(1).inner_text()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_signing_up_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    page = window(chromium, household, screen).new_page()
    page.goto("/sign-up")
    found = faults(page)
    born(page, month="5", year="1990")
    found += faults(page)
    page.locator("#handle").fill("cem")
    page.locator("#address").fill(CEMS)
    page.locator("main form button").click()
    found += faults(page)
    page.locator("#code").fill(code_for(household.post, CEMS))
    for field in ("#password", "#again"):
        page.locator(field).fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/me/choices*")
    for path in MEMBERS:
        page.goto(path)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_a_child_sees_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    page = window(chromium, household, screen).new_page()
    born(page, month="6", year="2013")
    found = faults(page)
    code = dot_asks(page)
    found += faults(page)
    page.goto("/sign-up/waiting")
    found += faults(page)
    page.locator("#handle").fill("dot")
    page.locator("#code").fill(code)
    page.locator("main button").click()
    assert faults(page) + found == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_guardian_and_officer_see_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    dot_asks(window(chromium, household, screen).new_page())
    page, link = window(chromium, household, screen).new_page(), link_for(household.post, BENS)
    page.goto(link)
    found = faults(page)
    sign_in(page, "ben")
    page.goto(link)
    found += faults(page)
    page.locator("input[type=checkbox]").first.check()
    page.locator("section[aria-labelledby=yes] button").click()
    page.wait_for_url("**/me/family*")
    found += faults(page)
    page.locator("main .list a").first.click()
    found += faults(page)
    page.locator("button.danger").click()
    found += faults(page)
    for path in ("/report-child", "/desk/children", "/desk/requests"):
        page.goto(path)
        found += faults(page)
    assert found == []


def test_the_keyboard_alone_and_no_script_are_enough_to_sign_up(
    chromium: Browser, household: Household
) -> None:
    page = window(chromium, household, Screen(scripts=False)).new_page()
    page.goto("/sign-up")
    page.locator("#month").focus()
    page.keyboard.type("May")
    page.keyboard.press("Tab")
    page.keyboard.type("1990\n")
    page.locator("#handle").focus()
    page.keyboard.type("cem")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{CEMS}\n")
    page.locator("#code").focus()
    page.keyboard.type(code_for(household.post, CEMS))
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/choices*")


def test_the_keyboard_alone_is_enough_to_approve(chromium: Browser, household: Household) -> None:
    dot_asks(window(chromium, household, Screen()).new_page())
    page = window(chromium, household, Screen(scripts=False)).new_page()
    sign_in(page, "ben")
    page.goto(link_for(household.post, BENS))
    page.locator("input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.locator("section[aria-labelledby=yes] button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/family*")
    assert "dot" in page.locator("main").inner_text()
