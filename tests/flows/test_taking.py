"""Ada takes her data along, brings it to another house, and erases it; docs/lives/taking.md."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from httpx import ASGITransport, AsyncClient

from bailee.assembly.offline import check_export, check_receipt
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from tests.cast import Clock
from tests.clients.people import cards
from tests.homes import PASSWORD, Home, Resident, move_in
from tests.rights.taking import fill

ADDRESS = Address(url="http://127.0.0.1:5232", tls=False)


class Browser:
    """A member's browser at a house."""

    def __init__(self, one: Resident) -> None:
        self._one = one
        self.client = AsyncClient(
            transport=ASGITransport(app=application(one.house, ADDRESS)),
            base_url=ADDRESS.origin,
            headers={"sec-fetch-site": "same-origin", "accept": "text/html"},
        )
        self.client.cookies.set("bailee", one.token, domain="127.0.0.1", path="/")

    async def say(self, path: str, file: bytes = b"", **form: str) -> bytes:
        """Send a form of a page; a file goes with it where there is one."""
        session = await self._one.house.account.session(self.client.cookies.get("bailee") or "")
        form |= {"csrf": session.csrf, "password": PASSWORD} if session else {}
        files = {"file": ("copy.zip", file)} if file else None
        answer = await self.client.post(path, data=form, files=files)
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture
async def elsewhere(tmp_path: Path, clock: Clock) -> AsyncIterator[Resident]:
    """Ada in another house, where nothing is held of her yet."""
    (tmp_path / "away").mkdir()
    home = Home(tmp_path / "away", clock)
    yield await move_in(await home.open(), "ada")
    await home.leave()


@pytest.mark.keeps("access.self", "security.evidence")
async def test_a_copy_is_taken_goes_on_and_arrives_elsewhere(
    ada: Resident, elsewhere: Resident, tmp_path: Path, clock: Clock
) -> None:
    here, there = Browser(ada), Browser(elsewhere)
    await fill(ada, cards(20))
    copy = await here.say("/me/export")
    file = tmp_path / "copy.zip"
    file.write_bytes(copy)
    assert check_export(file, key=ada.house.vault.tree.key.text()).files > 5

    clock.pass_seconds(3600)
    await fill(ada, cards(3, seed=2))
    [earlier] = await ada.house.export.copies(ada.subject)
    later = await here.say("/me/export", since=earlier)
    with zipfile.ZipFile(io.BytesIO(later)) as archive:
        rows = archive.read("names/contacts.jsonl").splitlines()
        assert sum(len(msgspec.json.decode(row)["items"]) for row in rows) == 3

    assert b"20 items are new here" in await there.say("/me/import", copy)
    assert b"3 items are new here" in await there.say("/me/import", later)
    assert b"0 items are new here" in await there.say("/me/import", copy)


@pytest.mark.keeps("access.residual", "access.self")
async def test_what_is_erased_leaves_a_receipt_that_outlives_the_account(
    ada: Resident, tmp_path: Path
) -> None:
    browser, key = Browser(ada), ada.house.vault.tree.key.text()
    await fill(ada, cards(5))
    assert b"kept among your receipts" in await browser.say("/me/erase/contacts")
    [part] = await ada.house.erasure.receipts.of(ada.subject)
    assert part.note in (await browser.client.get("/me/receipts")).text

    page = (await browser.say("/me/erase/all")).decode()
    note = page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    saved = tmp_path / "receipt.txt"
    saved.write_bytes(await browser.say("/receipt", note=note, save="1"))
    text, signer = check_receipt(saved, key=key)
    assert signer == key
    assert "- account (items: 1" in text
    assert b"nobody has changed it" in await browser.say("/receipt", note=note)
