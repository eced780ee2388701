"""Every page, on a phone and on a desk, light and dark, in both languages: seen whole, by all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE, Opens, Screen, sign_in
from tests.pages.connected.desks import ASKS
from tests.pages.notices.told import LINK

pytestmark = pytest.mark.slow
SCREENS = [
    Screen(width=360, scheme="light", language="de"),
    Screen(width=360, scheme="dark", language="en"),
    Screen(width=1280, scheme="light", language="en"),
    Screen(width=1280, scheme="dark", language="de"),
]
OPEN = [
    f"/unsubscribe/{LINK}",
    "/sign-in",
    "/lost",
    "/policy",
    "/policy/1",
    "/receipt",
    "/problems/refused",
    "/nothing",
]
MEMBERS = [
    "/me",
    "/me?outcome=refuse&before=150",
    "/me/choices?saved=yes",
    "/me/choices/none",
    "/me/inbox",
    "/me/inbox/n3",
    "/me/notices?saved=yes",
    "/me/devices",
    "/me/apps",
    f"/oidc/authorize?{ASKS}",
    "/oidc/authorize?client_id=nobody",
    "/oidc/end-session?id_token_hint=id-token",
    "/me/export",
    "/me/import",
    "/me/receipts",
    "/me/erase",
    "/me/erase/contacts",
    "/me/erase/all",
    "/me/password",
    "/me/recovery",
    "/me/security",
    "/me/security/passkeys",
    "/me/security/app",
    "/me/account",
    "/me/policy",
    "/me/account/close",
]


def faults(page: Page) -> list[str]:
    """What axe finds, and whatever is wider than the screen."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then(result => result.violations)")
    told = [f"{page.url} {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        told.append(f"{page.url} is wider than the screen")
    return told


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_strangers_pages_are_for_everybody(opens: Opens, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    for path in OPEN:
        page.goto(path)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_members_pages_are_for_everybody(opens: Opens, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    sign_in(page)
    for path in MEMBERS:
        page.goto(path)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_what_follows_a_form_is_for_everybody(opens: Opens, screen: Screen) -> None:
    page, found = opens(screen), list[str]()
    sign_in(page)
    page.goto("/me/devices")
    page.locator("#name").fill("A phone whose name is as long as one that people give to it")
    page.locator(".box button").click()
    for summary in page.locator("summary").all():
        summary.click()
        found += faults(page)
    page.goto("/me/choices")
    page.locator(".choice button").click()
    for summary in page.locator(".needed summary").all():
        summary.click()
    found += faults(page)
    page.goto("/me/erase/contacts")
    page.locator("#password").fill("no")
    page.locator("main button").click()
    found += faults(page)
    assert found == []


def test_the_policy_prints_as_a_document(opens: Opens) -> None:
    page = opens(Screen())
    page.goto("/policy")
    page.emulate_media(media="print")
    assert page.locator("article .says").first.is_visible()
    assert page.locator("article .permalink").first.is_visible()
    assert not page.locator("nav.chapters").is_visible()
    assert not page.locator("footer").is_visible()
    assert len(page.pdf()) > 10_000


def test_a_link_to_a_sentence_brings_it_into_sight(opens: Opens) -> None:
    page = opens(Screen(width=360))
    page.goto("/policy#category.contacts")
    box = page.locator("[id='category.contacts']").bounding_box()
    assert box
    assert 0 <= box["y"] < 400
