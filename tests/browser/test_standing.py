"""An account that is frozen, closing or suspended, seen by all and moved without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bailee.terms import State
from tests.browser.conftest import Opens, Running, Screen, sign_in
from tests.browser.test_hands import tab_to
from tests.browser.test_looks import SCREENS, faults
from tests.cast import DAY

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_every_state_is_for_everybody(opens: Opens, running: Running, screen: Screen) -> None:
    page, states, found = opens(screen), running.house.states, list[str]()
    sign_in(page)
    ends_at = states.clock.now() + 14 * DAY
    for state in (State.HELD, State.RESTRICTED, State.CLOSING):
        states.by_others(state, why="A letter from the bank", ends_at=ends_at)
        for path in ("/me/account", "/me/choices"):
            page.goto(path)
            found += faults(page)
    assert found == []


@pytest.mark.keeps("account.undo")
def test_an_account_is_closed_and_opened_again_without_a_mouse(opens: Opens) -> None:
    page = opens(Screen())
    sign_in(page)
    page.goto("/me/account")
    tab_to(page, "Close my account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/account/close")
    tab_to(page, "Close my account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/account")
    tab_to(page, "Open it again")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your account is open")).to_be_visible()
