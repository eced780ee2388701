"""What opens an account, on every screen: the pages that come after a form."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opens, Running, Screen, sign_in
from tests.browser.test_looks import SCREENS, faults
from tests.pages.entry.entering import CODE, LINK, PAPER, SECRET, STOP
from tests.pages.house import PASSWORD

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("screen", SCREENS[1:3], ids=str)
def test_codes_are_for_everybody(opens: Opens, running: Running, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    sign_in(page)
    running.house.clock.pass_seconds(600)
    page.goto("/me/security")
    found += faults(page)
    page.locator("#password").fill(PASSWORD)
    page.locator("main .box button").click()
    page.wait_for_url("**/me/security")
    page.locator('form[action="/me/security/codes"] button').click()
    page.wait_for_url("**/me/security/codes")
    found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", SCREENS[1:3], ids=str)
def test_the_second_step_is_for_everybody(opens: Opens, running: Running, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    running.house.keys.secret = SECRET
    page.goto("/sign-in")
    page.get_by_label("Name").fill("ada")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#code").fill("000000")
    page.keyboard.press("Enter")
    page.locator("#wrong").wait_for()
    found += faults(page)
    page.locator("#code").fill(CODE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/me")
    assert found == []


@pytest.mark.parametrize("screen", SCREENS[1:3], ids=str)
def test_the_way_back_is_for_everybody(opens: Opens, running: Running, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    page.goto("/lost")
    page.locator("#address").fill("ada@example.org")
    page.keyboard.press("Enter")
    page.locator("#code").fill(CODE)
    page.locator("#paper").fill(PAPER)
    found += faults(page)
    page.keyboard.press("Enter")
    page.locator("code").wait_for()
    found += faults(page)
    for path in (f"/lost/open?ticket={LINK}", f"/lost/stop?ticket={STOP}"):
        page.goto(path)
        found += faults(page)
    running.house.clock.pass_days(3)
    page.goto(f"/lost/open?ticket={LINK}")
    found += faults(page)
    assert found == []
