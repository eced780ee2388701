"""A ZIP, a folder or a single file that somebody brings: looked into, and never unpacked.

Nothing is written to any disk, so no name in it can lead anywhere. What it may cost is bounded:
files, the list of them, bytes, and how far a file may swell.

Keeps: access.self.
May be imported by: rights.bringing, tests.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from msgspec import Struct

from bailee.terms import BaileeError

__all__ = ["PackageError", "Taken", "opened"]

_MOST_FILES = 100_000
_MOST_BYTES = 16 * 1024**3
_MOST_LISTED_BYTES = 32 * 1024**2
_SWELLS = 200
"""How often larger than in the ZIP a file may be; text seldom shrinks to a fiftieth."""
_SMALL_BYTES = 16 * 1024**2
"""What is no larger may swell as it likes."""
_END, _END_64, _LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_UNREADABLE = (OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zlib.error)


class PackageError(BaileeError):
    """This cannot be taken in."""


class Taken(Struct, frozen=True):
    """One file in a package: its path there, its bytes, and how it is opened."""

    path: str
    size: int
    open: Callable[[], IO[bytes]]


class _Bounded(io.RawIOBase):
    """A file that ends with an error where it has more bytes than it said."""

    def __init__(self, inner: IO[bytes], most: int) -> None:
        self._inner, self._left = inner, most

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview, /) -> int:  # type: ignore[override]  # as typeshed has it
        try:
            found = self._inner.read(len(into))
        except (*_UNREADABLE, zipfile.BadZipFile) as error:
            raise PackageError("a file in it is damaged or encrypted") from error
        self._left -= len(found)
        if self._left < 0:
            raise PackageError("a file in it is larger than it says")
        into[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._inner.close()
        super().close()


@contextmanager
def opened(source: Path | IO[bytes], *, name: str = "") -> Generator[list[Taken]]:
    """The files of a package, in the order of their paths. Raises `PackageError`.

    `name`: what a single file is called, where `source` is its bytes.
    """
    if isinstance(source, Path) and source.is_dir():
        yield _within(source)
        return
    try:
        stream = source.open("rb") if isinstance(source, Path) else source
    except OSError as error:
        raise PackageError(f"{source} cannot be read: {error.strerror}") from error
    with stream:
        if not _is_zip(stream):
            yield [_alone(stream, name or (source.name if isinstance(source, Path) else ""))]
            return
        with _unzipped(stream) as archive:
            yield list(_listed(archive))


def _is_zip(stream: IO[bytes]) -> bool:
    head = stream.read(4)
    stream.seek(0)
    return head in {b"PK\x03\x04", _END}


def _alone(stream: IO[bytes], name: str) -> Taken:
    size = stream.seek(0, io.SEEK_END)

    def again() -> IO[bytes]:
        stream.seek(0)
        return io.BytesIO(stream.read()) if size <= _SMALL_BYTES else stream

    return Taken(name, size, again)


def _within(root: Path) -> list[Taken]:
    """The files of a folder; links are not followed, out of it or anywhere."""
    found = list[Taken]()
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        if len(found) == _MOST_FILES:
            raise PackageError(f"there are more than {_MOST_FILES} files in it")
        name = path.relative_to(root).as_posix()
        found.append(Taken(name, path.stat().st_size, partial(_of_folder, path)))
    return found


@contextmanager
def _unzipped(stream: IO[bytes]) -> Generator[zipfile.ZipFile]:
    if _listed_bytes(stream) > _MOST_LISTED_BYTES:
        raise PackageError("the list of what is in it is too long", hint="bring it in parts")
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (*_UNREADABLE, zipfile.BadZipFile) as error:
        raise PackageError("this ZIP is damaged", hint="download it once more") from error
    with archive:
        yield archive


def _listed_bytes(stream: IO[bytes]) -> int:
    """How long the list at its end is (APPNOTE 4.3.16, 4.3.14), before anybody reads it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557 - 76))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise PackageError("this ZIP is not whole", hint="download it once more")
    (listed,) = struct.unpack_from("<I", tail, at + 12)
    wide = tail.rfind(_END_64, 0, at)
    if wide >= 0 and tail.rfind(_LOCATOR, wide, at) >= 0 and len(tail) >= wide + 48:
        (listed,) = struct.unpack_from("<Q", tail, wide + 40)
    return int(listed)


def _listed(archive: zipfile.ZipFile) -> Iterator[Taken]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_FILES:
        raise PackageError(f"there are more than {_MOST_FILES} files in it")
    if sum(info.file_size for info in infos) > _MOST_BYTES:
        raise PackageError("there is too much in it", hint="bring it in parts")
    for info in sorted(infos, key=lambda info: info.filename):
        yield Taken(info.filename, info.file_size, partial(_file, archive, info))


def _of_folder(path: Path) -> IO[bytes]:
    return path.open("rb")


def _file(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    if info.file_size > max(_SMALL_BYTES, info.compress_size * _SWELLS):
        raise PackageError("it swells to far more than it is: a ZIP bomb")
    try:
        inner = archive.open(info)
    except (*_UNREADABLE, zipfile.BadZipFile) as error:
        raise PackageError("it is damaged or encrypted") from error
    return io.BufferedReader(_Bounded(inner, info.file_size))
