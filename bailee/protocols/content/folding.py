"""Folded lines: joined when they come in, broken when they go out (RFC 5545 §3.1, RFC 6350 §3.2).

May be imported by: protocols.vcard, protocols.ical.
"""

from __future__ import annotations

__all__ = ["MalformedError", "UnsupportedError", "fold", "unfold"]

_WIDTH = 75
_BOM = b"\xef\xbb\xbf"
# DEL, all below the space but tab and newline, U+FFFE, U+FFFF: in no standard, or not in XML.
_CONTROLS = bytes(i for i in (*range(32), 127) if i not in b"\t\n")
_FFFE, _FFFF = b"\xef\xbf\xbe", b"\xef\xbf\xbf"


class MalformedError(ValueError):
    """This is nothing that can be kept. `reason` tells people why; it quotes nothing of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnsupportedError(MalformedError):
    """It can be read, and is of a kind or version that is not kept here."""


def unfold(body: bytes, *, what: str, most: int) -> str:
    """Join folded lines, before decoding: a fold may fall inside a character.

    `what` it is, for the reason: `the card`; `most`: its bytes. Raises `MalformedError`.
    """
    if len(body) > most:
        raise MalformedError(f"{what} is larger than {most} bytes")
    data = body.removeprefix(_BOM).replace(b"\r\n", b"\n")
    if len(data.translate(None, _CONTROLS)) != len(data) or _FFFE in data or _FFFF in data:
        raise MalformedError(f"{what} has control characters")
    try:
        text = data.replace(b"\n ", b"").replace(b"\n\t", b"").decode()
    except UnicodeDecodeError:
        raise MalformedError(f"{what} is not UTF-8") from None
    return text.strip()


def fold(line: bytes) -> bytes:
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
