"""Under which name each item was kept that stands in a file with others, and how long it is there.

A vCard does not say what it was called on the server; devices know it by that name. With the
names beside the file it can be put back just as it was, and a later export of what changed can be
laid over an earlier one. What is noted waits packed, some twenty bytes an item, because a ZIP is
written one file after another.

Keeps: access.self.
May be imported by: rights.export, rights.bringing, tests.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import msgspec

from bailee.rights.export.archive import Archive
from bailee.terms import Category
from bailee.vault import Item

__all__ = ["Named", "Names"]

_encode = msgspec.json.encode


class Named(msgspec.Struct, frozen=True):
    """Some items that follow each other in a file: each by its name and its bytes there."""

    file: str
    folder: str
    items: list[tuple[str, int]]


class Names:
    """The names of one category, in the order of its files."""

    def __init__(self) -> None:
        """None yet."""
        self._packer = zlib.compressobj(1)
        self._packed = list[bytes]()

    def add(self, path: str, folder: str, items: Sequence[Item]) -> None:
        """Note some items that follow each other in a file."""
        row = Named(path, folder, [(item.name, _length(item.body)) for item in items])
        self._packed.append(self._packer.compress(_encode(row) + b"\n"))

    def write(self, archive: Archive, category: Category) -> Iterator[None]:
        """Write them beside the data; yields when bytes have gathered."""
        if not self._packed:
            return
        self._packed.append(self._packer.flush())
        unpacker = zlib.decompressobj()
        with archive.file(f"names/{category}.jsonl") as entry:
            for part in self._packed:
                entry.write(unpacker.decompress(part))
                if archive.has_enough:
                    yield


def _length(body: bytes) -> int:
    return len(body) if body.endswith(b"\n") else len(body) + 2
