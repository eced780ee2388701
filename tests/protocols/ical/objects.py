"""Calendar objects to tell stories with."""

from __future__ import annotations

from calendar import timegm

from bailee.protocols.dav.calendar.asked import CompFilter, TimeRange

BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
STAMP = "DTSTAMP:20260101T000000Z\n"
LUNCH = f"""\
BEGIN:VEVENT
UID:lunch
{STAMP}DTSTART;TZID=Europe/Berlin:20260105T120000
DTEND;TZID=Europe/Berlin:20260105T130000
SUMMARY:Mittagessen mit Zoë
END:VEVENT
"""
CHOIR = f"""\
BEGIN:VEVENT
UID:choir
{STAMP}DTSTART;TZID=Europe/Berlin:20260107T190000
DURATION:PT2H
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/Berlin:20260121T190000
SUMMARY:Chor
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:choir
{STAMP}RECURRENCE-ID;TZID=Europe/Berlin:20260114T190000
DTSTART;TZID=Europe/Berlin:20260115T200000
DURATION:PT1H
SUMMARY:Chor\\, einen Tag später
END:VEVENT
"""
HOLIDAY = f"""\
BEGIN:VEVENT
UID:holiday
{STAMP}DTSTART;VALUE=DATE:20260220
SUMMARY:Ein ganzer Tag
TRANSP:TRANSPARENT
END:VEVENT
"""
TAXES = f"""\
BEGIN:VTODO
UID:taxes
{STAMP}DUE:20260531T220000Z
SUMMARY:Steuern
STATUS:NEEDS-ACTION
END:VTODO
"""
SOMEDAY = f"BEGIN:VTODO\nUID:someday\n{STAMP}SUMMARY:Irgendwann\nEND:VTODO\n"


def calendar(*parts: str, zone: str = BERLIN) -> bytes:
    """An object of these parts, as it goes over the wire."""
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n"
    text = f"{head}{zone}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def at(text: str) -> int:
    """A time of UTC, `2026-01-05 11:00`, in seconds since 1970."""
    day, _, clock = text.partition(" ")
    hour, _, minute = (clock or "0:00").partition(":")
    year, month, number = day.split("-")
    return timegm((int(year), int(month), int(number), int(hour), int(minute), 0))


def between(start: str | None, end: str | None) -> TimeRange:
    """A range."""
    return TimeRange(None if start is None else at(start), None if end is None else at(end))


def of(kind: str, within: TimeRange) -> CompFilter:
    """What is of a kind and within a range."""
    return CompFilter("VCALENDAR", parts=(CompFilter(kind, time_range=within),))
