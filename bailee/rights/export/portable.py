"""How a category is written down to be taken elsewhere, by the media type its service declared.

Cards go one after another into a file for each address book, as every contacts app reads them; JSON
records into one object by name; anything else stays a file of its own. Bytes are not changed.

Keeps: access.self.
May be imported by: rights.export, tests.
"""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import ExitStack, contextmanager

import msgspec

from bailee.rights.export.archive import Archive, Entry
from bailee.rights.export.names import Names
from bailee.terms import Category
from bailee.vault import Folder, Item

__all__ = ["write"]

_UNSAFE = re.compile(r"[^\w.@+ -]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Devices of Windows, whatever their ending."""
_LONGEST_BYTES = 120
_encode = msgspec.json.encode
Runs = AsyncIterator[tuple[Folder, list[Item]]]


class _Cards:
    """RFC 6350 §3.2: a file has one or more vCards."""

    suffix = ".vcf"

    def items(self, entry: Entry, items: Sequence[Item]) -> None:
        bodies = (item.body for item in items)
        entry.write(b"".join(b if b.endswith(b"\n") else b + b"\r\n" for b in bodies))

    def end(self, entry: Entry) -> None:
        """Nothing stands after the last."""


class _Records:
    """One JSON object: each record under its name."""

    suffix = ".json"

    def __init__(self) -> None:
        self._mark = b"{"

    def items(self, entry: Entry, items: Sequence[Item]) -> None:
        for item in items:
            entry.write(b"%s\n%s: %s" % (self._mark, _encode(item.name), item.body))
            self._mark = b","

    def end(self, entry: Entry) -> None:
        entry.write(b"\n}\n")


_FORMS: dict[str, type[_Cards | _Records]] = {"text/vcard": _Cards, "application/json": _Records}


class _Paths:
    """Paths that are safe on every system and never twice the same."""

    def __init__(self, category: Category) -> None:
        self._category = category
        self._taken: set[str] = set()

    def path(self, *names: str, suffix: str) -> str:
        base = "/".join(["data", self._category, *(_safe(name) for name in names)])
        path, number = f"{base}{suffix}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{base} ({number}){suffix}"
        self._taken.add(path.casefold())
        return path


def _safe(name: str) -> str:
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).encode()[:_LONGEST_BYTES]
    found = plain.decode(errors="ignore").strip(". ") or "_"
    return f"_{found}" if _RESERVED.fullmatch(found) else found


async def write(
    archive: Archive, category: Category, media: str, runs: Runs, *, names: Names
) -> AsyncIterator[int]:
    """Write all items, none of them damaged; yields how many whenever bytes have gathered.

    `names` are told where each item went.
    """
    kind, paths = _FORMS.get(media), _Paths(category)
    if kind is None:
        async for count in _each(archive, paths, mimetypes.guess_extension(media) or "", runs):
            yield count
        return
    async for count in _joined(archive, paths, kind, runs, names=names):
        yield count


async def _each(archive: Archive, paths: _Paths, suffix: str, runs: Runs) -> AsyncIterator[int]:
    count = 0
    async for folder, items in runs:
        for item in items:
            name = item.name.removesuffix(suffix)
            archive.add(paths.path(folder.id, name, suffix=suffix), item.body)
            count += 1
            if archive.has_enough:
                yield count
    yield count


async def _joined(
    archive: Archive, paths: _Paths, kind: type[_Cards | _Records], runs: Runs, *, names: Names
) -> AsyncIterator[int]:
    count, folder, form, path, entry = 0, None, kind(), "", None
    with ExitStack() as file:
        async for within, items in runs:
            if not items:
                continue
            if entry is None or within is not folder:
                file.close()
                folder, form = within, kind()
                path = paths.path(within.id, suffix=form.suffix)
                entry = file.enter_context(_file(archive, path, form))
            form.items(entry, items)
            if kind is _Cards:
                names.add(path, within.id, items)
            count += len(items)
            if archive.has_enough:
                yield count
    yield count


@contextmanager
def _file(archive: Archive, path: str, form: _Cards | _Records) -> Generator[Entry]:
    with archive.file(path) as entry:
        yield entry
        form.end(entry)
