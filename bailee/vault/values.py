"""What goes in and comes out of the door, as values.

May be imported by: every room above the vault.
"""

from __future__ import annotations

from msgspec import Struct, field

from bailee.terms import Category, ClauseId, DamagedError, FolderId, ItemId, State

__all__ = [
    "ANY",
    "AccountState",
    "Body",
    "Changes",
    "Entry",
    "Erased",
    "Folder",
    "Item",
    "Kept",
    "Line",
    "Match",
    "Span",
    "brief_of",
]


class Match(Struct, frozen=True):
    """What must hold before a write (RFC 9110 §13.1); `*` stands for any that exists."""

    if_match: frozenset[str] | None = None
    if_none_match: frozenset[str] | None = None

    def holds(self, etag: str | None) -> bool:
        """Whether an item with this ETag (None: there is none) may be written."""
        if self.if_match is not None and (etag is None or not ({"*", etag} & self.if_match)):
            return False
        return self.if_none_match is None or etag is None or not ({"*", etag} & self.if_none_match)

    @property
    def wants_none(self) -> bool:
        """Whether there must be no item yet."""
        return self.if_none_match is not None and "*" in self.if_none_match


ANY = Match()


Span = tuple[int, int]
"""The first and the last second since 1970."""
_SPANNED = "\x00"
"""Around the span of a brief: a character that no text has."""


class Body(Struct, frozen=True):
    """What is to be kept, and what its service found in it on the way in.

    `alias` is a second identity, unique in the folder (a vCard's UID); `text` is what searches
    look through, casefolded; `span` from when to when it can matter, in seconds since 1970. All
    three are sealed.
    """

    content: bytes
    alias: str | None = None
    text: str | None = None
    span: Span | None = None

    @property
    def brief(self) -> bytes | None:
        """What searches look through, in one piece; None when nothing can be looked for."""
        if self.span is None:
            return None if self.text is None else self.text.encode()
        return f"{_SPANNED}{self.span[0]}:{self.span[1]}{_SPANNED}{self.text or ''}".encode()


def brief_of(sealed: bytes) -> tuple[str, Span | None]:
    """The text and the span of a brief."""
    text = sealed.decode()
    if not text.startswith(_SPANNED):
        return text, None
    _, span, text = text.split(_SPANNED, 2)
    first, _, last = span.partition(":")
    return text, (int(first), int(last))


class Folder(Struct, frozen=True):
    """A folder: `token` rises with each change in it (sync-token, ctag).

    `mark` says which folder it is and where it stands: what came later is asked for by it.
    Properties that are damaged are not there; a name that is damaged is empty.
    """

    id: FolderId
    token: int
    items: int
    size: int
    props: dict[str, str] = field(default_factory=dict[str, str])
    mark: str = ""


class Entry(Struct, frozen=True):
    """An item without its body. `size` in bytes; the ETag changes only when the bytes do."""

    name: ItemId
    etag: str
    size: int
    changed: int


class Item(Struct, frozen=True):
    """An item. `opened` is None when it is damaged; the name is empty when that is damaged too."""

    name: ItemId
    etag: str
    size: int
    changed: int
    opened: bytes | None

    @property
    def is_damaged(self) -> bool:
        """Whether what is kept of it does not open: whoever reads many goes on with the next."""
        return self.opened is None

    @property
    def body(self) -> bytes:
        """Its bytes. Raises `DamagedError`."""
        if self.opened is None:
            raise DamagedError("this is damaged where it is kept", hint="restore a backup")
        return self.opened


class Kept(Struct, frozen=True):
    """The answer to a write."""

    etag: str
    created: bool


class Changes(Struct, frozen=True):
    """What happened in a folder after a token; with `more`, ask again from `token`."""

    changed: list[Entry]
    gone: list[ItemId]
    token: int
    more: bool


class Erased(Struct, frozen=True):
    """What an erasure made unreadable. `size` in bytes before sealing."""

    items: int
    size: int
    keys: int


class AccountState(Struct, frozen=True):
    """Where an account stands, since when, whether its member put it there, and until when."""

    state: State
    since: int | None = None
    is_own: bool = False
    ends_at: int | None = None


class Line(Struct, frozen=True):
    """One line of the journal, as the person it is about can read it.

    `did` is one of `Operation`, or `consent`, `withdraw`, `bind`, `admit`, `state-…`. `actor` and
    `reason` are empty once the sealed part has expired.
    """

    index: int
    at: int
    did: str
    outcome: str
    category: Category | None
    purpose: str | None
    clause: ClauseId | None
    by: str
    count: int
    actor: str = ""
    reason: str = ""
