"""What calendars are asked for in XML: forms, ranges and filters (RFC 4791 §9.6-9.9).

May be imported by: protocols.dav.
"""

from __future__ import annotations

import calendar
import re
from typing import Final

from bailee.protocols.dav import xml
from bailee.protocols.dav.calendar.asked import (
    CalendarData,
    CalendarProp,
    CompFilter,
    Parts,
    TimeRange,
)
from bailee.protocols.dav.content import CALENDARS
from bailee.protocols.dav.errors import MalformedError, broken
from bailee.protocols.dav.filters import Collation, MatchType, ParamFilter, TextMatch
from bailee.protocols.dav.xml import Element

__all__ = ["CALENDAR_DATA", "calendar_data", "calendar_filter", "time_range"]

CALENDAR_DATA: Final = CALENDARS.name(CALENDARS.data)
_C: Final = f"{{{xml.CALDAV}}}"
_MAX_CONDITIONS: Final = 100
_MAX_TEXT: Final = 1024
_MAX_DEPTH: Final = 4
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_WHOLE: Final = CalendarData()


def calendar_data(element: Element) -> CalendarData:
    """In which form objects are wanted."""
    kind = element.get("content-type", "text/calendar").partition(";")[0].strip().lower()
    version = element.get("version", CALENDARS.versions[0])
    if kind not in CALENDARS.media_types or version not in CALENDARS.versions:
        raise CALENDARS.unsupported("only iCalendar 2.0 is given here")
    comp, expand = element.find(f"{_C}comp"), element.find(f"{_C}expand")
    limit = element.find(f"{_C}limit-recurrence-set")
    if comp is None and expand is None and limit is None:
        return _WHOLE
    return CalendarData(
        only=None if comp is None else _parts(comp, _MAX_DEPTH),
        expand=None if expand is None else _whole_range(expand),
        limit=None if limit is None else _whole_range(limit),
    )


def _parts(element: Element, levels: int) -> Parts:
    props, parts = element.findall(f"{_C}prop"), element.findall(f"{_C}comp")
    if not levels or len(props) + len(parts) > _MAX_CONDITIONS:
        raise MalformedError("calendar-data asks for too much")
    wants_props = bool(props) or element.find(f"{_C}allprop") is None
    wants_parts = bool(parts) or element.find(f"{_C}allcomp") is None
    names = tuple((_name(prop), prop.get("novalue") == "yes") for prop in props)
    return Parts(
        _name(element),
        props=names if wants_props else None,
        parts=tuple(_parts(part, levels - 1) for part in parts) if wants_parts else None,
    )


def _whole_range(element: Element) -> TimeRange:
    found = time_range(element)
    if found.start is None or found.end is None:
        raise MalformedError("say from when to when")
    return found


def time_range(element: Element) -> TimeRange:
    """A range, in UTC. Raises `MalformedError`."""
    start, end = element.get("start"), element.get("end")
    found = TimeRange(
        None if start is None else _seconds(start), None if end is None else _seconds(end)
    )
    if start is None and end is None:
        raise _no_filter("a range has a beginning or an end")
    if found.start is not None and found.end is not None and found.start >= found.end:
        raise _no_filter("a range ends after it begins")
    return found


def _seconds(text: str) -> int:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise _no_filter("a range is told in UTC: 20261231T235959Z")
    numbers = tuple(int(number) for number in found.groups())
    try:
        return calendar.timegm((*numbers, 0, 0, 0))
    except ValueError:
        raise _no_filter("a range names a day that there is not") from None


def _no_filter(detail: str) -> Exception:
    return broken(f"{_C}valid-filter", detail)


def calendar_filter(element: Element) -> CompFilter:
    """The filter of a query. Raises `MalformedError`, `DavError`."""
    if sum(1 for _ in element.iter()) > _MAX_CONDITIONS:
        raise broken(f"{_C}supported-filter", "the filter has too many conditions")
    top = element.find(f"{_C}comp-filter")
    if top is None or _name(top) != "VCALENDAR":
        raise _no_filter("a filter begins with VCALENDAR")
    return _comp(top, _MAX_DEPTH)


def _comp(element: Element, levels: int) -> CompFilter:
    if not levels:
        raise broken(f"{_C}supported-filter", "the filter is nested too deeply")
    within = element.find(f"{_C}time-range")
    return CompFilter(
        _name(element),
        is_not_defined=element.find(f"{_C}is-not-defined") is not None,
        time_range=None if within is None else time_range(within),
        props=tuple(_prop(prop) for prop in element.findall(f"{_C}prop-filter")),
        parts=tuple(_comp(part, levels - 1) for part in element.findall(f"{_C}comp-filter")),
    )


def _prop(element: Element) -> CalendarProp:
    within, text = element.find(f"{_C}time-range"), element.find(f"{_C}text-match")
    return CalendarProp(
        _name(element),
        is_not_defined=element.find(f"{_C}is-not-defined") is not None,
        time_range=None if within is None else time_range(within),
        text_match=None if text is None else _text(text),
        param_filters=tuple(_param(param) for param in element.findall(f"{_C}param-filter")),
    )


def _param(element: Element) -> ParamFilter:
    text = element.find(f"{_C}text-match")
    return ParamFilter(
        _name(element),
        is_not_defined=element.find(f"{_C}is-not-defined") is not None,
        text_match=None if text is None else _text(text),
    )


def _text(element: Element) -> TextMatch:
    value = xml.raw_text_of(element)
    if len(value) > _MAX_TEXT:
        raise broken(f"{_C}supported-filter", "the text looked for is too long")
    named = element.get("collation", Collation.ASCII.value)
    try:
        collation = Collation(Collation.ASCII if named == "default" else named)
        kind = MatchType(element.get("match-type", MatchType.CONTAINS.value))
    except ValueError:
        raise broken(f"{_C}supported-collation", "this collation is not known here") from None
    return TextMatch(value, kind, collation, negate=element.get("negate-condition") == "yes")


def _name(element: Element) -> str:
    name = element.get("name", "").strip().upper()
    if not name:
        raise MalformedError("a filter must name what it is on")
    return name
