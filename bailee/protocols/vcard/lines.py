"""Content lines: from bytes to properties and back (RFC 6350 §3.2-3.3, RFC 2425 §5.8).

May be imported by: protocols.vcard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Line = tuple[str, str, str, str]
"""A property as written, unfolded: group, name, parameters with their `;`, value."""

VERSIONS = frozenset({"3.0", "4.0"})
MAX_SIZE = 16 * 1024 * 1024
"""Bytes of a card, photo included."""
_MAX_LINES = 50_000
_WIDTH = 75
_BOM = b"\xef\xbb\xbf"
# DEL, all below the space but tab and newline, U+FFFE, U+FFFF: not in RFC 6350, or not in XML.
_CONTROLS = bytes(i for i in (*range(32), 127) if i not in b"\t\n")
_FFFE, _FFFF = b"\xef\xbf\xbe", b"\xef\xbf\xbf"
_LINE = re.compile(
    r"^(?:([\w-]++)\.)?([\w-]++)"
    r'((?:;[^:"\n]*+(?:"[^"\n]*+"[^:"\n]*+)*+)?+)'
    r":(.*)$",
    re.ASCII | re.MULTILINE,
)


class MalformedError(ValueError):
    """This is not a card that can be kept. `reason` tells people why; it quotes nothing of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnsupportedError(MalformedError):
    """A card, or a wish for one, of a version other than 3.0 and 4.0."""


def parse(body: bytes) -> list[Line]:
    """Read the properties between BEGIN and END, in order. Raises `MalformedError`."""
    text = _unfold(body)
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
        out.append(_fold(f"{start}{params}:{value}".encode()))
    out += (b"END:VCARD", b"")
    return b"\r\n".join(out)


def _unfold(body: bytes) -> str:
    """Join folded lines, before decoding: a fold may fall inside a character (RFC 6350 §3.2)."""
    if len(body) > MAX_SIZE:
        raise MalformedError(f"the card is larger than {MAX_SIZE} bytes")
    data = body.removeprefix(_BOM).replace(b"\r\n", b"\n")
    if len(data.translate(None, _CONTROLS)) != len(data) or _FFFE in data or _FFFF in data:
        raise MalformedError("the card has control characters")
    try:
        text = data.replace(b"\n ", b"").replace(b"\n\t", b"").decode()
    except UnicodeDecodeError:
        raise MalformedError("the card is not UTF-8") from None
    return text.strip()


def _check_all_read(text: str, read: int) -> None:
    """Forgive empty lines, which some phones write, and nothing else."""
    if sum(map(bool, text.split("\n"))) != read:
        raise MalformedError("a line of the card is not `NAME:value`")


def _is(line: Line, name: str) -> bool:
    return line[1].upper() == name and line[3].strip().upper() == "VCARD" and not line[0]


def _fold(line: bytes) -> bytes:
    """Break a line after at most 75 bytes, never inside a character."""
    if len(line) <= _WIDTH:
        return line
    parts, start, width = list[bytes](), 0, _WIDTH
    while start < len(line):
        end = start + width
        while end < len(line) and line[end] & 0xC0 == 0x80:  # noqa: PLR2004 - inside a character
            end -= 1
        parts.append(line[start:end])
        start, width = end, _WIDTH - 1
    return b"\r\n ".join(parts)
