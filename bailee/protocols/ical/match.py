"""Whether an object is one that a query asks for (RFC 4791 §9.7).

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bailee.protocols.content.text import ascii_key, searchable, unescape, unicode_key
from bailee.protocols.dav.calendar.asked import CalendarProp, CompFilter, TimeRange
from bailee.protocols.dav.filters import Collation, MatchType, ParamFilter, TextMatch
from bailee.protocols.ical.component import Component, Line, params_of, parse
from bailee.protocols.ical.event import KINDS, SEARCHED
from bailee.protocols.ical.moments import Zones, epoch, moments
from bailee.protocols.ical.overlap import alarms, overlaps, touches
from bailee.protocols.ical.plainly import plainly_overlaps
from bailee.protocols.ical.recurring import TooManyError, comes_again, times
from bailee.protocols.ical.span import Span
from bailee.protocols.ical.zones import zones_of

__all__ = ["CalendarFilter"]

_EVER = 1 << 40
_AROUND_S = 32 * 86_400
"""How far from its event an alarm is looked for."""
_KEYS: dict[Collation, Callable[[str], str]] = {
    Collation.ASCII: ascii_key,
    Collation.UNICODE: unicode_key,
    Collation.OCTET: str,
}


class CalendarFilter:
    """A query, ready to be held against many objects."""

    def __init__(self, asked: CompFilter) -> None:
        """`asked` is of VCALENDAR."""
        self._asked = asked

    def matches(self, body: bytes) -> bool:
        """Whether the object is asked for. Raises `MalformedError` when it is none."""
        root = parse(body)
        return self._asked.name == root.name and _holds(self._asked, root, root, zones_of(root))

    def span(self) -> Span | None:
        """The range that each object must touch; None where that is nothing."""
        inner = [part for part in self._asked.parts if part.name in KINDS]
        wanted = inner[0].time_range if len(inner) == 1 and not inner[0].is_not_defined else None
        if wanted is None:
            return None
        first = -_EVER if wanted.start is None else wanted.start
        return first, _EVER if wanted.end is None else wanted.end

    def hint(self) -> str | None:
        """Return what the `text` of every object that matches must hold; None: nothing."""
        found = [
            searchable(prop.text_match.value)
            for part in self._asked.parts
            if part.name in KINDS and not part.is_not_defined
            for prop in part.props
            if prop.name in SEARCHED and prop.text_match is not None and not prop.text_match.negate
        ]
        return max(found, key=len, default=None) or None


def _holds(asked: CompFilter, part: Component, root: Component, zones: Zones) -> bool:
    """Whether one component meets what is said of it and of what is inside it."""
    if asked.time_range is not None and not _is_within(asked, part, root, zones):
        return False
    return all(_prop_holds(prop, part, zones) for prop in asked.props) and all(
        _inside(inner, part, root, zones) for inner in asked.parts
    )


def _inside(asked: CompFilter, part: Component, root: Component, zones: Zones) -> bool:
    found = part.named(asked.name)
    if asked.is_not_defined:
        return not found
    if asked.name == "VALARM" and asked.time_range is not None:
        return _rings(asked.time_range, part, root, zones)
    return any(_holds(asked, one, root, zones) for one in found)


def _is_within(asked: CompFilter, part: Component, root: Component, zones: Zones) -> bool:
    within = asked.time_range or TimeRange()
    if part.name not in KINDS:
        return True
    if not comes_again(root.named(part.name)):
        return overlaps(part, within, zones)
    plainly = plainly_overlaps(part, within, zones) if len(root.named(part.name)) == 1 else None
    if plainly is not None:
        return plainly
    try:
        return any(overlaps(one, within, zones) for one in times(root, part.name, within))
    except TooManyError:
        return True  # what comes all the time comes then, too


def _rings(within: TimeRange, part: Component, root: Component, zones: Zones) -> bool:
    if not comes_again(root.named(part.name)):
        return any(touches(within, at) for at in alarms(part, zones))
    around = TimeRange(
        None if within.start is None else within.start - _AROUND_S,
        None if within.end is None else within.end + _AROUND_S,
    )
    try:
        found = times(root, part.name, around)
        return any(touches(within, at) for one in found for at in alarms(one, zones))
    except TooManyError:
        return bool(part.named("VALARM"))


def _prop_holds(asked: CalendarProp, part: Component, zones: Zones) -> bool:
    found = list(part.of(asked.name))
    if asked.is_not_defined:
        return not found
    return any(_line_holds(asked, line, zones) for line in found)


def _line_holds(asked: CalendarProp, line: Line, zones: Zones) -> bool:
    if asked.time_range is not None:
        within = asked.time_range
        if not any(touches(within, epoch(at)) for at in moments(line, zones)):
            return False
    if asked.text_match is not None and not _text_holds(asked.text_match, [unescape(line[2])]):
        return False
    params = params_of(line)
    return all(_param_holds(param, params.get(param.name)) for param in asked.param_filters)


def _param_holds(asked: ParamFilter, values: list[str] | None) -> bool:
    if asked.is_not_defined or values is None:
        return (values is None) is asked.is_not_defined
    return asked.text_match is None or _text_holds(asked.text_match, values)


def _text_holds(asked: TextMatch, values: Iterable[str]) -> bool:
    key = _KEYS[asked.collation]
    wanted = key(asked.value)
    if asked.type is MatchType.EQUALS:
        found = any(key(value) == wanted for value in values)
    else:
        found = any(wanted in key(value) for value in values)
    return found is not asked.negate
