"""Another reader of cards, to hold ours against: vobject, which has no types."""

from __future__ import annotations

from typing import Protocol, cast

import vobject


class _Line(Protocol):
    value: object


class _Read(Protocol):
    contents: dict[str, list[_Line]]


class _Reader(Protocol):
    def __call__(self, stream: str) -> _Read: ...


_read_one = cast("_Reader", vobject.readOne)  # pyright: ignore[reportUnknownMemberType] - typed here
KEYS = ("fn", "n", "tel", "email", "adr", "org", "note", "nickname")


def seen_by_another(body: bytes) -> list[tuple[str, str]]:
    """Return names, numbers and addresses of a 3.0 card as a library of others reads them."""
    contents = _read_one(body.decode()).contents
    return [(key, str(line.value)) for key in KEYS for line in contents.get(key, [])]
