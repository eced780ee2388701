"""Checks an export or a receipt with nothing but the file: each file, each line of the journal.

Keeps: security.evidence.
May be imported by: commands.
"""

from __future__ import annotations

import zipfile
import zlib
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Annotated, TypeVar

import msgspec

from bailee.keys import verify
from bailee.protocols import tlog
from bailee.rights import receipts
from bailee.rights.export.manifest import MANIFEST, SIGNATURE, SIGNED_AS, Manifest, signed_text
from bailee.terms import BaileeError

__all__ = ["Checked", "ExportError", "check_export", "check_receipt"]

_SHOWN_FAULTS = 10
_MOST_OF_RECEIPT = 1 << 20
_MOST_BYTES = 256 * 1024 * 1024
"""Of what is read as a whole: the manifest names every file, and some have very many."""


class ExportError(BaileeError):
    """The export is not one, or is not what was given out."""


class Checked(msgspec.Struct, frozen=True):
    """What an export proved, and by which key. `made_at` in seconds since 1970."""

    files: int
    lines: int
    made_at: int
    key: str


class _Told(msgspec.Struct):
    index: int
    leaf: str


class _Run(msgspec.Struct):
    level: Annotated[int, msgspec.Meta(ge=0, le=63)]  # no tree is higher; a made-up one takes years
    first: Annotated[int, msgspec.Meta(ge=0)]
    hashes: str


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


def check_export(file: Path, *, key: str = "") -> Checked:
    """What it proves: by the key that was noted, else by its own. Raises `ExportError`."""
    noted = _noted(key) if key else None
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = msgspec.json.decode(_whole(archive, MANIFEST), type=Manifest)
            faults = [*_faults_of_files(archive, manifest), *_fault_of_manifest(archive, noted)]
            if faults:
                raise ExportError(_summed(faults), hint="ask for a new export")
            signer = noted or _own_key(archive)
            lines = _check_lines(archive, signer)
    except _UNREADABLE as error:
        raise ExportError(f"{file} is not an export of Bailee, or is damaged") from error
    except tlog.ProofError as error:
        raise ExportError(
            f"{file} does not prove what it says: {error}", hint="ask for a new export"
        ) from error
    return Checked(len(manifest.sha256), lines, manifest.made_at, signer.text())


def check_receipt(file: Path, *, key: str = "") -> tuple[str, str]:
    """What a receipt says, and the key that signed it. Raises `ReceiptError`.

    By the key that was noted, else by its own.
    """
    try:
        with file.open("rb") as stream:
            note = receipts.found_in(stream.read(_MOST_OF_RECEIPT).decode())
    except (OSError, ValueError) as error:
        raise receipts.ReceiptError(f"{file} cannot be read as a text") from error
    if not note:
        raise receipts.ReceiptError(
            f"{file} has no receipt in it", hint="it begins with a line bailee/receipt"
        )
    signer = _noted(key or receipts.key_of(note))
    try:
        by = tlog.PublicKey(receipts.SIGNED_AS, signer.public)
        text = tlog.open_note(note, keys=[by], verify=verify).text
    except tlog.ProofError as error:
        raise receipts.ReceiptError(
            f"{file} is not as it was given out: {error}", hint="nothing in it can be relied on"
        ) from error
    return text.removeprefix(f"{receipts.SIGNED_AS}\n"), signer.text()


def _noted(key: str) -> tlog.PublicKey:
    try:
        return tlog.PublicKey.parse(key)
    except tlog.ProofError as error:
        raise ExportError(
            "this is not the key of a journal", hint="it is one line: bailee/journal+…"
        ) from error


def _own_key(archive: zipfile.ZipFile) -> tlog.PublicKey:
    return tlog.PublicKey.parse(_whole(archive, "journal/key.txt").decode())


def _whole(archive: zipfile.ZipFile, path: str) -> bytes:
    if archive.getinfo(path).file_size > _MOST_BYTES:
        raise ValueError(path)
    return archive.read(path)


def _faults_of_files(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[str]:
    """What was changed, taken out or put in, by the manifest."""
    found = Counter(archive.namelist())
    for path, digest in manifest.sha256.items():
        if not found[path]:
            yield f"{path} is missing"
        elif found[path] == 1 and (fault := _fault_of(archive, path, digest)):
            yield fault
    for path, count in found.items():
        if count > 1:
            # Programs differ in which of them they show.
            yield f"{path} is there {count} times"
        elif path not in manifest.sha256 and path not in {MANIFEST, SIGNATURE}:
            yield f"{path} was added after the export"


def _fault_of(archive: zipfile.ZipFile, path: str, digest: str) -> str:
    try:
        with archive.open(path) as file:
            is_same = file_digest(file) == digest
    except _UNREADABLE:
        return f"{path} is damaged"
    return "" if is_same else f"{path} was changed after the export"


def _fault_of_manifest(archive: zipfile.ZipFile, noted: tlog.PublicKey | None) -> Iterator[str]:
    """Whether the house signed this manifest, and no other."""
    if SIGNATURE not in archive.namelist():
        yield f"{SIGNATURE} is missing: nothing says that the files are the house's"
        return
    try:
        key = tlog.PublicKey(SIGNED_AS, (noted or _own_key(archive)).public)
        note = tlog.open_note(_whole(archive, SIGNATURE).decode(), keys=[key], verify=verify)
    except (tlog.ProofError, *_UNREADABLE) as error:
        told = str(error) if isinstance(error, tlog.ProofError) else "it cannot be read"
        yield f"{SIGNATURE} is not the house's: {told}"
        return
    if note.text != f"{SIGNED_AS}\n{signed_text(_whole(archive, MANIFEST))}":
        yield f"{MANIFEST} was changed after the export"


def _summed(faults: list[str]) -> str:
    """All of it in one message; names come from the file, and are shown without control signs."""
    more = len(faults) - _SHOWN_FAULTS
    shown = "; ".join(faults[:_SHOWN_FAULTS]) + (f"; and {more} more" if more > 0 else "")
    return "".join(sign if sign.isprintable() else "?" for sign in shown)


def file_digest(file: IO[bytes]) -> str:
    """SHA-256 of a file, read in steps."""
    digest = sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()


def _check_lines(archive: zipfile.ZipFile, key: tlog.PublicKey) -> int:
    note = _whole(archive, "journal/head.txt").decode()
    head = tlog.open_checkpoint(note, keys=[key], verify=verify, origin=key.name)
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
