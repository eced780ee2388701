"""Calendars: events, tasks and journals, read and searched as iCalendar (RFC 5545, RFC 7986).

An object is kept byte for byte as it came; what is here reads it, never repairs it. `read` says
whether it is one and when it is about, `CalendarFilter` whether a query wants it (RFC 4791 §9.7),
`given` makes the form that was asked for (RFC 4791 §9.6), `busy_times` says when somebody is not
free (RFC 4791 §7.10).

May be imported by: rights, services.cloud, gateways.dav, tests.
"""

from __future__ import annotations

from bailee.protocols.content.folding import MalformedError
from bailee.protocols.ical.busy import Busy, busy_times, free_busy
from bailee.protocols.ical.component import MAX_SIZE, UnsupportedError
from bailee.protocols.ical.data import given
from bailee.protocols.ical.event import KINDS, Event, read
from bailee.protocols.ical.match import CalendarFilter
from bailee.protocols.ical.recurring import TooManyError

__all__ = [
    "KINDS",
    "MAX_SIZE",
    "Busy",
    "CalendarFilter",
    "Event",
    "MalformedError",
    "TooManyError",
    "UnsupportedError",
    "busy_times",
    "free_busy",
    "given",
    "read",
]
