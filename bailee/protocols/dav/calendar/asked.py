"""What a calendar is asked for, as plain values (RFC 4791 §9.6-9.9).

They hold what the XML said and nothing of XML; `protocols.ical` matches objects against them.

May be imported by: protocols, gateways.dav.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.protocols.dav.filters import ParamFilter, TextMatch

__all__ = ["CalendarData", "CalendarProp", "CompFilter", "Parts", "TimeRange"]


class TimeRange(Struct, frozen=True):
    """From `start` on and before `end`, in seconds since 1970 (RFC 4791 §9.9); None: without."""

    start: int | None = None
    end: int | None = None


class CalendarProp(Struct, frozen=True):
    """A condition on a property (RFC 4791 §9.7.2); with none at all: it is present.

    All of what is said must hold of one and the same property. `name` is in upper case.
    """

    name: str
    is_not_defined: bool = False
    time_range: TimeRange | None = None
    text_match: TextMatch | None = None
    param_filters: tuple[ParamFilter, ...] = ()


class CompFilter(Struct, frozen=True):
    """A condition on a component (RFC 4791 §9.7.1); with none at all: it is present."""

    name: str
    is_not_defined: bool = False
    time_range: TimeRange | None = None
    props: tuple[CalendarProp, ...] = ()
    parts: tuple[CompFilter, ...] = ()


class Parts(Struct, frozen=True):
    """Which properties and components are wanted of one (RFC 4791 §9.6.1); None: all of them.

    Beside the name of a property: whether it is wanted without its value.
    """

    name: str
    props: tuple[tuple[str, bool], ...] | None = None
    parts: tuple[Parts, ...] | None = None


class CalendarData(Struct, frozen=True):
    """The form in which objects are wanted (RFC 4791 §9.6): none of it means as they are kept."""

    only: Parts | None = None
    expand: TimeRange | None = None
    limit: TimeRange | None = None

    @property
    def is_whole(self) -> bool:
        """Whether an object is wanted as it is kept."""
        return self.only is None and self.expand is None and self.limit is None
