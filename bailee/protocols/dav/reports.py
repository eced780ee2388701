"""The XML bodies of REPORT (RFC 3253 §3.6, 3744 §9, 6352 §8, 6578 §3.2).

May be imported by: protocols.dav.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar

from msgspec import structs

from bailee.protocols.dav import xml
from bailee.protocols.dav.bodies import wanted
from bailee.protocols.dav.calendar.bodies import calendar_filter, time_range
from bailee.protocols.dav.commands import (
    AddressbookQuery,
    CalendarQuery,
    Depth,
    Expanded,
    ExpandProperty,
    FreeBusy,
    Multiget,
    Prefer,
    PrincipalSearch,
    PrincipalSearchSet,
    Report,
    SyncCollection,
    Wanted,
)
from bailee.protocols.dav.content import CALENDARS
from bailee.protocols.dav.errors import MalformedError, broken, unknown_report
from bailee.protocols.dav.filters import (
    Collation,
    Filter,
    MatchType,
    ParamFilter,
    PropFilter,
    Test,
    TextMatch,
)
from bailee.protocols.dav.xml import Element

MAX_CONDITIONS = 100
"""Of one filter: each is tried on every card of a book."""
MAX_EXPANSION = 4
MAX_TEXT = 1024

_C: Final = f"{{{xml.CARDDAV}}}"
_ELEMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_NAMESPACE = re.compile(r"[A-Za-z0-9:/._~#?=&+-]*")
_Choice = TypeVar("_Choice", Test, MatchType)


def report(body: bytes, *, depth: Depth | None, prefer: Prefer) -> Report:
    """Read a report; raises `MalformedError`, or `DavError` for one that nobody here knows."""
    root = xml.read(body)
    reader = _READERS.get(str(root.tag))
    if reader is None:
        raise unknown_report()
    return reader(root, depth, prefer)


def _multiget(root: Element, _depth: Depth | None, prefer: Prefer) -> Multiget:
    hrefs = tuple((href.text or "").strip() for href in root.iterchildren("{DAV:}href"))
    return Multiget(hrefs, wanted(root) or Wanted(), prefer)


def _query(root: Element, depth: Depth | None, prefer: Prefer) -> AddressbookQuery:
    condition = root.find(f"{_C}filter")
    return AddressbookQuery(
        Filter() if condition is None else _filter(condition),
        wanted(root) or Wanted(),
        # The header is required and sometimes forgotten; what is meant is the book.
        depth=depth or Depth.ONE,
        limit=_limit(root, _C),
        prefer=prefer,
    )


def _objects(root: Element, _depth: Depth | None, prefer: Prefer) -> Multiget:
    return structs.replace(_multiget(root, None, prefer), content=CALENDARS)


def _calendar_query(root: Element, depth: Depth | None, prefer: Prefer) -> CalendarQuery:
    condition = root.find(f"{{{xml.CALDAV}}}filter")
    if condition is None:
        raise broken(f"{{{xml.CALDAV}}}valid-filter", "the query has no filter")
    return CalendarQuery(
        calendar_filter(condition),
        wanted(root) or Wanted(),
        depth=depth or Depth.ONE,
        limit=_limit(root, f"{{{xml.CALDAV}}}"),
        prefer=prefer,
    )


def _free_busy(root: Element, _depth: Depth | None, _prefer: Prefer) -> FreeBusy:
    within = root.find(f"{{{xml.CALDAV}}}time-range")
    if within is None:
        raise MalformedError("say from when to when")
    return FreeBusy(time_range(within))


def _sync(root: Element, _depth: Depth | None, prefer: Prefer) -> SyncCollection:
    token = root.findtext("{DAV:}sync-token", "").strip()
    return SyncCollection(
        token or None, wanted(root) or Wanted(), limit=_limit(root, "{DAV:}"), prefer=prefer
    )


def _limit(root: Element, namespace: str) -> int | None:
    """The most results wanted (RFC 6352 §10.6, RFC 5323 §5.17)."""
    text = root.findtext(f"{namespace}limit/{namespace}nresults")
    if text is None:
        return None
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):  # noqa: PLR2004 - an int
        raise MalformedError("nresults must be a number")
    if int(digits) == 0:
        detail = "a result of nothing was asked for"
        raise broken("{DAV:}number-of-matches-within-limits", detail)
    return int(digits)


def _filter(element: Element) -> Filter:
    if sum(1 for _ in element.iter()) > MAX_CONDITIONS:
        detail = "the filter has too many conditions"
        raise broken(f"{_C}supported-filter", detail)
    props = tuple(_prop_filter(child) for child in element.iterchildren(f"{_C}prop-filter"))
    return Filter(_choice(Test, element.get("test"), Test.ANY), props)


def _prop_filter(element: Element) -> PropFilter:
    texts = element.iterchildren(f"{_C}text-match")
    params = element.iterchildren(f"{_C}param-filter")
    return PropFilter(
        _name(element),
        _choice(Test, element.get("test"), Test.ANY),
        is_not_defined=element.find(f"{_C}is-not-defined") is not None,
        text_matches=tuple(_text_match(child) for child in texts),
        param_filters=tuple(_param_filter(child) for child in params),
    )


def _param_filter(element: Element) -> ParamFilter:
    text = element.find(f"{_C}text-match")
    return ParamFilter(
        _name(element),
        is_not_defined=element.find(f"{_C}is-not-defined") is not None,
        text_match=None if text is None else _text_match(text),
    )


def _text_match(element: Element) -> TextMatch:
    # Not stripped: a space can be what is looked for.
    value = xml.raw_text_of(element)
    if len(value) > MAX_TEXT:
        raise broken(f"{_C}supported-filter", "the text looked for is too long")
    return TextMatch(
        value,
        _choice(MatchType, element.get("match-type"), MatchType.CONTAINS),
        _collation(element.get("collation")),
        negate=element.get("negate-condition") == "yes",
    )


def _collation(value: str | None) -> Collation:
    if value is None or value == "default":
        return Collation.UNICODE
    try:
        return Collation(value)
    except ValueError:
        detail = "this collation is not known here"
        raise broken(f"{_C}supported-collation", detail) from None


def _name(element: Element) -> str:
    name = element.get("name", "").strip().upper()
    if not name:
        raise MalformedError("a filter must name what it is on")
    return name


def _choice(kind: type[_Choice], value: str | None, default: _Choice) -> _Choice:
    if value is None:
        return default
    try:
        return kind(value)
    except ValueError:
        raise MalformedError("an attribute of the filter has an unknown value") from None


def _expand(root: Element, _depth: Depth | None, _prefer: Prefer) -> ExpandProperty:
    return ExpandProperty(_expanded(root, MAX_EXPANSION))


def _expanded(element: Element, levels: int) -> tuple[Expanded, ...]:
    children = element.findall("{DAV:}property")
    if (children and not levels) or len(children) > MAX_CONDITIONS:
        raise MalformedError("expand-property asks for too much")
    return tuple(Expanded(_qualified(child), _expanded(child, levels - 1)) for child in children)


def _qualified(element: Element) -> str:
    name, namespace = element.get("name", ""), element.get("namespace", "DAV:")
    # The name is written back as an element, so it must be able to be one.
    if not _ELEMENT_NAME.fullmatch(name) or not _NAMESPACE.fullmatch(namespace):
        raise MalformedError("expand-property names no property")
    return f"{{{namespace}}}{name}"


def _search(root: Element, _depth: Depth | None, prefer: Prefer) -> PrincipalSearch:
    searches = root.findall("{DAV:}property-search")
    if not searches or len(searches) > MAX_CONDITIONS:
        raise MalformedError("principal-property-search must search for something")
    return PrincipalSearch(
        tuple(_property_search(search) for search in searches),
        wanted(root) or Wanted(),
        _choice(Test, root.get("test"), Test.ALL),
        prefer,
    )


def _property_search(element: Element) -> tuple[frozenset[str], str]:
    prop = element.find("{DAV:}prop")
    names = frozenset(str(child.tag) for child in (() if prop is None else prop))
    return names, element.findtext("{DAV:}match", "").strip()


def _search_set(_root: Element, _depth: Depth | None, _prefer: Prefer) -> PrincipalSearchSet:
    return PrincipalSearchSet()


_READERS: Final[dict[str, Callable[[Element, Depth | None, Prefer], Report]]] = {
    f"{_C}addressbook-multiget": _multiget,
    f"{_C}addressbook-query": _query,
    CALENDARS.name("calendar-multiget"): _objects,
    CALENDARS.name("calendar-query"): _calendar_query,
    CALENDARS.name("free-busy-query"): _free_busy,
    "{DAV:}sync-collection": _sync,
    "{DAV:}expand-property": _expand,
    "{DAV:}principal-property-search": _search,
    "{DAV:}principal-search-property-set": _search_set,
}
