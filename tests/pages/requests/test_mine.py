"""A member asks on a page, follows the clock, and appeals; what a machine did is listed beside."""

from __future__ import annotations

import pytest
from httpx import AsyncClient, Response

from bailee.assembly import House
from bailee.terms import FolderId, ItemId
from tests.cast import Clock
from tests.homes import PASSWORD, Resident
from tests.pages.joining.doors import browser, send, signed_in

BOOK = FolderId("book")
CARD = b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:dot\r\nFN:Dot\r\nEND:VCARD\r\n"
HERE, NEW = "/me/requests", "/me/requests/new"


async def complain(client: AsyncClient, says: str = "That was late.") -> Response:
    """Complain; the page of the request."""
    page = await client.get(f"{NEW}?kind=complain")
    sent = await send(client, page, f"{NEW}?kind=complain", says=says)
    return await client.get(sent.headers["location"])


@pytest.mark.keeps("access.thirty_days", "access.free")
async def test_a_member_asks_and_sees_the_clock(house: House, ada: Resident) -> None:
    adas = await signed_in(house, ada.member.handle)
    page = await complain(adas)
    assert "answered by <time" in page.text
    assert "That was late." in page.text
    assert "waits for an answer" in (await adas.get(HERE)).text


@pytest.mark.keeps("access.identity")
async def test_who_proved_it_too_long_ago_proves_it_again(
    house: House, ada: Resident, clock: Clock
) -> None:
    adas = await signed_in(house, ada.member.handle)
    form = await adas.get(f"{NEW}?kind=rectify")
    clock.pass_seconds(400)
    page = await send(adas, form, f"{NEW}?kind=rectify", says="My name is Ada.")
    assert "Is it you?" in page.text
    assert dict(await house.desk.requests.of(ada.subject)) == {}
    sent = await send(adas, page, NEW, password=PASSWORD)
    (one,) = (await house.desk.requests.of(ada.subject)).values()
    assert sent.status_code == 303
    assert (one.says, one.identity.at) == ("My name is Ada.", clock.now())
    assert "pwd" in one.identity.methods


async def test_a_request_without_words_is_asked_for_them(house: House, ada: Resident) -> None:
    adas = await signed_in(house, ada.member.handle)
    page = await adas.get(f"{NEW}?kind=object")
    assert "Safety" in page.text
    told = await send(adas, page, f"{NEW}?kind=object", says=" ", about="safety")
    assert told.status_code == 422
    assert "Write what it is about." in told.text
    told = await send(adas, page, f"{NEW}?kind=object", says="No.", about="sync")
    assert told.status_code == 422
    assert (await adas.get(f"{NEW}?kind=appeal")).status_code == 404


async def test_a_member_adds_and_takes_back(house: House, ada: Resident) -> None:
    adas = await signed_in(house, ada.member.handle)
    page = await complain(adas)
    where = str(page.url.path)
    await send(adas, page, where, says="By three days.", do="add")
    page = await adas.get(where)
    assert "By three days." in page.text
    await send(adas, page, where, do="take-back", says="")
    assert "taken back" in (await adas.get(where)).text
    assert (await send(adas, page, where, do="add", says="More.")).status_code == 422


async def test_nobody_opens_anothers_request(house: House, ada: Resident, ben: Resident) -> None:
    adas, bens = await signed_in(house, "ada"), await signed_in(house, ben.member.handle)
    assert ada.subject
    where = str((await complain(adas)).url.path)
    assert (await bens.get(where)).status_code == 404
    assert (await browser(house).get(where)).status_code == 303
    assert "That was late." not in (await bens.get(HERE)).text


@pytest.mark.keeps("access.thirty_days", "access.self")
async def test_what_was_done_at_once_is_listed_with_its_receipt(
    house: House, ada: Resident
) -> None:
    adas = await signed_in(house, ada.member.handle)
    assert (await send(adas, await adas.get(HERE), f"{HERE}/access")).status_code == 303
    page = await adas.get("/me/account")
    await send(adas, page, "/me/account/freeze")
    page = await adas.get("/me/export")
    await send(adas, page, "/me/export")
    page = await adas.get("/me/choices")
    await send(adas, page, "/me/choices", turn="off", purpose="sync", category="contacts")
    said = (await adas.get(HERE)).text.split("What was done at once")[1]
    for what in ("Seeing what is held", "Freezing the account", "A copy", "Withdrawing a consent"):
        assert what in said
    kinds = [one.kind.value for one in (await house.desk.requests.of(ada.subject)).values()]
    assert kinds == ["access", "restrict", "copy", "withdraw"]


@pytest.mark.keeps("access.self")
async def test_erasing_a_part_leaves_its_receipt_with_the_requests(
    house: House, ada: Resident
) -> None:
    await ada.cloud.create(BOOK, props={})
    await ada.cloud.put(BOOK, ItemId("dot.vcf"), CARD)
    adas = await signed_in(house, ada.member.handle)
    page = await adas.get("/me/erase/contacts")
    page = await send(adas, page, "/me/erase/contacts", password=PASSWORD)
    ((number, one),) = (await house.desk.requests.of(ada.subject)).items()
    assert one.answer is not None
    assert one.answer.receipt in page.text
    page = await adas.get(f"{HERE}/{number}")
    assert one.answer.receipt in page.text
    assert "Contacts" in page.text
