"""Somebody who has every file, and even the root key: what can they read?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bailee.keys import Key, Ring, UnreadableError
from bailee.terms import KeyRow
from bailee.vault.index import brief_bound
from tests.homes import Place


def everything(folder: Path) -> bytes:
    """Every byte of every file in a folder, write-ahead logs included."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"\0".join(path.read_bytes() for path in files)


def wrapped(place: Place) -> list[KeyRow]:
    """Every wrapped key, as it lies in the key store."""
    return place.store.outside(1 << 30, limit=100_000)


def readable(place: Place) -> list[str]:
    """All names and texts of items that any key of the key store opens."""
    rows = place.database.read.all("SELECT folder, version, name, brief FROM item")
    ring = Ring(place.store, place.root)
    names = {(row.subject, row.name) for row in wrapped(place) if row.holder == "bailee"}
    keys = [key for name in names if (key := ring.find(*name)) is not None]
    return [text for key in keys for row in rows for text in _opened(key, row)]


def _opened(key: Key, row: tuple[int, int, bytes, bytes]) -> Iterator[str]:
    folder, version, name, brief = row
    try:
        yield key.open_name(name)
        yield key.open(brief, bound=brief_bound(folder, version, name)).decode()
    except UnreadableError:
        return
