"""Passkeys in Chromium, with an authenticator that is none of ours, against a whole house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from bailee.services.account import Registration, Rules
from tests.browser.household import Household, living
from tests.browser.test_keyboard import walk
from tests.browser.test_looks import faults
from tests.homes import PASSWORD
from tests.letters import code_for

pytestmark = [pytest.mark.slow, pytest.mark.keeps("use.safety")]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A house in which Ada lives, and that everybody may join."""
    with living(tmp_path, name="localhost") as household:
        household.do(household.house.account.add("ada", password=PASSWORD))
        household.house.joining.rules = Rules(Registration.OPEN)
        yield household


@pytest.fixture
def page(chromium: Browser, household: Household) -> Iterator[Page]:
    """A window with an authenticator in it; a word on the console is a fault."""
    context, said = chromium.new_context(base_url=household.origin, locale="en"), list[str]()
    yield with_authenticator(context.new_page(), said)
    context.close()
    assert [one for one in said if "Failed to load resource" not in one] == []


def with_authenticator(page: Page, said: list[str]) -> Page:
    page.set_default_timeout(15_000)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable", {"enableUI": False})
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill("ada")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/me")


def add_passkey(page: Page) -> None:
    page.goto("/me/security")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What do you call it?").fill("this laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/me/security")
    expect(page.get_by_role("heading", name="this laptop")).to_be_visible()


def test_a_passkey_is_made_and_opens_the_account_without_a_name(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/me")


def test_the_browser_offers_it_by_itself(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/sign-in")  # with an automatic hand, the browser's own offer is taken at once
    page.wait_for_url("**/me")


def test_it_proves_again_that_it_is_her(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.goto("/me/erase/all")
    page.get_by_role("button", name="Use a passkey instead").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    page.goto("/me")
    page.wait_for_url("**/sign-in**")


def test_a_browser_with_no_passkey_says_so_and_the_password_goes_on(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").last).to_contain_text("did not give a passkey")
    sign_in(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_that_asks_for_a_way_in_is_for_everybody(
    page: Page, household: Household, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    cem_gives_his_code(page, household)
    found = faults(page)
    page.get_by_role("button", name="Use a passkey instead").click()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += faults(page) + walk(page)
    assert found == []


def cem_gives_his_code(page: Page, household: Household) -> None:
    """Cem, grown up, signs up and has the code of his address."""
    page.goto("/sign-up")
    page.locator("#month").select_option("5")
    page.locator("#year").fill("1990")
    page.locator("main button").click()
    page.locator("#handle").fill("cem")
    page.locator("#address").fill("cem@example.org")
    page.locator("main form button").click()
    page.locator("#code").fill(code_for(household.post, "cem@example.org"))


@pytest.mark.keeps("collect.account", "access.identity")
def test_somebody_joins_by_a_passkey_and_comes_back_by_it(page: Page, household: Household) -> None:
    cem_gives_his_code(page, household)
    page.get_by_role("button", name="Use a passkey instead").click()
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/me/choices*")
    page.goto("/me/security")
    expect(page.get_by_role("heading", name="My first passkey")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in")  # the browser's own offer finds who it is, with no name typed
    page.wait_for_url("**/me")
