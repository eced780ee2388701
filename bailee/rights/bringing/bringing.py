"""Taking in what somebody brings: their own copy, or a tree of files as other services give it.

What a service takes, it declares by the endings of files; what nobody takes is counted and told,
so that nothing seems to have arrived that did not. Nothing is overwritten: an item that is here
already is left as it is, and one that is here in another form is told of. So it can be done twice.

Keeps: access.self, cloud.import.
May be imported by: rights.bringing, tests.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

import msgspec
from msgspec import Struct, field

from bailee.rights.bringing.package import PackageError, Taken, opened
from bailee.rights.bringing.taker import Kept, NotTakenError, Taker
from bailee.rights.export.names import Named
from bailee.terms import Actor, SubjectId

__all__ = ["Bringing", "Report"]

_KNOWN = {".ics": (b"BEGIN:VEVENT", b"BEGIN:VTODO"), ".mbox": (b"From ",)}
"""What is known and has no category yet, and how its items begin."""
_OURS = ("manifest.json", "manifest.note", "policy.toml", "consents.json", "consents.jsonld")
_OURS_WITHIN = ("journal/", "names/")
_MOST_TOLD = 100
_LONGEST = 120
_MOST_LINE = 1 << 16
_MOST_ROW = 1 << 24
_RUN_ITEMS, _RUN_BYTES = 64, 1 << 20


class Odd(Struct, frozen=True):
    """What was not taken: where it was, and why, in words for people."""

    where: str
    why: str


class Report(Struct):
    """What became of all of it. `waits`: items of what nobody takes yet, by the ending of files.

    `stays`: here already in another form. `ours`: files of our own copies that stay in them: who
    somebody was in another house is not taken over. `odd` names the first hundred of `not_taken`.
    """

    new: int = 0
    same: int = 0
    stays: int = 0
    not_taken: int = 0
    ours: int = 0
    waits: dict[str, int] = field(default_factory=dict[str, int])
    unknown: dict[str, int] = field(default_factory=dict[str, int])
    odd: list[Odd] = field(default_factory=list[Odd])
    done_bytes: int = 0
    all_bytes: int = 0

    def miss(self, where: str, why: str) -> None:
        """Tell of something that was not taken."""
        self.not_taken += 1
        if len(self.odd) < _MOST_TOLD:
            self.odd.append(Odd(_shown(where), _shown(why)))


class Bringing:
    """Takes in; knows no service, only what they declared."""

    def __init__(self, takers: Sequence[Taker]) -> None:
        """`takers`: the services that take files."""
        self._takers = {suffix: taker for taker in takers for suffix in taker.suffixes}

    @property
    def suffixes(self) -> frozenset[str]:
        """How the names of files end that are taken."""
        return frozenset(self._takers)

    async def take(
        self, source: Path | IO[bytes], *, of: SubjectId, actor: Actor, name: str = ""
    ) -> Report:
        """Take in a ZIP, a folder or a file. Raises `PackageError`, `Refused`."""
        report = Report()
        async for step in self.steps(source, of=of, actor=actor, name=name):
            report = step
        return report

    async def steps(
        self, source: Path | IO[bytes], *, of: SubjectId, actor: Actor, name: str = ""
    ) -> AsyncIterator[Report]:
        """The same, telling after each file how far it is."""
        with opened(source, name=name) as files:
            report = Report(all_bytes=sum(file.size for file in files))
            yield report
            names = _names(files)
            for file in files:
                await self._file(file, names.get(file.path, []), report, of=of, actor=actor)
                report.done_bytes += file.size
                yield report

    async def _file(
        self, file: Taken, named: list[Named], report: Report, *, of: SubjectId, actor: Actor
    ) -> None:
        suffix = PurePosixPath(file.path).suffix.lower()
        taker = self._takers.get(suffix)
        try:
            if taker is not None:
                await self._items(taker, file, named, report, of=of, actor=actor)
            elif suffix in _KNOWN:
                with file.open() as stream:
                    counted = await asyncio.to_thread(_count, stream, _KNOWN[suffix])
                report.waits[suffix] = report.waits.get(suffix, 0) + counted
            elif file.path in _OURS or file.path.startswith((*_OURS_WITHIN, "data/")):
                report.ours += 1
            elif file.path != "index.html":
                key = _shown(suffix) or "?"
                report.unknown = dict(Counter(report.unknown) + Counter([key]))
        except (PackageError, OSError) as error:
            report.miss(file.path, str(error))

    async def _items(
        self,
        taker: Taker,
        file: Taken,
        named: list[Named],
        report: Report,
        *,
        of: SubjectId,
        actor: Actor,
    ) -> None:
        with file.open() as stream:
            runs = _runs(_parts(taker, stream, named))
            # Reading apart: a file of gigabytes without an item in it holds up nobody else.
            while run := await asyncio.to_thread(next, runs, None):
                # Together, so that they share a write to the disk; they wait for each other there.
                takes = (
                    taker.take(body, folder=folder, name=name, of=of, actor=actor)
                    for _, folder, name, body in run
                )
                for part, kept in zip(
                    run, await asyncio.gather(*takes, return_exceptions=True), strict=True
                ):
                    _note(report, f"{file.path} ({part.number})", kept)


class _Part(NamedTuple):
    """One item of a file: which it is, where it was, and what."""

    number: int
    folder: str
    name: str
    body: bytes


def _note(report: Report, where: str, kept: Kept | BaseException) -> None:
    """Count what became of an item. Raises what is no answer."""
    if isinstance(kept, NotTakenError):
        report.miss(where, str(kept))
        return
    if isinstance(kept, BaseException):
        raise kept
    report.new += kept is Kept.NEW
    report.same += kept is Kept.SAME
    report.stays += kept is Kept.OTHER
    if kept is Kept.OTHER and len(report.odd) < _MOST_TOLD:
        report.odd.append(Odd(_shown(where), "is here already in another form"))


def _runs(parts: Iterator[_Part]) -> Iterator[list[_Part]]:
    """Some at a time, and the first of a folder alone.

    Then the folder is there for the rest, which are written down in their order.
    """
    run, size, folder = list[_Part](), 0, None
    for part in parts:
        if part.folder != folder:
            folder = part.folder
            if run:
                yield run
            yield [part]
            run, size = [], 0
            continue
        run.append(part)
        size += len(part.body)
        if len(run) == _RUN_ITEMS or size > _RUN_BYTES:
            yield run
            run, size = [], 0
    if run:
        yield run


def _parts(taker: Taker, stream: IO[bytes], named: list[Named]) -> Iterator[_Part]:
    """The items: as our own copy says, else as the file comes apart."""
    number = 0
    for run in named:
        for name, size in run.items:
            number += 1
            yield _Part(number, run.folder, name, stream.read(size))
    for number, body in enumerate(taker.items(stream), number + 1):  # noqa: B020 - it goes on
        yield _Part(number, "", "", body)


def _names(files: Sequence[Taken]) -> dict[str, list[Named]]:
    """What our own copy says of the files in it; nothing, where that cannot be read."""
    found: dict[str, list[Named]] = {}
    sizes = {file.path: file.size for file in files}
    for file in files:
        if not file.path.startswith("names/") or file.size > _MOST_ROW:
            continue
        try:
            with file.open() as stream:
                rows = [msgspec.json.decode(line, type=Named) for line in stream]
        except (msgspec.DecodeError, PackageError, OSError):
            continue
        for row in rows:
            found.setdefault(row.file, []).append(row)
    return {path: rows for path, rows in found.items() if _fits(rows, sizes.get(path, -1))}


def _fits(rows: list[Named], size: int) -> bool:
    """Whether the names are of just this file."""
    lengths = [length for row in rows for _, length in row.items]
    return all(length > 0 for length in lengths) and sum(lengths) == size


def _count(stream: IO[bytes], beginnings: tuple[bytes, ...]) -> int:
    count, is_start = 0, True
    while line := stream.readline(_MOST_LINE):
        count += is_start and line.startswith(beginnings)
        is_start = line.endswith(b"\n")
    return count


def _shown(text: str) -> str:
    """On one line and short: names come from whoever made the file."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text)
    return plain if len(plain) <= _LONGEST else f"…{plain[-_LONGEST:]}"
