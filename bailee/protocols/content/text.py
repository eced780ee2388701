"""The text in values: escapes, parts, and the form in which texts are compared.

May be imported by: protocols.vcard, protocols.ical.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from unicodedata import combining, normalize

_ESCAPE = re.compile(r"\\([\\,;:nN])")
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def unescape(value: str) -> str:
    r"""Undo the escapes of a value: `\,` `\;` `\\` and `\n` (RFC 6350 §3.4)."""
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def unescape_lines(values: str) -> str:
    r"""Undo the escapes of many values, one per line: `\n` becomes a space."""
    if "\\" not in values:
        return values
    return _ESCAPE.sub(lambda found: _unescaped(found).replace("\n", " "), values)


def escape(text: str) -> str:
    """Escape a text so that it is one value, or one part of one."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def split(value: str, separator: str) -> list[str]:
    """Cut a value at `;` or `,` where it is not escaped; the parts stay escaped."""
    if "\\" not in value:
        return value.split(separator)
    # A card has no control characters, so two of them can stand for the escapes meanwhile.
    hidden = value.replace("\\\\", "\x00").replace(f"\\{separator}", "\x01")
    return [
        part.replace("\x01", f"\\{separator}").replace("\x00", "\\\\")
        for part in hidden.split(separator)
    ]


def ascii_key(text: str) -> str:
    """Make texts equal that differ in the case of A to Z (RFC 4790 §9.2)."""
    return text.translate(_LOWER)


def unicode_key(text: str) -> str:
    """Make texts equal that differ in case or in how they are composed.

    RFC 5051 maps to title case; case folding holds more letters to be equal (ß is ss).
    """
    text = text.casefold()
    return text if text.isascii() else normalize("NFKD", normalize("NFKD", text).casefold())


def searchable(text: str) -> str:
    """Reduce a text to what can be searched in one step: no case, no accents, newlines as spaces.

    If a text is found in another by any collation, its searchable form is found in the other's.
    """
    return bare(text.replace("\n", " "))


def bare(lines: str) -> str:
    """Do as `searchable`, and keep the newlines between lines."""
    # Accents go because decomposing may reorder them: with them, what was found might not be.
    folded = lines.casefold()
    return folded if folded.isascii() else _NOT_ASCII.sub(_without_accents, folded)


def _without_accents(found: re.Match[str]) -> str:
    text = found[0]
    # Most are one letter; more than that could be somebody's name, which nothing remembers.
    return _letter(text) if len(text) == 1 else _base(text)


def _base(text: str) -> str:
    return "".join(char for char in unicode_key(text) if not combining(char))


_letter = lru_cache(1024)(_base)


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]
