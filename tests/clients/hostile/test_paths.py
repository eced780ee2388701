"""Addresses and contents that are not what they seem."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.book import Book
from tests.clients.hostile.wire import CLOSED, ask, login
from tests.clients.house import House

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:hostile\r\nN:H;;;;\r\nFN:H\r\nEND:VCARD\r\n"
VCARD = b"Content-Type: text/vcard; charset=utf-8\r\n"
NAMES = {
    "one up": "../x.vcf",
    "one up, encoded": "%2e%2e/x.vcf",
    "one up, half encoded": ".%2e%2fx.vcf",
    "far up": "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "a slash inside": "a%2fb.vcf",
    "a NUL": "a%00.vcf",
    "a line break": "a%0d%0aX-Y:%20z.vcf",
    "overlong dots": "%c0%ae%c0%ae/x.vcf",
    "overlong slash": "..%c0%afx.vcf",
    "no UTF-8": "%ff%fe.vcf",
    "half a surrogate": "%ed%a0%80.vcf",
    "a broken escape": "%zz.vcf",
    "a lone percent": "a%.vcf",
    "a backslash": "..%5cx.vcf",
    "itself": ".",
    "itself, encoded": "%2e",
    "a folder in it": "sub/x.vcf",
    "empty parts": "//x.vcf",
    "four thousand letters": "n" * 4000 + ".vcf",
}
ODD = {
    "a question mark and more": "a%3fb%23c.vcf",
    "an escape of an escape": "%252e%252e%252fx.vcf",
    "a tilde and spaces": "~%20a%20b.vcf",
    "not ASCII": "Zo%C3%AB%20%E4%BD%90%E8%97%A4.vcf",
    "a colon": "urn:uuid:a.vcf",
    "braces": "%7B0A-1%7D.vcf",
    "plus and at": "a+b@c.vcf",
}
CONTENTS = {
    "nothing": b"",
    "text": b"hello",
    "a calendar": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "no end": CARD.replace(b"END:VCARD\r\n", b""),
    "no version": CARD.replace(b"VERSION:3.0\r\n", b""),
    "version 2.1": CARD.replace(b"3.0", b"2.1"),
    "two cards": CARD + CARD.replace(b"hostile", b"second"),
    "latin-1": CARD.replace(b"FN:H", "FN:Zoë".encode("latin-1")),
    "a NUL inside": CARD.replace(b"FN:H", b"FN:H\x00"),
    "a picture": b"\xff\xd8\xff\xe0" + bytes(1000),
}


@pytest.fixture
def _nothing_is_written(house: House, book: Book) -> Iterator[None]:
    yield
    assert book.etags() == {}
    assert "unforeseen" not in house.log.read_text()


@pytest.mark.usefixtures("_nothing_is_written")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE", "PROPFIND", "MKCOL", "REPORT"])
def test_a_name_that_leads_elsewhere_leads_nowhere(
    name: str, method: str, house: House, book: Book
) -> None:
    device = login(house.device("ada"))
    body = CARD if method == "PUT" else b""
    answer = ask(house, method, book.path + NAMES[name], device, VCARD, body=body)
    # A name that means the book itself may be answered as the book is.
    fine = {200, 207, 405} if name in {"itself", "itself, encoded"} else set[int]()
    assert answer.status in {400, 403, 404, 405, 409, 414, 415} | fine, answer
    assert "x-y" not in answer.headers


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_only_looks_odd_is_a_name(name: str, house: House, book: Book) -> None:
    device, path = login(house.device("ada")), book.path + ODD[name]
    put = ask(house, "PUT", path, device, VCARD, body=CARD)
    assert put.status == 201, put
    assert ask(house, "GET", path, device).body == CARD
    listed = list(book.etags())
    assert len(listed) == 1
    assert ask(house, "GET", listed[0], device).body == CARD
    assert list(book.sync().changed) == listed
    assert book.read(listed) == {listed[0]: CARD}
    assert ask(house, "DELETE", listed[0], device).status in {200, 204}


@pytest.mark.usefixtures("_nothing_is_written")
@pytest.mark.parametrize("target", ["http://elsewhere.example/dav/", "*", "dav/", "?", "//dav/"])
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "PUT", "OPTIONS"])
def test_a_target_of_another_form_does_no_harm(method: str, target: str, house: House) -> None:
    answer = ask(house, method, target, login(house.device("ada")), VCARD)
    assert answer.status in {CLOSED, 200, 204, 207, 301, 303, 307, 308} or answer.status // 100 == 4


@pytest.mark.usefixtures("_nothing_is_written")
@pytest.mark.parametrize("content", CONTENTS)
def test_what_is_no_card_is_not_kept(content: str, house: House, book: Book) -> None:
    device = login(house.device("ada"))
    answer = ask(house, "PUT", f"{book.path}x.vcf", device, VCARD, body=CONTENTS[content])
    assert answer.status in {400, 403, 409, 415}, answer
    assert b"address-data" in answer.body, answer


@pytest.mark.usefixtures("_nothing_is_written")
@pytest.mark.parametrize(
    "kind", [b"text/calendar", b"application/json", b"image/jpeg", b"text/html"]
)
def test_what_says_it_is_no_card_is_not_kept(kind: bytes, house: House, book: Book) -> None:
    header = b"Content-Type: " + kind + b"\r\n"
    device = login(house.device("ada"))
    answer = ask(house, "PUT", f"{book.path}x.vcf", device, header, body=CARD)
    assert answer.status in {403, 415}, answer
    assert b"supported-address-data" in answer.body


@pytest.mark.usefixtures("_nothing_is_written")
def test_a_card_that_is_too_large_is_not_kept(house: House, book: Book) -> None:
    most = book.propfind("<C:max-resource-size/>")[0].xpath("string(.//*[local-name()='prop'])")
    large = CARD.replace(b"END:", b"NOTE:" + b"n" * int(str(most)) + b"\r\nEND:")
    device = login(house.device("ada"))
    answer = ask(house, "PUT", f"{book.path}x.vcf", device, VCARD, body=large)
    assert answer.status in {403, 413}, answer
    assert b"max-resource-size" in answer.body
