"""The form of a card that a client asked for: another version, or some properties (RFC 6352 §10.4).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

from collections.abc import Collection

from bailee.protocols.vcard.card import version_of
from bailee.protocols.vcard.lines import VERSIONS, Line, UnsupportedError, parse, write
from bailee.protocols.vcard.property import Property
from bailee.protocols.vcard.to_v3 import to_v3
from bailee.protocols.vcard.to_v4 import to_v4

_ALWAYS = frozenset({"VERSION", "UID", "FN"})


def convert(body: bytes, version: str) -> bytes:
    """Write a card in `version`; as it is when it has that version already.

    What a version has no word for is kept as it was written. Raises `UnsupportedError` for a
    version other than 3.0 and 4.0, `MalformedError` when this is not a card.
    """
    if version not in VERSIONS:
        raise UnsupportedError("cards are given as vCard 3.0 and 4.0")
    lines = parse(body)
    if version_of(lines) == version:
        return body
    props = [Property.of(line) for line in lines if line[1].upper() != "VERSION"]
    changed = to_v4(props) if version == "4.0" else to_v3(props)
    return write([("", "VERSION", "", version), *(prop.line() for prop in changed)])


def only(
    body: bytes, names: Collection[str], *, without_value: Collection[str] = frozenset()
) -> bytes:
    """Write a card with the properties of these names, and those of `without_value` left empty.

    A name may begin with a group (`item1.EMAIL`); without one it means those of every group.
    VERSION, UID and FN always come: without them it would be no card. Raises `MalformedError`.
    """
    wanted = _ALWAYS | {name.upper() for name in names}
    empty = {name.upper() for name in without_value}
    return write(
        (*line[:3], "" if _named(line, empty) and not _named(line, wanted) else line[3])
        for line in parse(body)
        if _named(line, wanted) or _named(line, empty)
    )


def _named(line: Line, names: Collection[str]) -> bool:
    name = line[1].upper()
    return name in names or (line[0] != "" and f"{line[0].upper()}.{name}" in names)
