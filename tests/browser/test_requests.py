"""Asking, answering, refusing: seen whole by all, and done by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bailee.rights.requests import Identity, Kind
from bailee.rights.roles import Role
from bailee.terms import SubjectId
from tests.browser.conftest import Screen
from tests.browser.household import Household, living
from tests.browser.test_looks import faults
from tests.browser.test_people import SCREENS, sign_in, window
from tests.homes import PASSWORD
from tests.letters import code_for

pytestmark = pytest.mark.slow
CEMS = "cem@example.org"


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A house in which Ada asks and Ben is the officer."""
    with living(tmp_path) as household:
        for handle in ("ada", "ben"):
            household.do(household.house.account.add(handle, password=PASSWORD))
        roles, found = household.house.desk.roles, household.house.vault.names.find("handle", "ben")
        assert found is not None
        household.do(roles.give(Role.OFFICER, to=SubjectId(found.subject)))
        yield household


def asked(household: Household) -> str:
    """Ada complains; the number."""
    found = household.house.vault.names.find("handle", "ada")
    assert found is not None
    identity = Identity(("pwd",), household.house.clock.now())
    requests = household.house.desk.requests
    return household.do(
        requests.ask(
            SubjectId(found.subject), Kind.COMPLAIN, says="It was late.", identity=identity
        )
    )


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_a_member_asks_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    number, page = asked(household), window(chromium, household, screen).new_page()
    sign_in(page, "ada")
    found = list[str]()
    for path in ("", "/new?kind=object", "/new?kind=rectify", f"/{number}"):
        page.goto(f"/me/requests{path}")
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_the_desk_is_for_everybody(chromium: Browser, household: Household, screen: Screen) -> None:
    number, page = asked(household), window(chromium, household, screen).new_page()
    sign_in(page, "ben")
    page.goto("/desk/requests")
    found = faults(page)
    page.goto(f"/desk/requests/{number}")
    page.locator("details.removal summary").click()
    assert faults(page) + found == []


def test_the_keyboard_alone_and_no_script_are_enough_to_ask_without_an_account(
    chromium: Browser, household: Household
) -> None:
    page = window(chromium, household, Screen(scripts=False)).new_page()
    page.goto("/ask")
    for field, text in (("about", "Cem"), ("says", "Take me out."), ("contact", CEMS)):
        page.locator(f"#{field}").focus()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator("#code").focus()
    page.keyboard.type(code_for(household.post, CEMS))
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/*new=yes*")
    assert "Take me out." in page.locator("main").inner_text()


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_asking_without_an_account_is_for_everybody(
    chromium: Browser, household: Household, screen: Screen
) -> None:
    page = window(chromium, household, screen).new_page()
    page.goto("/ask")
    found = faults(page)
    page.locator("#says").fill("Take me out.")
    page.locator("#contact").fill(CEMS)
    page.locator("main form button").click()
    page.locator("#code").fill(code_for(household.post, CEMS))
    found += faults(page)
    page.locator("main form button").click()
    page.wait_for_url("**/ask/*new=yes*")
    assert faults(page) + found == []
