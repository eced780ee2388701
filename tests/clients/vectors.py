"""The language of a vector: what one client sends, step by step, and what it then needs.

A vector is a TOML file of `vectors/`. `send`, `headers` and `body` are Jinja templates over what
earlier steps kept; `needs` and `keep` are XPath 1.0 over the answer, with the prefixes of
`PREFIXES`, what was kept as `$variables`, and `{ok}` for the properties that were found.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

PREFIXES = {
    "D": "DAV:",
    "C": "urn:ietf:params:xml:ns:carddav",
    "CS": "http://calendarserver.org/ns/",
    "ME": "http://me.com/_namespace/",
}
FOUND = "D:propstat[D:status='HTTP/1.1 200 OK']/D:prop"
"""Thunderbird compares this line letter by letter; so do we, for all."""
HERE = Path(__file__).parent / "vectors"


class Expect(Struct, forbid_unknown_fields=True, frozen=True):
    """What the client needs of an answer in order to go on."""

    status: list[int]
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Header → a word that must be among its comma-separated ones, or `*`: any value."""
    needs: list[str] = field(default_factory=list[str])
    """XPaths that must be true."""
    body: str | None = None
    """The exact body."""


class Step(Struct, forbid_unknown_fields=True, frozen=True):
    """One request, and what of its answer is kept for later ones."""

    says: str
    send: str
    expect: Expect
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: str | None = None
    keep: dict[str, str] = field(default_factory=dict[str, str])
    """Name → `header NAME`, or an XPath: a string, or a list of the strings it finds."""
    by: Literal["client", "neighbor"] = "client"
    """`neighbor`: another device of the same person, with no header of its own."""
    again_while: str | None = None
    """Send again, with what was kept, while this XPath is true of the answer."""


class Vector(Struct, forbid_unknown_fields=True, frozen=True):
    """One client's requests, in its order and shape."""

    client: str
    read_in: list[str]
    login: Literal["before", "when-asked", "each-time"]
    """When it sends the password: at once; after the first 401; after a 401 each time."""
    headers: dict[str, str]
    step: list[Step]
    given: int = 0
    """How many invented cards are in the address book before the client comes."""
    facts: dict[str, str] = field(default_factory=dict[str, str])
    """Names for longer texts (cards, mostly) that steps use."""


def read(path: Path) -> Vector:
    """Read a vector; refuses keys that the language does not have."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Vector)


def names() -> list[str]:
    """The vectors that there are."""
    return sorted(path.stem for path in HERE.glob("*.toml"))
