"""The properties of each place, written and ready (RFC 3744, 5397, 6352, 6578).

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from bailee.gateways.dav.places import PRINCIPALS, Kind, Place, Places
from bailee.gateways.dav.shapes import BOOKS, CALENDARS, SHAPES, Shape
from bailee.gateways.dav.visit import Visit
from bailee.protocols.dav.bodies import DISPLAYNAME, RESOURCETYPE, TEXTS
from bailee.protocols.dav.commands import Mode, Wanted
from bailee.protocols.dav.filters import Collation
from bailee.protocols.dav.headers import VERSIONS
from bailee.protocols.dav.write import described
from bailee.protocols.dav.xml import CALDAV, CALENDARSERVER, CARDDAV, DAV, escape, fragment, split
from bailee.protocols.ical import KINDS
from bailee.services.cloud import MOST_BYTES
from bailee.terms import SubjectId
from bailee.vault import Folder

Properties = Mapping[str, str]
"""By `{namespace}local` name, the element."""

GETCTAG: Final = f"{{{CALENDARSERVER}}}getctag"
CONTENT_TYPE: Final = "{DAV:}getcontenttype"
SYNC: Final = "{DAV:}sync-token"
PRIVILEGES: Final = "{DAV:}current-user-privilege-set"
_SETTLED_NAMESPACES: Final = frozenset({DAV, CARDDAV, CALDAV, CALENDARSERVER})
_SETTABLE: Final = TEXTS.union(*(shape.settable for shape in SHAPES))
_IN_ALLPROP: Final = (RESOURCETYPE, DISPLAYNAME, GETCTAG)

_TYPES: Final = {
    Kind.ROOT: "<D:collection/>",
    Kind.PRINCIPALS: "<D:collection/>",
    Kind.HOMES: "<D:collection/>",
    Kind.PRINCIPAL: "<D:collection/><D:principal/>",
    Kind.HOME: "<D:collection/>",
    Kind.FOLDER: "<D:collection/>",
    Kind.ITEM: "",
}
_READING: Final = ("read", "read-current-user-privilege-set")
_WRITING: Final = ("write", "write-properties", "write-content", "bind", "unbind")
_MAY: Final = {
    Kind.HOME: (*_READING, "bind", "unbind"),
    Kind.FOLDER: (*_READING, *_WRITING),
    Kind.ITEM: (*_READING, "write", "write-content"),
}
_PRINCIPAL_REPORTS: Final = (
    "D:expand-property",
    "D:principal-property-search",
    "D:principal-search-property-set",
)
_FOLDER_REPORTS: Final = ("D:sync-collection", "D:expand-property")


def href(place: str) -> str:
    """A reference to a place, escaped already."""
    return f"<D:href>{place}</D:href>"


@lru_cache(maxsize=4096)
def places_of(subject: SubjectId) -> Places:
    """The places of a subject."""
    return Places(subject)


@lru_cache(maxsize=4096)
def _settled(kind: Kind, subject: SubjectId, home: str) -> Properties:
    places, shape = places_of(subject), _SHAPES[home]
    found = {RESOURCETYPE: _TYPES[kind], **_of_all(kind, places, shape)}
    if kind is Kind.PRINCIPAL:
        found |= _of_principal(places)
    elif kind is Kind.FOLDER:
        found[RESOURCETYPE] += fragment(shape.collection)
        found |= _OF_SHAPE[home]
    return {name: fragment(name, inner) for name, inner in found.items()}


def settled(kind: Kind, subject: SubjectId, shape: Shape) -> Properties:
    """What is the same for every place of a kind and shape, for one caller."""
    return _settled(kind, subject, shape.home)


@lru_cache(maxsize=4096)
def _of_items(subject: SubjectId, home: str) -> tuple[tuple[str, str], ...]:
    found = {
        **_settled(Kind.ITEM, subject, home),
        CONTENT_TYPE: fragment(CONTENT_TYPE, _SHAPES[home].content.media),
    }
    return tuple((name, value) for name, value in found.items() if name != RESOURCETYPE)


def of_items(subject: SubjectId, shape: Shape) -> tuple[tuple[str, str], ...]:
    """What is the same for every item of a shape, as `form_of` takes it."""
    return _of_items(subject, shape.home)


def _of_all(kind: Kind, places: Places, shape: Shape) -> dict[str, str]:
    me = href(places.principal)
    reports = "".join(
        f"<D:supported-report><D:report><{name}/></D:report></D:supported-report>"
        for name in _reports(kind, shape)
    )
    may = _MAY.get(kind, _READING)
    granted = "".join(f"<D:privilege><D:{name}/></D:privilege>" for name in may)
    ace = f"<D:principal>{me}</D:principal><D:grant>{granted}</D:grant><D:protected/>"
    return {
        "{DAV:}current-user-principal": me,
        "{DAV:}owner": me,
        "{DAV:}principal-collection-set": href(PRINCIPALS),
        "{DAV:}supported-report-set": reports,
        PRIVILEGES: granted,
        "{DAV:}acl": f"<D:ace>{ace}</D:ace>",
        "{DAV:}supported-privilege-set": _SUPPORTED_PRIVILEGES,
    }


def _reports(kind: Kind, shape: Shape) -> tuple[str, ...]:
    if kind is Kind.ITEM:
        return ()
    return (*shape.reports, *_FOLDER_REPORTS) if kind is Kind.FOLDER else _PRINCIPAL_REPORTS


def _of_principal(places: Places) -> dict[str, str]:
    return {
        "{DAV:}principal-URL": href(places.principal),
        "{DAV:}alternate-URI-set": "",
        "{DAV:}group-member-set": "",
        "{DAV:}group-membership": "",
        CALENDARS.content.name("calendar-user-address-set"): href(places.principal),
        **{shape.home_set: href(places.home(shape)) for shape in SHAPES},
    }


def _of_books() -> dict[str, str]:
    types = "".join(
        f'<C:address-data-type content-type="text/vcard" version="{version}"/>'
        for version in VERSIONS
    )
    collations = "".join(
        f"<C:supported-collation>{collation}</C:supported-collation>" for collation in Collation
    )
    return {
        f"{{{CARDDAV}}}supported-address-data": types,
        f"{{{CARDDAV}}}supported-collation-set": collations,
        f"{{{CARDDAV}}}max-resource-size": str(MOST_BYTES),
    }


def _of_calendars() -> dict[str, str]:
    named = CALENDARS.content.name
    collations = "".join(
        f"<CAL:supported-collation>{collation}</CAL:supported-collation>" for collation in Collation
    )
    return {
        named("supported-calendar-data"): (
            '<CAL:calendar-data content-type="text/calendar" version="2.0"/>'
        ),
        named("supported-calendar-component-set"): "".join(
            f'<CAL:comp name="{kind}"/>' for kind in KINDS
        ),
        named("supported-collation-set"): collations,
        named("max-resource-size"): str(MOST_BYTES),
    }


_SHAPES: Final = {shape.home: shape for shape in SHAPES}
_OF_SHAPE: Final = {BOOKS.home: _of_books(), CALENDARS.home: _of_calendars()}


def _privilege(name: str, says: str, inner: str = "") -> str:
    return (
        f"<D:supported-privilege><D:privilege><D:{name}/></D:privilege>"
        f'<D:description xml:lang="en">{says}</D:description>{inner}</D:supported-privilege>'
    )


_SUPPORTED_PRIVILEGES: Final = _privilege(
    "all",
    "anything",
    _privilege("read", "read")
    + _privilege("read-current-user-privilege-set", "read what one may do")
    + _privilege(
        "write",
        "write",
        _privilege("write-properties", "set properties")
        + _privilege("write-content", "change items")
        + _privilege("bind", "add items")
        + _privilege("unbind", "remove items"),
    ),
)


def of_folder(folder: Folder, subject: SubjectId, shape: Shape) -> Properties:
    """All properties of a collection: settled, its own, and those that clients left."""
    found = {**settled(Kind.FOLDER, subject, shape)}
    for name, value in folder.props.items():
        found[name] = fragment(name, escape(value)) if name in TEXTS else value
    found[GETCTAG] = f"<CS:getctag>{folder.token}</CS:getctag>"
    found[SYNC] = f"<D:sync-token>{token_of(folder.token)}</D:sync-token>"
    return found


async def properties_of(visit: Visit, place: Place) -> Properties:
    """All properties of a place that is not an item. Raises `NotFoundError`."""
    if place.kind is Kind.FOLDER:
        return of_folder(await visit.cloud.folder(place.folder), visit.subject, place.shape)
    found = settled(place.kind, visit.subject, place.shape)
    if place.kind is Kind.PRINCIPAL:
        return {**found, DISPLAYNAME: fragment(DISPLAYNAME, escape(visit.called))}
    return found


def response(place: Place, found: Properties, wanted: Wanted, *, minimal: bool) -> str:
    """What is wanted of one place (RFC 4918 §9.1)."""
    if wanted.mode is Mode.PROPNAME:
        return described(place.href, "".join(map(fragment, found)), (), minimal=minimal)
    names: Iterable[str] = wanted.names
    if wanted.mode is Mode.ALLPROP:
        plain = (name for name in found if name in _IN_ALLPROP or not is_settled(name))
        names = dict.fromkeys((*plain, *wanted.names))
    has = "".join([found[name] for name in names if name in found])
    lacks = tuple([name for name in names if name not in found])
    return described(place.href, has, lacks, minimal=minimal)


def is_settled(name: str) -> bool:
    """Whether a property is the server's to say, or no one's: clients cannot set it."""
    return name not in _SETTABLE and split(name)[0] in _SETTLED_NAMESPACES


def token_of(token: int) -> str:
    """A sync token, which has to be a URI (RFC 6578 §6.2)."""
    return f"data:,{token}"
