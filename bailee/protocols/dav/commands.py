"""What a DAV client wants, as values: one class for each method and report that we know.

May be imported by: protocols.dav, gateways.dav.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bailee.protocols.dav.calendar.asked import CalendarData, CompFilter, TimeRange
from bailee.protocols.dav.content import CARDS, Content, Media
from bailee.protocols.dav.filters import AddressData, Filter, Test


class Depth(StrEnum):
    """How far below the resource (RFC 4918 §10.2)."""

    ZERO = "0"
    ONE = "1"
    INFINITY = "infinity"


class Mode(StrEnum):
    """Which properties a listing is to hold (RFC 4918 §9.1)."""

    PROP = "prop"
    ALLPROP = "allprop"
    PROPNAME = "propname"


class Wanted(Struct, frozen=True):
    """The properties that a client wants, as `{namespace}local`; `data` if bodies, too.

    `names` of an `allprop` are those it includes besides.
    """

    names: tuple[str, ...] = ()
    mode: Mode = Mode.PROP
    data: AddressData | CalendarData | None = None


class Prefer(Struct, frozen=True):
    """What a client would rather have (RFC 8144, RFC 7240)."""

    minimal: bool = False
    noroot: bool = False


class State(Struct, frozen=True):
    """One condition of an `If` header: an etag or a state token, or its absence."""

    value: str
    is_etag: bool
    negated: bool = False


class Conditions(Struct, frozen=True):
    """What must be so for a request to be done (RFC 9110 §13, RFC 4918 §10.4).

    Etags are without quotes; `*` stands for any. `if_lists` holds when one list holds whole.
    """

    if_match: frozenset[str] | None = None
    if_none_match: frozenset[str] | None = None
    if_lists: tuple[tuple[State, ...], ...] | None = None

    def lists_hold(self, etag: str | None) -> bool:
        """Whether the `If` header holds for a resource in this state; None: there is none.

        No lock token is ever held here, as this server makes none.
        """
        if self.if_lists is None:
            return True
        return any(
            all((state.is_etag and state.value == etag) != state.negated for state in states)
            for states in self.if_lists
        )


class Options(Struct, frozen=True):
    """What can be done here (RFC 9110 §9.3.7)."""


class Get(Struct, frozen=True):
    """A resource itself, or with `head` only what is said of it; `version` of a vCard, if any."""

    head: bool = False
    version: str | None = None
    conditions: Conditions = Conditions()


class Put(Struct, frozen=True):
    """Keep this body here."""

    body: bytes
    media: Media = Media()
    conditions: Conditions = Conditions()


class Delete(Struct, frozen=True):
    """Remove what is here."""

    conditions: Conditions = Conditions()


class Transfer(Struct, frozen=True):
    """COPY, or MOVE if `moves`, to the decoded path `to` (RFC 4918 §9.8-9.9)."""

    to: str
    moves: bool
    overwrite: bool = True
    conditions: Conditions = Conditions()


class PropFind(Struct, frozen=True):
    """List properties (RFC 4918 §9.1)."""

    depth: Depth
    wanted: Wanted
    prefer: Prefer = Prefer()


class PropPatch(Struct, frozen=True):
    """Set and remove properties, all or none (RFC 4918 §9.2); None removes."""

    changes: tuple[tuple[str, str | None], ...]
    prefer: Prefer = Prefer()


class MakeCollection(Struct, frozen=True):
    """MKCOL, plain (`types` is None) or extended (RFC 5689); or MKCALENDAR (RFC 4791 §5.3.1)."""

    types: frozenset[str] | None = None
    props: tuple[tuple[str, str], ...] = ()


class Multiget(Struct, frozen=True):
    """These items, by their hrefs as the client wrote them (RFC 6352 §8.7, RFC 4791 §7.9)."""

    hrefs: tuple[str, ...]
    wanted: Wanted
    prefer: Prefer = Prefer()
    content: Content = CARDS


class AddressbookQuery(Struct, frozen=True):
    """The cards that meet a filter, at most `limit` (RFC 6352 §8.6)."""

    filter: Filter
    wanted: Wanted
    depth: Depth = Depth.ONE
    limit: int | None = None
    prefer: Prefer = Prefer()


class CalendarQuery(Struct, frozen=True):
    """The objects that meet a filter (RFC 4791 §7.8)."""

    filter: CompFilter
    wanted: Wanted
    depth: Depth = Depth.ONE
    limit: int | None = None
    prefer: Prefer = Prefer()


class FreeBusy(Struct, frozen=True):
    """When somebody is not free (RFC 4791 §7.10)."""

    within: TimeRange


class SyncCollection(Struct, frozen=True):
    """What changed since `token`; None: everything, for the first time (RFC 6578 §3.2)."""

    token: str | None
    wanted: Wanted
    limit: int | None = None
    prefer: Prefer = Prefer()


class Expanded(Struct, frozen=True):
    """A property whose hrefs are to be followed, and what is wanted of what they name."""

    name: str
    inner: tuple[Expanded, ...] = ()


class ExpandProperty(Struct, frozen=True):
    """Properties, and properties of what they point at (RFC 3253 §3.8)."""

    properties: tuple[Expanded, ...]


class PrincipalSearch(Struct, frozen=True):
    """Principals by the text of their properties (RFC 3744 §9.4)."""

    searches: tuple[tuple[frozenset[str], str], ...]
    wanted: Wanted
    test: Test = Test.ALL
    prefer: Prefer = Prefer()


class PrincipalSearchSet(Struct, frozen=True):
    """Which properties can be searched for (RFC 3744 §9.5)."""


Report = (
    Multiget
    | AddressbookQuery
    | CalendarQuery
    | FreeBusy
    | SyncCollection
    | ExpandProperty
    | PrincipalSearch
    | PrincipalSearchSet
)
Command = Options | Get | Put | Delete | Transfer | PropFind | PropPatch | MakeCollection | Report
