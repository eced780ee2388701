"""The life of a warrant, as docs/lives/warrant.md tells it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from httpx import AsyncClient, Response

from bailee.assembly import House
from bailee.terms import ItemId
from bailee.vault import Body
from tests.homes import Home, Resident, held, move_in, shelf
from tests.pages.joining.doors import hidden, send, signed_in
from tests.rights.disclosure.papers import PAPER, WITH_CASES, agency, officers

DESK = "/desk/disclosures"
DAYS = {"since": "2025-12-01", "until": "2026-12-31", "category-contacts": "1"}


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy has the agency's case."""
    yield await home.open(policy=WITH_CASES)
    await home.leave()


async def piece(client: AsyncClient, file: str, do: str, paper: bytes = b"", **typed: str) -> None:
    """Put a piece of evidence in, as the form with a file does."""
    page = await client.get(file)
    form = {"csrf": hidden(page, file)["csrf"], "do": do, **typed}
    name = "signature" if do == "sign" else "paper"
    files = {name: ("order.pdf", paper, "application/pdf")}
    answer = await client.post(file, data=form, files=files)
    assert answer.status_code == 303, answer.text[:2000]


async def act(client: AsyncClient, file: str, do: str, **typed: str) -> Response:
    """Press a button of the file."""
    page = await client.get(file)
    csrf = hidden(page, file)["csrf"]
    return await client.post(file, data={"csrf": csrf, "do": do, **typed})


async def begin(eve: AsyncClient) -> str:
    """Eve opens the file, with everything but the signature; its address."""
    about = {"handle": "ada", "case": "agency", "recipient": "The agency", "hours": ""}
    page = await eve.get(DESK)
    page = await send(eve, page, DESK, **about, **DAYS, certificate=agency().pem)
    file = page.headers["location"]
    await piece(eve, file, "add", PAPER, kind="document", says="")
    await piece(eve, file, "add", kind="rank-of-signatory", says="Her head.", rank="head")
    await piece(eve, file, "add", kind="necessity", says="For the file 12/26.")
    return file


@pytest.mark.keeps("share.agency", "share.none", "officer.contact")
async def test_a_paper_without_its_signature_opens_nothing_and_a_whole_one_what_it_says(
    house: House,
) -> None:
    ada = await move_in(house, "ada")
    await fill(ada)
    await officers(house)
    eve, fay = await signed_in(house, "eve"), await signed_in(house, "fay")
    file = await begin(eve)
    for kind in ("document", "rank-of-signatory", "necessity"):
        assert (await act(fay, file, "check", kind=kind)).status_code == 303
    await act(eve, file, "decide", reason="It is whole.", **DAYS)
    page = await act(fay, file, "agree", reason="I think so too.")
    assert page.status_code == 422
    assert "Missing or not checked yet: the checked signature" in page.text
    await piece(eve, file, "sign", agency().sign(PAPER), pinned=agency().pem)
    await act(fay, file, "check", kind="signature")
    await act(eve, file, "decide", reason="Now it is.", **DAYS)
    assert (await act(fay, file, "agree", reason="Now it is.")).status_code == 303
    adas = await signed_in(house, "ada")
    assert "granted, not given out yet" in (await adas.get("/me/order")).text
    await opens_once(eve, file)
    assert "given out" in (await adas.get("/me/order")).text


async def fill(ada: Resident) -> None:
    """Ada's address book has one card."""
    book = await shelf(held(ada.house.vault, of=ada.subject, actor=ada.actor))
    await book.put(ItemId("dede"), Body(b"BEGIN:VCARD\r\nFN:Dede\r\nEND:VCARD\r\n"))


async def opens_once(eve: AsyncClient, file: str) -> None:
    """Eve fetches the package under a fresh proof; the agency opens it; there is no second."""
    assert "password" in (await act(eve, file, "release")).text
    page = await act(eve, file, "release", password="correct horse battery")
    assert page.headers["content-type"] == "application/pkcs7-mime"
    archive = ZipFile(BytesIO(agency().open(page.content)))
    assert b"FN:Dede" in archive.read("contacts/000001")
    csrf = hidden(await eve.get(DESK), DESK)["csrf"]
    again = {"csrf": csrf, "do": "release", "password": "correct horse battery"}
    assert (await eve.post(file, data=again)).status_code == 422
