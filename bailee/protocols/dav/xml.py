"""XML read safely and written fast.

Reading is lxml's, with no entity, no DTD, no network, and bounds on size, tags and depth. Writing
is text joined from prepared pieces, ten times as fast; the prefixes `D`, `C`, `CAL` and `CS` are
declared by every document that we write, and there is no default namespace, so that a fragment
that a client left with us means the same wherever it is put.

May be imported by: protocols.dav, gateways.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree

from bailee.protocols.http import MalformedError

# lxml gives its class of elements no public name.
Element: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - see above

DAV: Final = "DAV:"
CARDDAV: Final = "urn:ietf:params:xml:ns:carddav"
CALDAV: Final = "urn:ietf:params:xml:ns:caldav"
CALENDARSERVER: Final = "http://calendarserver.org/ns/"

MAX_BYTES = 8 * 1024 * 1024
"""A multiget of 70,000 cards; anything longer is no request of an address book."""
MAX_TAGS = 250_000
"""Opening, closing and attributes together: what bounds the memory of a parsed body."""
MAX_NAMES = 256
"""Different names in one body: the reader keeps each name that it ever saw for good."""
MAX_NAMES_BYTES = 16 * 1024
"""Of all of them, namespaces included."""
MAX_DEPTH = 32

PROLOG: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACES: Final = (
    f'xmlns:D="{DAV}" xmlns:C="{CARDDAV}" xmlns:CAL="{CALDAV}" xmlns:CS="{CALENDARSERVER}"'
)
MEDIA_TYPE: Final = "application/xml; charset=utf-8"

_PREFIXES: Final = {DAV: "D", CARDDAV: "C", CALDAV: "CAL", CALENDARSERVER: "CS"}
_TOO_DEEP = etree.XPath("boolean(/" + "*/" * MAX_DEPTH + "*)")
_CONTROL: Final = bytes(set(range(32)) - {9, 10, 13})
_NAMES = re.compile(
    rb"""[<\s&](?:(?<=\s)xmlns[^\s=<>]*\s*=\s*(?:"[^"]*"|'[^']*')"""
    rb"""|(?<=<)[^\s/>]+|(?<=\s)[^\s=<>]+\s*=|(?<=&)[^\s;<]+)"""
)
"""Namespaces, elements, attributes, entities: whatever the reader keeps."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def read(body: bytes) -> Element:
    """Read a body; raises `MalformedError` for whatever is not plain, well-formed XML."""
    if body.startswith(_UTF16_MARKS):
        body = _from_utf16(body)
    tags = body.count(b"<") + body.count(b"=")
    if len(body) > MAX_BYTES or tags > MAX_TAGS:
        raise MalformedError("the XML is too large")
    if tags > 2 * MAX_NAMES or len(body) > MAX_NAMES_BYTES:
        _bound_names(body)
    # UTF-8 is forced on the reader below, so that these bytes cannot hide in another encoding.
    if b"<!DOCTYPE" in body:
        raise MalformedError("the XML must not have a DOCTYPE")
    try:
        root = etree.fromstring(body, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedError(f"the body is not well-formed XML{_place(error)}") from None
    if _TOO_DEEP(root):
        raise MalformedError("the XML is nested too deeply")
    return root


def _bound_names(body: bytes) -> None:
    names = set(_NAMES.findall(body))
    if len(names) > MAX_NAMES or sum(map(len, names)) > MAX_NAMES_BYTES:
        raise MalformedError("the XML has too many different names")


@lru_cache(maxsize=1)
def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _from_utf16(body: bytes) -> bytes:
    try:
        return body.decode("utf-16").encode("utf-8")
    except UnicodeError:
        raise MalformedError("the body is not UTF-16") from None


def _place(error: Exception) -> str:
    # Only where, never what: the parser's words quote the body.
    line, column = getattr(error, "position", (0, 0))
    return f" (line {line}, column {column})" if line else ""


def text_of(element: Element) -> str:
    """The text of an element and all that is in it, without surrounding white space."""
    return raw_text_of(element).strip()


def raw_text_of(element: Element) -> str:
    """The text of an element and all that is in it, as it stands."""
    return "".join(str(text) for text in element.itertext())


def verbatim(element: Element) -> str:
    """An element whole, with every namespace it needs, so that any document can hold it."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def escape(text: str) -> str:
    """Text for an element or a quoted attribute; characters that XML cannot carry are left out."""
    if not text.isprintable() and _NOT_XML.search(text):
        text = _NOT_XML.sub("", text)
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def escape_body(body: bytes) -> bytes:
    """UTF-8 bytes for an element; carriage returns survive the reader's normalization as `&#13;`.

    Characters that XML cannot carry are left out: the body itself is whole only by GET.
    """
    return (
        body.translate(None, _CONTROL)
        .replace(b"&", b"&amp;")
        .replace(b"<", b"&lt;")
        .replace(b">", b"&gt;")
        .replace(b"\r", b"&#13;")
        .replace(b"\xef\xbf\xbe", b"")
        .replace(b"\xef\xbf\xbf", b"")
    )


def split(name: str) -> tuple[str, str]:
    """Namespace and local name of `{namespace}local`."""
    namespace, _, local = name.rpartition("}")
    return namespace[1:], local


def fragment(name: str, inner: str = "") -> str:
    """An element by its `{namespace}local` name around XML that is already written."""
    opening, closing = _tags(name)
    return f"<{opening}>{inner}</{closing}>" if inner else f"<{opening}/>"


@lru_cache(maxsize=512)
def _tags(name: str) -> tuple[str, str]:
    namespace, local = split(name)
    prefix = _PREFIXES.get(namespace)
    if prefix:
        return f"{prefix}:{local}", f"{prefix}:{local}"
    if not namespace:
        return local, local
    return f'x:{local} xmlns:x="{escape(namespace)}"', f"x:{local}"
