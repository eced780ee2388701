"""Checks a member's export with nothing but the file: every line against the signed head.

Keeps: security.evidence.
May be imported by: commands.
"""

from __future__ import annotations

import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, TypeVar

import msgspec

from bailee.keys import verify
from bailee.protocols import tlog
from bailee.terms import BaileeError

__all__ = ["ExportError", "check_export"]


class ExportError(BaileeError):
    """The export is not one, or is not what was given out."""


class _Told(msgspec.Struct):
    index: int
    leaf: str


class _Run(msgspec.Struct):
    level: Annotated[int, msgspec.Meta(ge=0, le=63)]  # no tree is higher; a made-up one takes years
    first: Annotated[int, msgspec.Meta(ge=0)]
    hashes: str


class _Manifest(msgspec.Struct):
    sha256: dict[str, str]


_UNREADABLE = (
    OSError,
    KeyError,
    ValueError,
    EOFError,
    RuntimeError,  # encrypted, or packed in a way that nobody here knows
    zlib.error,
    zipfile.BadZipFile,
    msgspec.DecodeError,
)


def check_export(file: Path, *, key: str = "") -> int:
    """How many lines of the journal it proves. Raises `ExportError`."""
    noted = _noted(key) if key else None
    try:
        with zipfile.ZipFile(file) as archive:
            _check_files(archive)
            own = archive.read("journal/key.txt").decode()
            return _check_lines(archive, noted or tlog.PublicKey.parse(own))
    except _UNREADABLE as error:
        raise ExportError(f"{file} is not an export of Bailee, or is damaged") from error
    except tlog.ProofError as error:
        raise ExportError(
            f"{file} does not prove what it says: {error}", hint="ask for a new export"
        ) from error


def _noted(key: str) -> tlog.PublicKey:
    try:
        return tlog.PublicKey.parse(key)
    except tlog.ProofError as error:
        raise ExportError(
            "this is not the key of a journal", hint="it is one line: bailee/journal+…"
        ) from error


def _check_files(archive: zipfile.ZipFile) -> None:
    manifest = msgspec.json.decode(archive.read("manifest.json"), type=_Manifest)
    for path, digest in manifest.sha256.items():
        with archive.open(path) as file:
            found = file_digest(file)
        if found != digest:
            raise ExportError(f"{path} was changed after the export")


def file_digest(file: IO[bytes]) -> str:
    """SHA-256 of a file, read in steps."""
    digest = sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def _check_lines(archive: zipfile.ZipFile, key: tlog.PublicKey) -> int:
    head = tlog.open_checkpoint(
        archive.read("journal/head.txt").decode(), keys=[key], verify=verify, origin=key.name
    )
    runs = (
        tlog.Run(run.level, run.first, b64decode(run.hashes))
        for run in _rows(archive, "journal/tree.jsonl", _Run)
    )
    proved, count = tlog.check_excerpt(runs, size=head.size, root=head.root), 0
    for told in _rows(archive, "journal/lines.jsonl", _Told):
        if proved.get(told.index) != tlog.leaf_hash(told.leaf.encode()):
            raise tlog.ProofError(f"line {told.index} is not what the journal has there")
        count += 1
    return count


T = TypeVar("T")


def _rows(archive: zipfile.ZipFile, path: str, kind: type[T]) -> Iterator[T]:
    read = msgspec.json.Decoder(kind).decode
    with archive.open(path) as file:
        for line in file:
            yield read(line)
