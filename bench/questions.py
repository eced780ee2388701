"""What a device asks over CardDAV, as bytes; and just enough reading of the answers to trust them.

May be imported by: bench.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from bench.client import Answer, WrongAnswerError

XML = '<?xml version="1.0" encoding="utf-8"?>'
SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:S="http://calendarserver.org/ns/"'
XML_HEADERS = ("Content-Type: application/xml; charset=utf-8",)
CARD_HEADERS = ("Content-Type: text/vcard; charset=utf-8",)
NEW_HEADERS = (*CARD_HEADERS, "If-None-Match: *")
MULTISTATUS = 207
RESPONSE = re.compile(rb"<(?:[\w-]+:)?response[ >](.*?)</(?:[\w-]+:)?response>", re.DOTALL)
HREF = re.compile(rb"<(?:[\w-]+:)?href[^>]*>\s*([^<]*?)\s*</")
TOKEN = re.compile(rb"<(?:[\w-]+:)?sync-token[^>]*>\s*([^<]+?)\s*</")
STATUS = re.compile(rb"<(?:[\w-]+:)?status[^>]*>\s*HTTP/1\.1 (\d+)")
DATA = re.compile(rb"<(?:[\w-]+:)?address-data[ >]")
MORE = b"507"


def make_book(name: str) -> bytes:
    """Make an address book (RFC 5689 §3, RFC 6352 §6.3.1)."""
    kinds = "<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>"
    prop = f"<D:prop>{kinds}<D:displayname>{name}</D:displayname></D:prop>"
    return _xml("D:mkcol", f"<D:set>{prop}</D:set>")


def poll() -> bytes:
    """Ask whether anything changed: what a phone asks every few minutes."""
    return _xml("D:propfind", "<D:prop><S:getctag/><D:sync-token/></D:prop>")


def listing() -> bytes:
    """Ask for the names and versions of everything (PROPFIND, depth 1)."""
    return _xml("D:propfind", "<D:prop><D:resourcetype/><D:getetag/></D:prop>")


def changes(token: str) -> bytes:
    """Ask what changed since `token`; since the beginning when it is empty (RFC 6578 §3.2)."""
    since = f"<D:sync-token>{escape(token)}</D:sync-token><D:sync-level>1</D:sync-level>"
    return _xml("D:sync-collection", since + "<D:prop><D:getetag/></D:prop>")


def multiget(hrefs: Sequence[str]) -> bytes:
    """Ask for these cards whole (RFC 6352 §8.7)."""
    named = "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
    return _xml("C:addressbook-multiget", _wanted() + named)


def search(text: str) -> bytes:
    """Ask for the cards whose name holds `text` (RFC 6352 §8.6)."""
    match = '<C:text-match collation="i;unicode-casemap" match-type="contains">'
    tested = f'<C:prop-filter name="FN">{match}{escape(text)}</C:text-match></C:prop-filter>'
    return _xml("C:addressbook-query", f"{_wanted()}<C:filter>{tested}</C:filter>")


def home_of(property_name: str) -> bytes:
    """Ask for one property that holds an href: a step of discovery (RFC 5397)."""
    return _xml("D:propfind", f"<D:prop><{property_name}/></D:prop>")


def expect(answer: Answer, *statuses: int) -> Answer:
    """Give the answer back if its status is one of these. Raises `WrongAnswerError`."""
    if answer.status not in statuses:
        raise WrongAnswerError(f"expected {statuses}, got {answer.status}: {answer.body[:400]!r}")
    return answer


def members(answer: Answer, *, book: str) -> list[str]:
    """Give the hrefs in a multistatus that are in the book, not the book itself nor those gone."""
    found: list[str] = []
    for response in RESPONSE.findall(expect(answer, MULTISTATUS).body):
        href = HREF.search(response)
        status = STATUS.search(response)
        is_there = status is None or status[1] == b"200"
        if href and is_there and not href[1].rstrip(b"/").endswith(book.rstrip("/").encode()):
            found.append(href[1].decode())
    return found


def token(answer: Answer) -> str:
    """Give the sync token in an answer."""
    found = TOKEN.search(expect(answer, MULTISTATUS).body)
    if found is None:
        raise WrongAnswerError(f"no sync token in {answer.body[:400]!r}")
    return found[1].decode()


def has_more(answer: Answer) -> bool:
    """Say whether the server cut the answer short (RFC 6578 §3.6)."""
    return any(status == MORE for status in STATUS.findall(answer.body))


def bodies(answer: Answer) -> int:
    """Count the cards that came whole."""
    return len(DATA.findall(expect(answer, MULTISTATUS).body))


def _wanted() -> str:
    return "<D:prop><D:getetag/><C:address-data/></D:prop>"


def _xml(name: str, inner: str) -> bytes:
    return f"{XML}<{name} {SPACES}>{inner}</{name}>".encode()
