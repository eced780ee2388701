"""The form of a listing: one template for an answer, filled in for each card.

Writing an answer of 10,000 cards through an XML library takes ten times as long.

May be imported by: gateways.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Protocol

from msgspec import Struct

from bailee.protocols.dav.bodies import ADDRESS_DATA
from bailee.protocols.dav.calendar.asked import CalendarData
from bailee.protocols.dav.calendar.bodies import CALENDAR_DATA
from bailee.protocols.dav.commands import Mode, Wanted
from bailee.protocols.dav.filters import AddressData
from bailee.protocols.dav.write import found_props, href_name, http_date, missing_names
from bailee.protocols.dav.xml import escape_body, fragment

_OF_EACH: Final = {
    "{DAV:}resourcetype": "<D:resourcetype/>",
    "{DAV:}getetag": '<D:getetag>"{1}"</D:getetag>',
    "{DAV:}getcontentlength": "<D:getcontentlength>{2}</D:getcontentlength>",
    "{DAV:}getlastmodified": "<D:getlastmodified>{3}</D:getlastmodified>",
}
"""Properties of a card, with the places of its etag, size and date; 0 is its href."""
_HERE: Final = "\x00"
"""Where a card goes: a character that no XML has."""


class Listed(Protocol):
    """What a listing needs to know of a card; `changed` in seconds since 1970."""

    @property
    def name(self) -> str:
        """Its name in its collection."""
        ...

    @property
    def etag(self) -> str:
        """Its ETag, without quotes."""
        ...

    @property
    def size(self) -> int:
        """Its length in bytes."""
        ...

    @property
    def changed(self) -> int:
        """When it was last changed."""
        ...


class Form(Struct, frozen=True):
    """How each card of one answer is written: a template around the card itself, if wanted."""

    before: str
    after: str
    dated: bool
    with_card: bool

    def entry(self, href: str, card: Listed) -> str:
        """A card without its body, at an href that is escaped already."""
        date = http_date(card.changed) if self.dated else ""
        return (self.before + self.after).format(href, card.etag, card.size, date)

    def entries(self, base: str, cards: Iterable[Listed]) -> str:
        """Cards of one collection, whose href `base` is escaped already."""
        fill = (self.before + self.after).format
        if self.dated:
            return "".join([self.entry(base + href_name(card.name), card) for card in cards])
        return "".join([fill(base + href_name(card.name), card.etag, card.size) for card in cards])

    def card(self, href: str, card: Listed, body: bytes) -> bytes:
        """A card with its body."""
        date = http_date(card.changed) if self.dated else ""
        before = self.before.format(href, card.etag, card.size, date)
        after = self.after.format(href, card.etag, card.size, date)
        return b"%b%b%b" % (before.encode(), escape_body(body), after.encode())


@lru_cache(maxsize=64)
def form_of(wanted: Wanted, *, shared: tuple[tuple[str, str], ...], minimal: bool) -> Form:
    """The form of an answer; `shared` are properties that all cards here have alike, written.

    Of an `allprop` only what RFC 4918 §9.1 has in mind, and what it includes besides.
    """
    known = {**_OF_EACH, **{name: _braced(value) for name, value in shared}}
    found, missing = _sorted_out(wanted, known)
    card = "" if wanted.data is None else _body(wanted.data)
    template = (
        "<D:response><D:href>{0}</D:href>"
        + found_props(found + card)
        + _braced(missing_names(missing, minimal=minimal))
        + "</D:response>"
    )
    before, _, after = template.partition(_HERE)
    return Form(before, after, dated="{3}" in found, with_card=bool(card))


def _sorted_out(wanted: Wanted, known: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """What there is, written, and the names of what there is not."""
    if wanted.mode is Mode.PROPNAME:
        return "".join(fragment(name) for name in known), ()
    names = dict.fromkeys(wanted.names)
    if wanted.mode is Mode.ALLPROP:
        names = dict.fromkeys((*_OF_EACH, *wanted.names))
    if wanted.data is not None:
        names.pop(ADDRESS_DATA, None)
        names.pop(CALENDAR_DATA, None)
    found = "".join(known[name] for name in names if name in known)
    return found, tuple(name for name in names if name not in known)


def _body(data: AddressData | CalendarData) -> str:
    if isinstance(data, CalendarData):
        return f"<CAL:calendar-data>{_HERE}</CAL:calendar-data>"
    said = f' version="{data.version}"' if data.version else ""
    return f"<C:address-data{said}>{_HERE}</C:address-data>"


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
