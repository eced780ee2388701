"""Every page of an account by Tab alone: all is reached, seen when focused, and nothing traps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.household import Household, living
from tests.browser.test_hands import tab_to
from tests.browser.test_people import born, sign_in
from tests.homes import PASSWORD

pytestmark = pytest.mark.slow
MEMBERS = [
    "/me",
    "/me/choices",
    "/me/devices",
    "/me/apps",
    "/me/security",
    "/me/family",
    "/me/account",
    "/me/profile",
    "/me/addresses",
    "/me/inbox",
    "/me/notices",
    "/me/export",
    "/me/erase",
    "/me/requests",
    "/me/receipts",
    "/me/policy",
]
# Some pages put the focus into their first field; the walk begins before that.
BEGIN = """() => {
  const before = document.createElement('span');
  before.tabIndex = -1;
  document.body.prepend(before);
  before.focus();
  before.remove();
}"""
MISSED = "place => document.querySelector(`[data-walk='${place}']`).outerHTML.slice(0, 150)"
MOST_STEPS = 250
# Whatever a hand can use: what is shown, not disabled, and no further radio button of its group.
USABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.tabIndex >= 0 && !(one.type === 'radio' && !one.checked))
  .map((one, place) => { one.dataset.walk = place; return place })"""
HERE = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    place: one.dataset.walk ?? '', is_body: one === document.body,
    is_seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    is_on_screen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    said: one.outerHTML.slice(0, 120),
  }
}"""


def walk(page: Page) -> list[str]:
    """Press Tab until the page begins anew: what is missed, unseen, or out of order."""
    left, found, last = set(page.evaluate(USABLE)), list[str](), -1
    page.evaluate(BEGIN)
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if not here["place"]:
            if here["is_body"] and last >= 0:
                break
            continue
        place = int(here["place"])
        if place not in left:
            break
        if not here["is_seen"] or not here["is_on_screen"]:
            found.append(f"{page.url} the focus is not seen on {here['said']}")
        if place < last:
            found.append(f"{page.url} goes back to {here['said']}")
        left.discard(place)
        last = place
    missed = [page.evaluate(MISSED, str(one)) for one in sorted(left)]
    return found + [f"{page.url} never reaches {one}" for one in missed]


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A house in which Ada lives, with a device."""
    with living(tmp_path) as household:
        household.do(household.house.account.add("ada", password=PASSWORD))
        yield household


@pytest.fixture
def page(chromium: Browser, household: Household) -> Iterator[Page]:
    """A window on it."""
    context = chromium.new_context(
        base_url=household.origin, locale="en", viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


def test_every_page_of_a_member_is_walked_by_tab_alone(page: Page) -> None:
    sign_in(page, "ada")
    found = list[str]()
    for path in MEMBERS:
        page.goto(path)
        found += walk(page)
    assert found == []


def test_a_phone_with_a_keyboard_walks_them_too(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    sign_in(page, "ada")
    found = list[str]()
    for path in MEMBERS:
        page.goto(path)
        found += walk(page)
    assert found == []


def test_the_way_in_is_walked_by_tab_alone(page: Page) -> None:
    found = list[str]()
    for path in ("/sign-in", "/sign-up", "/sign-up/waiting", "/lost", "/policy"):
        page.goto(path)
        found += walk(page)
    born(page, month="5", year="1990")
    found += walk(page)
    born(page, month="6", year="2013")
    found += walk(page)
    assert found == []


def test_what_opens_the_account_is_changed_by_keyboard_alone(page: Page) -> None:
    sign_in(page, "ada")
    page.goto("/me/security")
    tab_to(page, "Set up an app")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/security/app")
    assert walk(page) == []
