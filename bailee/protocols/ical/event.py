"""An object as it comes in: whether it is one, its identity, its time, what can be searched.

May be imported by: protocols.ical.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.protocols.content.folding import MalformedError
from bailee.protocols.content.text import bare, unescape_lines
from bailee.protocols.ical.component import Component, UnsupportedError, parse
from bailee.protocols.ical.moments import moments
from bailee.protocols.ical.rules import FREQUENT, check_rule, parts_of
from bailee.protocols.ical.span import Span, span_of

__all__ = ["KINDS", "Event", "read"]

KINDS = ("VEVENT", "VTODO", "VJOURNAL")
"""What a calendar can hold (RFC 4791 §5.2.3)."""
SEARCHED = frozenset({"CATEGORIES", "COMMENT", "CONTACT", "DESCRIPTION", "LOCATION", "SUMMARY"})
_RARE = 1 << 40
_BESIDES = frozenset({"VTIMEZONE"})
_MAX_UID = 1000
_MAX_RULES = 20
_MAX_PARTS = 2000
_FIRST_YEAR = 1900
"""Before it, nothing comes each day or more often: to get here from there takes seconds."""


class Event(Struct, frozen=True):
    """What is to be known of an object without reading it again.

    `kind` is one of `KINDS`. `span` holds all that it can be about: earliest and latest second
    since 1970, generously. `text` is in the form of `searchable`.
    """

    uid: str
    kind: str
    span: Span
    text: str


def read(body: bytes) -> Event:
    """Read an event, a task or a journal with all its exceptions (RFC 4791 §4.1).

    Raises `MalformedError`, told in words for people; `UnsupportedError` for another kind.
    """
    root = parse(body)
    if root.first("METHOD") is not None:
        raise MalformedError("an object of a calendar has no METHOD: that is for messages")
    held = [part for part in root.parts if part.name not in _BESIDES]
    kinds = {part.name for part in held}
    if not held:
        raise MalformedError("there is nothing in the calendar")
    if not kinds <= set(KINDS):
        raise UnsupportedError("calendars hold events, tasks and journals here")
    if len(kinds) > 1:
        raise MalformedError("the calendar holds things of several kinds")
    if len(held) > _MAX_PARTS:
        raise MalformedError("it has too many exceptions")
    uid = _identity(held)
    for part in held:
        _check(part)
    text = "\n".join(line[2] for part in held for line in part.lines if line[0].upper() in SEARCHED)
    return Event(uid, kinds.pop(), span_of(held), bare(unescape_lines(text)))


def _identity(held: list[Component]) -> str:
    found = {part.text("UID") for part in held}
    uid = found.pop()
    if found:
        raise MalformedError("the calendar holds several things: keep each for itself")
    if not uid:
        raise MalformedError("it has no UID")
    if len(uid) > _MAX_UID:
        raise MalformedError("the UID is too long")
    masters = sum(1 for part in held if part.first("RECURRENCE-ID") is None)
    if masters > 1:
        raise MalformedError("it is there more than once")
    return uid


def _check(part: Component) -> None:
    start = part.first("DTSTART")
    if start is None and part.name == "VEVENT":
        raise MalformedError("an event has a beginning")
    if start is not None and len(moments(start)) != 1:
        raise MalformedError("a beginning is one moment")
    rules = [*part.of("RRULE"), *part.of("EXRULE")]
    if len(rules) > _MAX_RULES or (rules and start is None):
        raise MalformedError("what comes again has one beginning, and few rules")
    for rule in rules:
        check_rule(rule[2])
        is_often = FREQUENT.get(parts_of(rule[2])["FREQ"], _RARE) < FREQUENT["WEEKLY"]
        if is_often and start is not None and moments(start)[0].year < _FIRST_YEAR:
            raise MalformedError("what comes each day has not begun before 1900")
