"""A receipt can be saved by somebody who was just erased, and checked by anybody."""

from __future__ import annotations

import pytest

from bailee.rights.receipts import Filed
from tests.cast import DAY, NOON
from tests.pages.house import CONTACTS, NOTE_BEGINS, House, browser, signed_in

NOTE = f"{NOTE_BEGINS}\nReceipt 3fa9c1d2e4b7\n"


@pytest.mark.keeps("access.self")
async def test_a_member_finds_their_receipts_again_and_saves_one() -> None:
    house = House()
    house.receipts.filed = [Filed(NOON, [CONTACTS], NOON + 7 * DAY, NOTE)]
    ada = await signed_in(house)
    page = await ada.get("/me/receipts")
    assert "Contacts" in page.text
    assert "Receipt 3fa9c1d2e4b7" in page.text


async def test_who_has_none_is_told_so() -> None:
    page = await (await signed_in(House())).get("/me/receipts")
    assert "There is none yet" in page.text


@pytest.mark.keeps("access.residual")
async def test_it_is_saved_with_no_session() -> None:
    form = {"note": NOTE.replace("\n", "\r\n"), "save": "1"}
    answer = await browser(House()).post("/receipt", data=form)
    assert answer.text == NOTE
    assert answer.headers["content-disposition"] == 'attachment; filename="receipt.txt"'
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.keeps("security.evidence")
async def test_anybody_sees_whether_one_is_ours_and_by_which_key() -> None:
    house = House()
    guest = browser(house, language="de")
    assert house.receipts.key in (await guest.get("/receipt")).text
    good = await guest.post("/receipt", data={"note": NOTE, "check": "1"})
    assert good.status_code == 200
    assert "Diese Quittung ist von uns" in good.text
    for do in ("check", "save"):
        bad = await guest.post("/receipt", data={"note": "<script>", do: "1"})
        assert bad.status_code == 422
        assert "Das ist keine Quittung dieses Servers" in bad.text
        assert "<script>" not in bad.text.split("<main")[1]
