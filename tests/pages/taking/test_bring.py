"""A member brings a file along, from any browser, and sees what became of it."""

from __future__ import annotations

import pytest

from bailee.pages.taking import upload
from bailee.rights.bringing import PackageError, Report
from bailee.rights.bringing.bringing import Odd
from tests.pages.house import House, csrf, signed_in

PATH = "/me/import"


@pytest.mark.keeps("access.self", "cloud.import")
async def test_a_file_comes_whole_and_its_report_is_shown() -> None:
    house = House()
    ada = await signed_in(house)
    odd = [Odd("old.vcf (2)", "cards are kept as vCard 3.0 and 4.0")]
    house.bringing.report = Report(
        new=1200,
        same=3,
        stays=1,
        not_taken=1,
        ours=4,
        waits={".ics": 2},
        unknown={".jpg": 1},
        odd=odd,
    )
    body = bytes(range(256)) * 300 + b"\r\n--no boundary\r\n"
    page = await ada.post(PATH, data={"csrf": csrf(house)}, files={"file": ("x.zip", body)})
    assert house.bringing.brought == [("x.zip", body)]
    for told in (
        "1,200 items are new here",
        "3 were here",
        "1 is here in another form",
        "2 items in",
    ):
        assert told in page.text
    assert "old.vcf (2)" in page.text


async def test_what_cannot_be_read_is_told_at_its_field() -> None:
    house = House()
    ada = await signed_in(house, language="de")
    nothing = await ada.post(PATH, data={"csrf": csrf(house)}, files={"file": ("", b"")})
    assert (nothing.status_code, "Wähle zuerst" in nothing.text) == (422, True)
    house.bringing.fault = PackageError("a bomb")
    bad = await ada.post(PATH, data={"csrf": csrf(house)}, files={"file": ("x.zip", b"PK")})
    assert (bad.status_code, "lässt sich nicht lesen" in bad.text) == (422, True)


@pytest.mark.keeps("access.identity")
async def test_only_a_form_of_this_session_brings_anything() -> None:
    house = House()
    ada = await signed_in(house)
    for form in ({}, {"csrf": "x"}):
        answer = await ada.post(PATH, data=form, files={"file": ("x.vcf", b"x")})
        assert answer.status_code == 403
    assert house.bringing.brought == []


TYPE = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded", b"csrf=1", 415),
        (TYPE, PART, 400),
        (TYPE, PART * 2 + b"--b--", 400),
        (TYPE, b"--b\r\n\r\n\r\n--b--", 400),
        (TYPE, PART.replace(b'"a"', b'"b"') * 20 + b"--b--", 400),
        (TYPE, PART.replace(b"1", b"1" * 70_000) + b"--b--", 400),
    ],
)
async def test_no_other_form_is_read(kind: str, body: bytes, status: int) -> None:
    ada = await signed_in(House())
    answer = await ada.post(PATH, content=body, headers={"content-type": kind})
    assert answer.status_code == status


async def test_a_file_that_is_too_large_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "MOST_BYTES", 1000)
    house = House()
    ada = await signed_in(house)
    files = {"file": ("x.zip", bytes(2000))}
    answer = await ada.post(PATH, data={"csrf": csrf(house)}, files=files)
    assert answer.status_code == 413
    assert house.bringing.brought == []
