"""Taking a copy, erasing a part, leaving for good."""

from __future__ import annotations

import pytest

from tests.cast import DAY, NOON
from tests.pages.house import PASSWORD, House, csrf, signed_in


@pytest.mark.keeps("access.self")
async def test_a_copy_comes_as_one_file() -> None:
    house = House()
    client = await signed_in(house)
    answer = await client.post("/me/export", data={"csrf": csrf(house)})
    assert answer.headers["content-type"] == "application/zip"
    disposition = answer.headers["content-disposition"]
    assert disposition == 'attachment; filename="bailee-2026-01-01.zip"'
    assert answer.content.startswith(b"PK")


@pytest.mark.keeps("access.self")
async def test_a_later_copy_can_hold_only_what_changed() -> None:
    house = House()
    client = await signed_in(house)
    assert "Only what changed since the copy of" in (await client.get("/me/export")).text
    for since in ("", "C1", "C9"):
        await client.post("/me/export?lang=de", data={"csrf": csrf(house), "since": since})
    assert house.export.asked == [("de", 0), ("de", NOON), ("de", 0)]


@pytest.mark.keeps("access.identity")
async def test_after_five_minutes_a_copy_needs_the_password_again() -> None:
    house = House()
    client = await signed_in(house)
    house.clock.pass_seconds(300)
    form = {"csrf": csrf(house)}
    assert 'type="password"' in (await client.get("/me/export")).text
    refused = await client.post("/me/export", data={**form, "password": "no"})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    given = await client.post("/me/export", data={**form, "password": PASSWORD})
    assert given.content.startswith(b"PK")
    assert 'type="password"' not in (await client.get("/me/export")).text


@pytest.mark.keeps("access.identity")
@pytest.mark.parametrize("what", ["contacts", "all"])
async def test_nothing_is_erased_without_the_password(what: str) -> None:
    house = House()
    client = await signed_in(house)
    for password in ("", "no"):
        form = {"csrf": csrf(house), "password": password}
        answer = await client.post(f"/me/erase/{what}", data=form)
        assert answer.status_code == 422
    assert len(house.ledger.holdings) == 4


@pytest.mark.keeps("access.self", "access.residual")
async def test_a_category_goes_and_the_receipt_says_when_the_last_copy_dies() -> None:
    house = House()
    client = await signed_in(house)
    assert "1,312 items" in (await client.get("/me/erase/contacts")).text
    form = {"csrf": csrf(house), "password": PASSWORD}
    receipt = await client.post("/me/erase/contacts", data=form)
    assert receipt.status_code == 200
    assert "Unreadable since" in receipt.text
    assert house.ledger.receipt.backups_dead_by == house.clock.now() + 7 * DAY
    assert "January 8, 2026, 12:00" in receipt.text
    assert "E-7QF2-9KXM" in receipt.text
    assert (await client.get("/me")).status_code == 200


@pytest.mark.keeps("access.self")
async def test_an_account_goes_with_all_that_belongs_to_it() -> None:
    house = House()
    client = await signed_in(house)
    page = (await client.get("/me/erase/all")).text
    assert all(word in page for word in ("Contacts", "Account", "Ada’s phone", "and every sign-in"))
    form = {"csrf": csrf(house), "password": PASSWORD}
    receipt = await client.post("/me/erase/all", data=form)
    assert "Your account is gone" in receipt.text
    assert "Sign out" not in receipt.text
    assert "max-age=0" in receipt.headers["set-cookie"].lower()
    assert house.ledger.holdings == []
    assert (await client.get("/me")).status_code == 303


@pytest.mark.parametrize("what", ["account", "devices", "photos", "journal", "ALL", "%2e%2e"])
async def test_what_an_account_needs_does_not_go_alone(what: str) -> None:
    house = House()
    client = await signed_in(house)
    form = {"csrf": csrf(house), "password": PASSWORD}
    assert (await client.get(f"/me/erase/{what}")).status_code == 404
    assert (await client.post(f"/me/erase/{what}", data=form)).status_code == 404
    assert len(house.ledger.holdings) == 4
