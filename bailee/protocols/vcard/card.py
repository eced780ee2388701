"""A card as it comes in: whether it is one, whose identity it has, what can be searched in it.

May be imported by: protocols.vcard.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.protocols.content.text import bare, unescape, unescape_lines
from bailee.protocols.vcard.lines import VERSIONS, Line, MalformedError, UnsupportedError, parse

NOT_SEARCHED = frozenset(
    {
        "KEY",
        "LOGO",
        "MEMBER",
        "PHOTO",
        "PRODID",
        "REV",
        "SOUND",
        "VERSION",
        "X-ADDRESSBOOKSERVER-MEMBER",
    }
)
"""Properties left out of the text of a card: pictures, and what no person would look for."""
_ONCE = frozenset({"BEGIN", "END", "UID", "VERSION"})
_TWO_CARDS = "there is more than one card"
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MAX_UID = 1000
_SHORT = 100


class Card(Struct, frozen=True):
    """What is to be known of a card without reading it again.

    `text` holds the values of its properties, one per line, in the form of `searchable`.
    """

    uid: str | None
    version: str
    text: str
    is_group: bool


def read(body: bytes) -> Card:
    """Read a card of version 3.0 or 4.0. Raises `MalformedError`, told in words for people.

    Demanded: one card, UTF-8, a version, a name (FN or N). A UID may be missing.
    """
    lines = parse(body)
    first: dict[str, str] = {}
    searched: list[str] = []
    for _, name, params, value in lines:
        key = name.upper()
        if key not in first:
            first[key] = value
        elif key in _ONCE:
            raise MalformedError(_twice(key, first))
        if key not in NOT_SEARCHED and not (len(value) > _SHORT and is_binary(params, value)):
            searched.append(value)
    _check(first)
    return Card(
        uid=unescape(first.get("UID", "")).strip() or None,
        version=first["VERSION"].strip(),
        text=bare(unescape_lines("\n".join(searched))),
        is_group=any(first.get(kind, "").strip().lower() == "group" for kind in _KINDS),
    )


def version_of(lines: list[Line]) -> str:
    """Return the version of a card. Raises `UnsupportedError`."""
    version = next((line[3].strip() for line in lines if line[1].upper() == "VERSION"), "")
    if version not in VERSIONS:
        raise UnsupportedError("cards are kept as vCard 3.0 and 4.0")
    return version


def is_binary(params: str, value: str) -> bool:
    """Whether a value is data, not text: it is not searched and matches no text."""
    if len(value) <= _SHORT:
        return False
    if params and "ENCODING=B" in params.upper():
        return True
    return value.startswith(("data:", "DATA:"))


def _check(first: dict[str, str]) -> None:
    if "BEGIN" in first or "END" in first:
        raise MalformedError(_TWO_CARDS)
    if "VERSION" not in first:
        raise MalformedError("the card does not say its version")
    if first["VERSION"].strip() not in VERSIONS:
        raise UnsupportedError("cards are kept as vCard 3.0 and 4.0")
    if "FN" not in first and "N" not in first:
        raise MalformedError("the card has no name: neither FN nor N")
    if len(first.get("UID", "")) > _MAX_UID:
        raise MalformedError("the UID of the card is too long")


def _twice(key: str, first: dict[str, str]) -> str:
    return _TWO_CARDS if "END" in first else f"the card has more than one {key}"
