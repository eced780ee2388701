"""Addresses that reach people: mailboxes (RFC 5321 §4.1.2) and telephone numbers (ITU-T E.164).

Narrower than the standards where that only ever hides a mistake: no quoted local parts, no address
literals, no host without a dot, no `=?`, which a header would read as the beginning of other
characters (RFC 2047 §2), and a number always with its country.
"""

from __future__ import annotations

import re
from unicodedata import normalize

__all__ = ["MalformedAddressError", "mailbox", "number", "same"]

_MOST_CHARACTERS = 320
_MOST_PATH, _MOST_LOCAL, _MOST_DOMAIN = 254, 64, 253
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_ONLY_DIGITS = re.compile(r"[0-9.]+")
_BETWEEN = re.compile(r"[\s().\u2010-\u2015/-]")
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


class MalformedAddressError(ValueError):
    """The text is no address of this kind."""


def mailbox(text: str) -> str:
    """A mailbox as it is written to: the domain in ASCII (RFC 5890 §2.3.2.1), in small letters.

    At most 64 octets before the @ and 254 in all (RFC 5321 §4.5.3.1). Raises
    `MalformedAddressError`.
    """
    local, at, domain = _trimmed(text).rpartition("@")
    domain = _ascii(domain)
    if (
        not at
        or not _LOCAL.fullmatch(local)
        or "=?" in local
        or len(local) > _MOST_LOCAL
        or len(domain) > _MOST_DOMAIN
        or not _DOMAIN.fullmatch(domain)
        or _ONLY_DIGITS.fullmatch(domain)
        or len(local) + 1 + len(domain) > _MOST_PATH
    ):
        raise MalformedAddressError("this is not a mail address")
    return f"{local}@{domain}"


def number(text: str) -> str:
    """A telephone number in E.164: `+`, the country, at most fifteen digits.

    `00` may stand for the `+`, and `(0)` for the zero that is dialed at home. Raises
    `MalformedAddressError`.
    """
    plain = _BETWEEN.sub("", _trimmed(text).replace("(0)", ""))
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if not _NUMBER.fullmatch(plain):
        raise MalformedAddressError("this is not a telephone number with its country")
    return plain


def same(address: str) -> str:
    """What two spellings of one address have in common.

    RFC 5321 §2.4 leaves capitals before the @ to the host; no host that people use minds them.
    """
    return address.casefold()


def _trimmed(text: str) -> str:
    if len(text) > _MOST_CHARACTERS:
        raise MalformedAddressError("an address is not that long")
    return normalize("NFKC", text).strip()


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
