"""One request of one caller: whose things, which place, what is preferred.

May be imported by: gateways.dav.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from msgspec import Struct

from bailee.gateways.dav.places import Place, Places
from bailee.gateways.dav.ports import Cloud
from bailee.gateways.dav.shapes import Shape
from bailee.protocols.dav import xml
from bailee.protocols.dav.commands import Prefer
from bailee.protocols.dav.write import CLOSING, OPENING
from bailee.protocols.http import HttpResponse
from bailee.terms import SubjectId

COMPLIANCE: Final = "1, 3, access-control, addressbook, calendar-access, extended-mkcol"
"""What the `DAV` header says: no locks (2), and of RFC 3744 what can be read."""

_CHUNK: Final = 64 * 1024
_LISTING: Final = {"content-type": xml.MEDIA_TYPE, "dav": COMPLIANCE, "vary": "Prefer, Brief"}
_BRIEF_LISTING: Final = {**_LISTING, "preference-applied": "return=minimal"}


class Visit(Struct, frozen=True):
    """What every answer needs to know; `called` is the username that a device signs in with.

    `client` is what its program calls itself: for programs that need other words than the rest.
    """

    subject: SubjectId
    cloud: Cloud
    places: Places
    place: Place
    called: str
    client: str = ""

    @property
    def shape(self) -> Shape:
        """The shape of what is at its place."""
        return self.place.shape

    def item(self, name: str) -> Place:
        """An item of the collection at its place."""
        return self.places.item(self.place.shape, self.place.folder, name)


def multistatus(responses: str, *, prefer: Prefer) -> HttpResponse:
    """A whole multistatus answer."""
    body = f"{OPENING}{responses}{CLOSING}".encode()
    return HttpResponse(207, _headers(prefer), body)


async def streamed(parts: AsyncIterator[bytes], *, prefer: Prefer) -> HttpResponse:
    """A multistatus answer whose responses come bit by bit.

    The first parts are awaited here, so that a refusal is still a refusal and a small answer one
    piece; only what is larger than a chunk is sent while it is made.
    """
    chunks = _chunks(parts)
    first = await anext(chunks)
    second = await anext(chunks, None)
    body = first if second is None else _rest(first, second, chunks)
    return HttpResponse(207, _headers(prefer), body)


def _headers(prefer: Prefer) -> dict[str, str]:
    return _BRIEF_LISTING if prefer.minimal else _LISTING


async def _chunks(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    gathered = [OPENING.encode()]
    size = 0
    async for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= _CHUNK:
            yield b"".join(gathered)
            gathered, size = [], 0
    gathered.append(CLOSING.encode())
    yield b"".join(gathered)


async def _rest(first: bytes, second: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    yield second
    async for chunk in chunks:
        yield chunk
