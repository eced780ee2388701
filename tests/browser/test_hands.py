"""The pages with a keyboard alone, without scripts, and with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens, Running, Screen, sign_in
from tests.pages.house import PASSWORD
from tests.pages.notices.told import LINK

pytestmark = pytest.mark.slow
FOCUS = "getComputedStyle(document.activeElement).outlineStyle"


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what is focused says this, and see each time where the focus is."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.innerText || '').trim()")
        assert page.evaluate(FOCUS) != "none", f"the focus cannot be seen on {said!r}"
        if text in said:
            return
    pytest.fail(f"{text!r} is not reached by Tab")


def test_a_member_needs_no_mouse(opens: Opens, running: Running) -> None:
    page = opens(Screen())
    page.goto("/sign-in")
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/me")
    tab_to(page, "Choices")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/choices")
    tab_to(page, "Turn off")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/choices?saved=yes")
    assert not any(running.house.consents.given.values())


def test_a_device_is_removed_by_keyboard(opens: Opens, running: Running) -> None:
    page = opens(Screen())
    sign_in(page)
    page.goto("/me/devices")
    tab_to(page, "Remove")
    page.keyboard.press("Enter")
    tab_to(page, "Remove Ada’s phone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada’s phone")).to_have_count(0)
    assert set(running.house.devices.devices) == {"p7q"}


def test_the_first_tab_skips_to_the_content(opens: Opens) -> None:
    page = opens(Screen())
    page.goto("/policy")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_works_without_scripts(opens: Opens, running: Running) -> None:
    page = opens(Screen(scripts=False))
    sign_in(page)
    page.goto("/me/devices")
    page.locator("#name").fill("Pixel")
    page.locator(".box button").click()
    expect(page.locator("#secret")).to_have_text("wq4t-7hzn-c2mk-9xdr-pf6b-3vsy")
    expect(page.locator(".copy")).to_have_count(0)
    page.goto("/me/erase/contacts")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased")
    assert "contacts" not in {held.category for held in running.house.ledger.holdings}


def test_a_code_is_copied_by_its_button(opens: Opens) -> None:
    page = opens(Screen())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    page.goto("/me/devices")
    page.locator("#name").fill("Pixel")
    page.locator(".box button").click()
    page.locator("dd:has(#secret) button").click()
    expect(page.locator("dd:has(#secret) button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "wq4t-7hzn-c2mk-9xdr-pf6b-3vsy"


def test_a_copy_is_downloaded(opens: Opens) -> None:
    page = opens(Screen())
    sign_in(page)
    page.goto("/me/export")
    with page.expect_download() as waiting:
        page.locator("main button").click()
    assert waiting.value.suggested_filename == "bailee-2026-01-01.zip"


def test_a_session_is_out_of_reach_of_scripts(opens: Opens) -> None:
    page = opens(Screen())
    sign_in(page)
    assert page.evaluate("document.cookie") == ""
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_another_site_cannot_show_our_pages(opens: Opens, running: Running) -> None:
    page = opens(Screen(scripts=False))
    page.goto("about:blank")
    page.set_content(f'<iframe src="{running.origin}/sign-in"></iframe>')
    page.wait_for_load_state("networkidle")
    framed = page.frames[-1]
    assert framed.locator("#password").count() == 0


def test_what_is_new_is_read_by_keyboard(opens: Opens, running: Running) -> None:
    page = opens(Screen())
    sign_in(page)
    expect(page.locator(".unread")).to_contain_text("2")
    tab_to(page, "Inbox")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/inbox")
    tab_to(page, "A device was added")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A device was added")
    expect(page.locator(".unread")).to_contain_text("1")
    assert sum(one.is_new for one in running.house.notices.kept) == 1


def test_a_topic_is_ended_from_a_letter_without_scripts_or_a_session(
    opens: Opens, running: Running
) -> None:
    page = opens(Screen(scripts=False))
    page.goto(f"/unsubscribe/{LINK}")
    page.get_by_role("button", name="End this topic").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Turned off")
    assert not running.house.topics.is_on("policy")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Turned on again")
    assert running.house.topics.is_on("policy")
