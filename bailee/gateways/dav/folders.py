"""An address book or a calendar: made, described, removed.

RFC 4918 §9.2 and §9.6, RFC 5689, RFC 6352 §6.3.1, RFC 4791 §5.3.1.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bailee.gateways.dav.places import Kind
from bailee.gateways.dav.properties import is_settled
from bailee.gateways.dav.visit import Visit, multistatus
from bailee.protocols.dav import xml
from bailee.protocols.dav.commands import Conditions, Delete, MakeCollection, PropPatch
from bailee.protocols.dav.errors import DavError, broken, not_allowed
from bailee.protocols.dav.write import described, document, propstat
from bailee.protocols.http import HttpResponse
from bailee.terms import ExistsError, VersionError
from bailee.vault import Match

MAX_PROPERTIES: Final = 64 * 1024
"""Characters of all that clients may leave with one collection, names and values."""

_PROTECTED: Final = "<D:cannot-modify-protected-property/>"
_SOME: Final = frozenset({"{DAV:}collection"})


async def make(visit: Visit, command: MakeCollection, *, allow: str) -> HttpResponse:
    """Make what a home holds, by MKCOL plain or extended, or by MKCALENDAR."""
    if visit.place.kind is Kind.ITEM:
        content = visit.shape.content
        detail = "no collection is inside another here"
        raise broken(content.name(f"{content.collection}-collection-location-ok"), detail)
    if visit.place.kind is not Kind.FOLDER:
        raise not_allowed(allow)
    props = dict(command.props)
    if command.types and not command.types <= _SOME | {visit.shape.collection}:
        return _not_made("{DAV:}resourcetype", props, error="<D:valid-resourcetype/>")
    settled = next(
        (name for name in props if is_settled(name) and name not in visit.shape.at_first), None
    )
    if settled is not None:
        return _not_made(settled, props, error=_PROTECTED)
    _bounded(props)
    try:
        await visit.cloud.create(visit.place.folder, props=props)
    except ExistsError:
        raise not_allowed(allow) from None
    return HttpResponse(201)


def _not_made(culprit: str, props: Mapping[str, str], *, error: str) -> HttpResponse:
    """Nothing was made, and because of which property (RFC 5689 §3.3)."""
    others = [name for name in props if name != culprit]
    inner = propstat([culprit], 403, error=error) + (propstat(others, 424) if others else "")
    body = document("D:mkcol-response", inner)
    return HttpResponse(403, {"content-type": xml.MEDIA_TYPE}, body)


async def patch(visit: Visit, command: PropPatch) -> HttpResponse:
    """Set and remove properties of a collection, all or none; of anything else, none."""
    changes = dict(command.changes)
    refused = [name for name in changes if visit.place.kind is not Kind.FOLDER or is_settled(name)]
    if refused:
        await _seen(visit)
        others = [name for name in changes if name not in refused]
        inner = propstat(refused, 403, error=_PROTECTED)
        inner += propstat(others, 424) if others else ""
        body = f"<D:response><D:href>{visit.place.href}</D:href>{inner}</D:response>"
        return multistatus(body, prefer=command.prefer)
    folder = await visit.cloud.folder(visit.place.folder)
    merged = {**folder.props, **changes}
    _bounded({name: value for name, value in merged.items() if value is not None})
    await visit.cloud.describe(visit.place.folder, props=changes)
    if command.prefer.minimal:
        return HttpResponse(200, {"preference-applied": "return=minimal"})
    done = "".join(map(xml.fragment, changes))
    return multistatus(described(visit.place.href, done, (), minimal=False), prefer=command.prefer)


async def _seen(visit: Visit) -> None:
    """Raise `NotFoundError` where there is nothing."""
    if visit.place.kind is Kind.FOLDER:
        await visit.cloud.folder(visit.place.folder)
    elif visit.place.kind is Kind.ITEM:
        await visit.cloud.entry(visit.place.folder, visit.place.item)


def _bounded(props: Mapping[str, str]) -> None:
    if sum(len(name) + len(value) for name, value in props.items()) > MAX_PROPERTIES:
        raise DavError(507, "no more properties can be kept with this collection")


async def remove(visit: Visit, command: Delete) -> HttpResponse:
    """Remove a collection and what is in it; what is above it stays."""
    if visit.place.kind is not Kind.FOLDER:
        raise DavError(403, "this cannot be deleted: your account can be closed on its page")
    _hold(command.conditions)
    await visit.cloud.remove(visit.place.folder)
    return HttpResponse(204)


def _hold(wants: Conditions) -> None:
    """A collection has no ETag: only `*` can match it."""
    exists = Match(wants.if_match, wants.if_none_match).holds("")
    if not exists or not wants.lists_hold(None):
        raise VersionError("it is not in the state that you named")
