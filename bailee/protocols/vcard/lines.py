"""Content lines: from bytes to properties and back (RFC 6350 §3.2-3.3, RFC 2425 §5.8).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bailee.protocols.content.folding import MalformedError, UnsupportedError, fold, unfold

__all__ = ["MAX_SIZE", "VERSIONS", "Line", "MalformedError", "UnsupportedError", "parse", "write"]

Line = tuple[str, str, str, str]
"""A property as written, unfolded: group, name, parameters with their `;`, value."""

VERSIONS = frozenset({"3.0", "4.0"})
MAX_SIZE = 16 * 1024 * 1024
"""Bytes of a card, photo included."""
_MAX_LINES = 50_000
_LINE = re.compile(
    r"^(?:([\w-]++)\.)?([\w-]++)"
    r'((?:;[^:"\n]*+(?:"[^"\n]*+"[^:"\n]*+)*+)?+)'
    r":(.*)$",
    re.ASCII | re.MULTILINE,
)


def parse(body: bytes) -> list[Line]:
    """Read the properties between BEGIN and END, in order. Raises `MalformedError`."""
    text = unfold(body, what="the card", most=MAX_SIZE)
    lines: list[Line] = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1:
        _check_all_read(text, len(lines))
    if len(lines) > _MAX_LINES:
        raise MalformedError("the card has too many lines")
    if not lines or not _is(lines[0], "BEGIN"):
        raise MalformedError("this is not a vCard")
    if not _is(lines[-1], "END"):
        raise MalformedError("the card has no end")
    return lines[1:-1]


def write(lines: Iterable[Line]) -> bytes:
    """Write a card with these properties between BEGIN and END, folded, lines ending in CRLF."""
    out = [b"BEGIN:VCARD"]
    for group, name, params, value in lines:
        start = f"{group}.{name}" if group else name
        out.append(fold(f"{start}{params}:{value}".encode()))
    out += (b"END:VCARD", b"")
    return b"\r\n".join(out)


def _check_all_read(text: str, read: int) -> None:
    """Forgive empty lines, which some phones write, and nothing else."""
    if sum(map(bool, text.split("\n"))) != read:
        raise MalformedError("a line of the card is not `NAME:value`")


def _is(line: Line, name: str) -> bool:
    return line[1].upper() == name and line[3].strip().upper() == "VCARD" and not line[0]
