"""Requests that mean harm: the right no, nothing written, everybody else served as before."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.clients.book import Book
from tests.clients.hostile.wire import CLOSED, Wire, ask, head, login
from tests.clients.house import House, resident_mb

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:hostile\r\nN:H;;;;\r\nFN:H\r\nEND:VCARD\r\n"
VCARD = b"Content-Type: text/vcard\r\n"
XML = b"Content-Type: application/xml\r\nDepth: 0\r\n"
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    ) + b']><propfind xmlns="DAV:"><prop><displayname>&j;</displayname></prop></propfind>'
)  # fmt: skip
BOMBS = {
    "a billion laughs": LAUGHS,
    "one long entity, many times": b'<!DOCTYPE l [<!ENTITY a "' + b"a" * 50_000 + b'">]>'
    b'<propfind xmlns="DAV:"><prop>' + b"<x>&a;</x>" * 5_000 + b"</prop></propfind>",
    "a file of the server": b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<propfind xmlns="DAV:"><prop><x>&a;</x></prop></propfind>',
    "an address inside the house": b'<!DOCTYPE l SYSTEM "http://127.0.0.1:1/x.dtd">'
    b'<propfind xmlns="DAV:"><allprop/></propfind>',
    "a parameter entity": b'<!DOCTYPE l [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;]>'
    b'<propfind xmlns="DAV:"><allprop/></propfind>',
    "a deep well": b'<propfind xmlns="DAV:">'
    + b"<a>" * 200_000
    + b"</a>" * 200_000
    + b"</propfind>",
    "no XML": b"\x00\x01\x02" * 100,
    "half of it": b'<propfind xmlns="DAV:"><prop><resourcetype/>',
    "another word": b'<lockinfo xmlns="DAV:"/>',
    "no namespace": b"<propfind><prop><resourcetype/></prop></propfind>",
    "latin-1 that says it is UTF-8": '<propfind xmlns="DAV:"><prop><ä/></prop></propfind>'.encode(
        "latin-1"
    ),
}
SMUGGLED = {
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 60\r\n\r\n",
    "a list of lengths": b"Content-Length: 0, 60\r\n\r\n",
    "a length with a sign": b"Content-Length: +0\r\n\r\n",
    "a negative length": b"Content-Length: -1\r\n\r\n",
    "a length in hex": b"Content-Length: 0x0\r\n\r\n",
    "chunks by another name": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunks twice": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n",
    "a folded header": b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "a chunk that is too large to count": b"Transfer-Encoding: chunked\r\n\r\n"
    b"ffffffffffffffff0\r\n\r\n",
    "a chunk with a sign": b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    "a bare CR in a header": b"X-A: b\rTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
    "a NUL in a header": b"X-A: b\x00c\r\nContent-Length: 0\r\n\r\n",
}


@pytest.fixture(autouse=True)
def _nothing_is_written_and_nobody_is_disturbed(house: House, book: Book) -> Iterator[None]:
    yield
    assert book.etags() == {}
    assert house.process.poll() is None
    assert "unforeseen" not in house.log.read_text()


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("method", ["PROPFIND", "REPORT", "PROPPATCH"])
def test_xml_that_means_harm_is_malformed(bomb: str, method: str, house: House, book: Book) -> None:
    device, before = login(house.device("ada")), resident_mb(house.process.pid)
    began = time.monotonic()
    answer = ask(house, method, book.path, device, XML, body=BOMBS[bomb])
    assert answer.status in {400, 403, 413, 415, 422}, answer
    assert b"root:" not in answer.body
    assert time.monotonic() - began < 3
    assert resident_mb(house.process.pid) - before < 100


@pytest.mark.parametrize("bomb", ["a billion laughs", "a file of the server", "half of it"])
def test_an_address_book_is_not_made_from_harm(bomb: str, house: House, book: Book) -> None:
    home = book.path.rstrip("/").rpartition("/")[0]
    device = login(house.device("ada"))
    answer = ask(house, "MKCOL", f"{home}/harm/", device, XML, body=BOMBS[bomb])
    assert answer.status in {400, 403, 413, 415, 422}, answer
    assert ask(house, "PROPFIND", f"{home}/harm/", device, b"Depth: 0\r\n").status == 404


@pytest.mark.parametrize("shape", SMUGGLED)
def test_no_request_hides_in_another(shape: str, house: House, book: Book) -> None:
    device = login(house.device("ada"))
    hidden = head(house, "PUT", f"{book.path}hidden.vcf", device, VCARD,
                  b"Content-Length: %d\r\n" % len(CARD)) + CARD  # fmt: skip
    opening = head(house, "REPORT", book.path, device, XML)[:-2]
    with Wire(house) as wire:
        answer = wire.send(opening, SMUGGLED[shape], hidden).answer()
        assert answer.status in {CLOSED, 400, 411, 413, 501}, answer
        assert not answer.more
        assert wire.is_closed_within(5)


def test_a_body_that_says_it_is_too_large_is_not_awaited(house: House, book: Book) -> None:
    device = login(house.device("ada"))
    opening = head(house, "PUT", f"{book.path}huge.vcf", device, VCARD,
                   b"Content-Length: 1099511627776\r\n")  # fmt: skip
    with Wire(house) as wire:
        assert wire.send(opening).answer(5).status == 413


def test_a_body_that_does_not_end_is_ended(house: House, book: Book) -> None:
    device = login(house.device("ada"))
    before = resident_mb(house.process.pid)
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    with Wire(house) as wire:
        wire.send(head(house, "PUT", f"{book.path}huge.vcf", device, VCARD,
                       b"Transfer-Encoding: chunked\r\n"))  # fmt: skip
        for _ in range(64):
            wire.send(chunk)
        assert wire.answer(5).status in {CLOSED, 413}
    assert resident_mb(house.process.pid) - before < 80


def test_a_stranger_cannot_make_us_read_a_body(house: House, book: Book) -> None:
    opening = head(house, "PUT", f"{book.path}x.vcf", VCARD, b"Content-Length: 5000000\r\n")
    with Wire(house) as wire:
        assert wire.send(opening).answer(5).status == 401


@pytest.mark.parametrize(
    "header",
    [
        b"X-Long: " + b"a" * 200_000 + b"\r\n",
        b"X-Many: a\r\n" * 20_000,
        b"X" * 200_000 + b": a\r\n",
    ],
    ids=["one long line", "many lines", "a long name"],
)
def test_a_head_that_is_too_large_is_refused(header: bytes, house: House) -> None:
    with Wire(house) as wire:
        answer = wire.send(head(house, "GET", "/dav/", header)).answer()
    assert answer.status in {CLOSED, 400, 431}


@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nHost: b\r\n"], ids=["none", "two"])
def test_a_request_is_for_one_host(hosts: bytes, house: House, book: Book) -> None:
    request = b"PROPFIND %s HTTP/1.1\r\n" % book.path.encode() + hosts
    with Wire(house) as wire:
        answer = wire.send(request, login(house.device("ada")), b"Depth: 0\r\n\r\n").answer()
    assert answer.status == 400, answer
