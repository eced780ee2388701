"""The XML bodies of PROPFIND, PROPPATCH and MKCOL, and the properties that reports want.

May be imported by: protocols.dav, gateways.dav.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bailee.protocols.dav import xml
from bailee.protocols.dav.calendar.bodies import CALENDAR_DATA, calendar_data
from bailee.protocols.dav.commands import Mode, Wanted
from bailee.protocols.dav.content import CARDS
from bailee.protocols.dav.errors import MalformedError
from bailee.protocols.dav.filters import AddressData, PartialProp
from bailee.protocols.dav.headers import VERSIONS
from bailee.protocols.dav.xml import Element

ADDRESS_DATA: Final = f"{{{xml.CARDDAV}}}address-data"
DISPLAYNAME: Final = "{DAV:}displayname"
DESCRIPTION: Final = f"{{{xml.CARDDAV}}}addressbook-description"
RESOURCETYPE: Final = "{DAV:}resourcetype"
TEXTS: Final = frozenset(
    {
        DISPLAYNAME,
        DESCRIPTION,
        f"{{{xml.CALDAV}}}calendar-description",
        f"{{{xml.CALDAV}}}calendar-timezone",
    }
)
"""Properties whose value is plain text; of any other the whole element is the value."""

MAX_PROPERTIES_BODY = 64 * 1024
"""Of a body that sets or lists properties: names and small values, never data."""
MAX_WANTED = 100

_CACHED_BODY = 2048


def propfind(body: bytes) -> Wanted:
    """What a PROPFIND wants; an empty body wants everything (RFC 4918 §9.1)."""
    if len(body) <= _CACHED_BODY:
        return _propfind_cached(body)
    return _propfind(body)


def _propfind(body: bytes) -> Wanted:
    if not body.strip():
        return Wanted(mode=Mode.ALLPROP)
    root = _root(body, "{DAV:}propfind")
    found = wanted(root)
    if found is None:
        raise MalformedError("propfind must hold prop, allprop or propname")
    return found


# Clients ask the same few questions over and over; the questions hold names, never data.
_propfind_cached = lru_cache(maxsize=256)(_propfind)


def wanted(parent: Element) -> Wanted | None:
    """The `prop`, `allprop` or `propname` of an element, if it has one of them."""
    for child in parent:
        match child.tag:
            case "{DAV:}prop":
                return _prop(child)
            case "{DAV:}allprop":
                included = parent.find("{DAV:}include")
                return Wanted(_names(() if included is None else included), Mode.ALLPROP)
            case "{DAV:}propname":
                return Wanted(mode=Mode.PROPNAME)
            case _:
                continue
    return None


def _prop(element: Element) -> Wanted:
    data = element.find(ADDRESS_DATA)
    if data is not None:
        return Wanted(_names(element), data=_address_data(data))
    objects = element.find(CALENDAR_DATA)
    return Wanted(_names(element), data=None if objects is None else calendar_data(objects))


def _names(elements: Element | tuple[()]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(str(element.tag) for element in elements))
    if len(names) > MAX_WANTED:
        raise MalformedError("too many properties are asked for")
    return names


def _address_data(element: Element) -> AddressData:
    """In which form cards are wanted (RFC 6352 §10.4)."""
    kind = element.get("content-type", "text/vcard").partition(";")[0].strip().lower()
    version = element.get("version")
    if kind not in CARDS.media_types or version not in (None, *VERSIONS):
        raise CARDS.unsupported("only vCard 3.0 and 4.0 are given here")
    parts = element.findall(f"{{{xml.CARDDAV}}}prop")
    if not parts:
        return _WHOLE[version]
    only = tuple(
        PartialProp(part.get("name", "").upper(), without_value=part.get("novalue") == "yes")
        for part in parts[:MAX_WANTED]
    )
    return AddressData(version, only)


_WHOLE: Final = {version: AddressData(version) for version in (None, *VERSIONS)}


def proppatch(body: bytes) -> tuple[tuple[str, str | None], ...]:
    """The changes of a PROPPATCH, in their order (RFC 4918 §9.2)."""
    changes: dict[str, str | None] = {}
    for instruction in _root(body, "{DAV:}propertyupdate"):
        sets = instruction.tag == "{DAV:}set"
        if not sets and instruction.tag != "{DAV:}remove":
            continue
        for element in _properties(instruction):
            # Taken out first: the order of a dictionary is that of the last word on each.
            changes.pop(str(element.tag), None)
            changes[str(element.tag)] = value_of(element) if sets else None
    if not changes:
        raise MalformedError("propertyupdate changes nothing")
    return tuple(changes.items())


def mkcol(body: bytes) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The resource types and first properties of an extended MKCOL (RFC 5689 §3)."""
    types: frozenset[str] = frozenset()
    props: dict[str, str] = {}
    for instruction in _root(body, "{DAV:}mkcol"):
        if instruction.tag != "{DAV:}set":
            continue
        for element in _properties(instruction):
            if element.tag == RESOURCETYPE:
                types = frozenset(str(child.tag) for child in element)
            else:
                props[str(element.tag)] = value_of(element)
    return types, tuple(props.items())


def mkcalendar(body: bytes) -> tuple[tuple[str, str], ...]:
    """The first properties of a calendar (RFC 4791 §5.3.1)."""
    root = _root(body, f"{{{xml.CALDAV}}}mkcalendar")
    props = {
        str(element.tag): value_of(element)
        for instruction in root
        if instruction.tag == "{DAV:}set"
        for element in _properties(instruction)
        if element.tag != RESOURCETYPE
    }
    return tuple(props.items())


def value_of(element: Element) -> str:
    """A property's value as it is kept: text for `TEXTS`, else the element itself."""
    return xml.text_of(element) if element.tag in TEXTS else xml.verbatim(element)


def _properties(instruction: Element) -> Iterator[Element]:
    for prop in instruction.iterchildren("{DAV:}prop"):
        yield from prop


def _root(body: bytes, name: str) -> Element:
    if len(body) > MAX_PROPERTIES_BODY:
        raise MalformedError("the body is too large for a list of properties")
    root = xml.read(body)
    if root.tag != name:
        raise MalformedError(f"the body must be a {xml.split(name)[1]} element")
    return root
