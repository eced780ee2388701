"""What a collection can hold, as DAV names it: cards (RFC 6352) or calendar objects (RFC 4791).

May be imported by: protocols.dav, gateways.dav.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from bailee.protocols.dav.errors import DavError, broken
from bailee.protocols.dav.xml import CALDAV, CARDDAV

__all__ = ["CALENDARS", "CARDS", "Content", "Media"]

_UNSAID_TYPES: Final = frozenset({"", "application/octet-stream", "text/plain"})
_CHARSETS: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})


class Media(Struct, frozen=True):
    """What a body says that it is: `kind` and its parameters, in lower case."""

    kind: str = ""
    version: str = ""
    charset: str = ""


class Content(Struct, frozen=True):
    """The names that a standard gives to one kind of content.

    `collection` and `data` are local names of its namespace; `what` is for people.
    """

    namespace: str
    collection: str
    data: str
    what: str
    media: str
    media_types: frozenset[str]
    versions: tuple[str, ...]

    def name(self, local: str) -> str:
        """`{namespace}local`."""
        return f"{{{self.namespace}}}{local}"

    def check(self, media: Media) -> None:
        """Refuse what says of itself that it is something else; what says nothing is read."""
        version = media.version or self.versions[0]
        is_it = media.kind in self.media_types and version in self.versions
        if not is_it and media.kind not in _UNSAID_TYPES:
            raise self.unsupported(f"only {self.what} is kept here", status=415)
        if media.charset not in _CHARSETS:
            raise self.unsupported("what is kept here is in UTF-8 only", status=415)

    def unsupported(self, detail: str, *, status: int = 403) -> DavError:
        """It is of another kind or version (RFC 6352 §6.3.2.1, RFC 4791 §5.3.2.1)."""
        return broken(self.name(f"supported-{self.data}"), detail, status=status)

    def invalid(self, detail: str) -> DavError:
        """It is not what it says (RFC 6352 §6.3.2.1, RFC 4791 §5.3.2.1)."""
        return broken(self.name(f"valid-{self.data}"), detail)

    def uid_conflict(self, href: str) -> DavError:
        """Another item of this collection, at `href` (escaped), has this UID."""
        inner = f"<D:href>{href}</D:href>"
        detail = "something else in this collection has this UID"
        return broken(self.name("no-uid-conflict"), detail, status=409, inner=inner)

    def too_large(self) -> DavError:
        """Larger than `max-resource-size`."""
        detail = "this is larger than what can be kept here"
        return broken(self.name("max-resource-size"), detail, status=413)


CARDS: Final = Content(
    namespace=CARDDAV,
    collection="addressbook",
    data="address-data",
    what="vCard 3.0 and 4.0",
    media="text/vcard; charset=utf-8",
    media_types=frozenset({"text/vcard", "text/x-vcard", "text/directory"}),
    versions=("3.0", "4.0"),
)
CALENDARS: Final = Content(
    namespace=CALDAV,
    collection="calendar",
    data="calendar-data",
    what="iCalendar 2.0",
    media="text/calendar; charset=utf-8",
    media_types=frozenset({"text/calendar"}),
    versions=("2.0",),
)
