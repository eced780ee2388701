"""Clients that take their time, or all the connections that there are."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest

from tests.clients.book import Book
from tests.clients.hostile.wire import CLOSED, Wire, head, login
from tests.clients.house import House, resident_mb

VCARD = b"Content-Type: text/vcard\r\n"
HEAD_S, BODY_S = 20, 40
"""How long a head and a body may take at the very most, whatever the product's own limits."""


def is_served(book: Book, *, within_s: float = 1.0) -> bool:
    """Whether a proper client is answered in time."""
    began = time.monotonic()
    book.propfind("<D:sync-token/>")
    return time.monotonic() - began < within_s


@pytest.mark.slow
def test_half_a_head_is_not_awaited_for_ever(house: House, book: Book) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(Wire(house)).send(b"GET /dav/ HT") for _ in range(50)]
        assert is_served(book)
        assert all(wire.is_closed_within(HEAD_S) for wire in slow)
        assert is_served(book)


@pytest.mark.slow
def test_a_head_letter_by_letter_is_not_awaited_for_ever(house: House, book: Book) -> None:
    with Wire(house) as wire:
        wire.send(b"GET /dav/ HTTP/1.1\r\n")
        began, closed = time.monotonic(), False
        while time.monotonic() - began < HEAD_S and not closed:
            wire.send(b"X-A: b\r\n")
            closed = wire.is_closed_within(1)
        assert closed
    assert is_served(book)


@pytest.mark.slow
def test_a_body_letter_by_letter_is_not_awaited_for_ever(house: House, book: Book) -> None:
    opening = head(house, "PUT", f"{book.path}slow.vcf", login(house.device("ada")), VCARD,
                   b"Content-Length: 100000\r\n")  # fmt: skip
    with ExitStack() as stack:
        slow = [stack.enter_context(Wire(house)).send(opening, b"BEGIN") for _ in range(50)]
        assert is_served(book)
        assert {wire.answer(BODY_S).status for wire in slow} <= {CLOSED, 408}
    assert is_served(book)
    assert book.etags() == {}


def test_a_client_that_hangs_up_leaves_nothing(house: House, book: Book) -> None:
    opening = head(house, "PUT", f"{book.path}half.vcf", login(house.device("ada")), VCARD,
                   b"Content-Length: 100\r\n")  # fmt: skip
    for _ in range(50):
        with Wire(house) as wire:
            wire.send(opening, b"BEGIN:VCARD\r\n")
    assert is_served(book)
    assert book.etags() == {}


def test_a_thousand_idle_connections_disturb_nobody(house: House, book: Book) -> None:
    before = resident_mb(house.process.pid)
    with ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(Wire(house))
        assert is_served(book)
        assert resident_mb(house.process.pid) - before < 60
    assert is_served(book)


def test_a_thousand_connections_that_were_used_disturb_nobody(house: House, book: Book) -> None:
    asked = head(house, "OPTIONS", "/dav/", b"Content-Length: 0\r\n")
    with ExitStack() as stack:
        for _ in range(1000):
            wire = stack.enter_context(Wire(house)).send(asked)
            assert wire.answer().status < 500
        assert is_served(book)
