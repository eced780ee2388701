"""From when to when an object can matter at all: wide enough for every zone, cheap to find.

It is what a search narrows by; whether something really overlaps, only the object tells.

May be imported by: protocols.ical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bailee.protocols.ical.component import Component, Line
from bailee.protocols.ical.moments import duration, epoch, moment, moments
from bailee.protocols.ical.plainly import last_of
from bailee.protocols.ical.rules import parts_of

__all__ = ["ALWAYS", "Span", "span_of"]

Span = tuple[int, int]
"""The first and the last second since 1970."""
ALWAYS: Span = (-(1 << 40), 1 << 40)
_MARGIN_S = 26 * 3600
"""More than any zone is ahead or behind, and the day of a date."""
_POINTS = ("DTSTART", "DTEND", "DUE", "RDATE", "RECURRENCE-ID")


def span_of(held: Iterable[Component]) -> Span:
    """The span of an object with its exceptions. Raises `MalformedError`."""
    spans = [_span(part) for part in held]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _span(part: Component) -> Span:
    points = [epoch(at) for name in _POINTS for line in part.of(name) for at in moments(line)]
    if part.first("DTSTART") is None and part.first("DUE") is None:
        return ALWAYS  # a task of no date is always to be done
    first, last = min(points), max([*points, *_period_ends(part)]) + _length_s(part)
    length = last - epoch(moments(_start(part))[0])
    for rule in part.of("RRULE"):
        parts = parts_of(rule[2])
        counted = last_of(parts)
        if "UNTIL" in parts:
            last = max(last, epoch(moment(parts["UNTIL"])) + length)
        elif counted is not None:
            last += counted
        else:
            return first - _MARGIN_S, ALWAYS[1]
    return first - _MARGIN_S, min(last + _MARGIN_S, ALWAYS[1])


def _start(part: Component) -> Line:
    found = part.first("DTSTART") or part.first("DUE")
    assert found is not None, "looked at before"  # noqa: S101 - for the reader of types
    return found


def _length_s(part: Component) -> int:
    text = part.text("DURATION")
    return max(int(duration(text).total_seconds()), 0) if text else 0


def _period_ends(part: Component) -> Iterator[int]:
    """Where the periods of RDATE end."""
    for line in part.of("RDATE"):
        for value in line[2].split(","):
            begin, slash, end = value.partition("/")
            if slash and end[:1] in {"P", "+"}:
                yield epoch(moment(begin)) + int(duration(end).total_seconds())
            elif slash:
                yield epoch(moment(end))
