"""What a client sends behind a body, or before it has heard the answer."""

from __future__ import annotations

import pytest

from tests.clients.book import Book
from tests.clients.hostile.wire import Wire, head, login
from tests.clients.house import House, resident_mb

CHUNKED = b"Transfer-Encoding: chunked\r\n"
CARD = b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:behind\r\nFN:Behind\r\nEND:VCARD\r\n"
WHOLE = b"%x\r\n%s\r\n0\r\n" % (len(CARD), CARD)
MOST_MB = 40


def test_what_stands_behind_a_body_says_not_who_sent_it(house: House, book: Book) -> None:
    opening = head(house, "PUT", f"{book.path}behind.vcf", b"Content-Type: text/vcard\r\n", CHUNKED)
    with Wire(house) as wire:
        answer = wire.send(opening, WHOLE, login(house.device("ada")), b"\r\n").answer()
    assert answer.status == 401
    assert book.etags() == {}


def test_what_stands_behind_a_body_is_no_condition(house: House, book: Book) -> None:
    device = login(house.device("ada"))
    opening = head(house, "PUT", f"{book.path}behind.vcf", device, CHUNKED)
    with Wire(house) as wire:
        answer = wire.send(opening, WHOLE, b'If-Match: "another"\r\n\r\n').answer()
    assert answer.status == 201


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        (b"1\r\na\r\n0\r\n", b"X-Behind: " + b"a" * 8000 + b"\r\n"),
        (b"1\r\na\r\n0\r\nX-Behind: ", b"a" * 8000),
        (b"1;", b"a" * 8000),
    ],
    ids=["trailers", "one trailer", "an extension of a chunk"],
)
def test_what_is_no_body_and_does_not_end_is_ended(
    opening: bytes, more: bytes, house: House
) -> None:
    before = resident_mb(house.process.pid)
    with Wire(house) as wire:
        wire.send(head(house, "PUT", "/dav/x", CHUNKED), opening, more * 10_000)
        assert wire.is_closed_within(5)
        assert resident_mb(house.process.pid) - before < MOST_MB


def test_a_client_that_never_waits_for_answers_is_left(house: House) -> None:
    before = resident_mb(house.process.pid)
    with Wire(house) as wire:
        wire.send(head(house, "GET", "/sign-in") * 50_000)
        assert wire.is_closed_within(10)
        assert resident_mb(house.process.pid) - before < MOST_MB
