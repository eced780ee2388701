"""At the desk: Ben asks, Cem gives, Ben accepts and looks; nobody else finds the page."""

from __future__ import annotations

import pytest

from tests.pages.joining.doors import send, signed_in
from tests.rights.staff.granting import Hall

HERE = "/desk/grants"
pytestmark = pytest.mark.keeps("security.staff", "officer.contact")
ASKED = {"about": "Ada", "reference": "T-17", "reason": "cards go", "what": "sync contacts"}


async def test_a_grant_is_asked_for_given_accepted_and_used_on_one_page(hall: Hall) -> None:
    ben, cem = [await signed_in(hall.house, name) for name in ("ben", "cem")]
    page = await ben.get(HERE)
    assert (await send(ben, page, HERE, do="ask", days="2", **ASKED)).status_code == 303
    [number] = await hall.house.desk.grants.all()
    await send(cem, await cem.get(HERE), HERE, do="give", grant=number)
    page = await ben.get(HERE)
    assert "I keep no copy" in page.text
    await send(ben, page, HERE, do="accept", grant=number)
    page = await ben.get(HERE)
    page = await send(ben, page, HERE, do="look", grant=number, category="contacts")
    assert "FN:Grace" in page.text
    assert await hall.told("look") == ["T-17: cards go"]
    page = await cem.get(HERE)
    assert "1 item" in page.text
    assert "Grace" not in page.text
    await send(cem, page, HERE, do="end", grant=number)
    page = await send(ben, await ben.get(HERE), HERE, do="look", grant=number, category="contacts")
    assert page.status_code == 403


@pytest.mark.parametrize(("days", "about"), [("15", "ada"), ("x", "ada"), ("1", "nobody")])
async def test_what_cannot_be_asked_is_told(hall: Hall, days: str, about: str) -> None:
    ben = await signed_in(hall.house, "ben")
    given = {**ASKED, "about": about, "days": days}
    page = await send(ben, await ben.get(HERE), HERE, do="ask", **given)
    assert page.status_code == 422
    assert await hall.house.desk.grants.all() == {}


async def test_for_a_member_there_is_no_such_page(hall: Hall) -> None:
    ada = await signed_in(hall.house, "ada")
    assert (await ada.get(HERE)).status_code == 404
