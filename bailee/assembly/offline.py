"""Checks a member's export with nothing but the file: every line against the signed head.

Keeps: security.evidence.
May be imported by: commands.
"""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec

from bailee.keys import verify
from bailee.protocols import tlog
from bailee.terms import BaileeError

__all__ = ["ExportError", "check_export"]

_MOST_BYTES = 1 << 30


class ExportError(BaileeError):
    """The export is not one, or is not what was given out."""


class _Proved(msgspec.Struct):
    leaf: str
    proof: str


class _Manifest(msgspec.Struct):
    sha256: dict[str, str]


def check_export(file: Path, *, key: str = "") -> int:
    """How many lines of the journal it proves. Raises `ExportError`."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_files(archive)
            own = archive.read("journal/key.txt").decode()
            return _check_lines(archive, tlog.PublicKey.parse(key or own))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise ExportError(f"{file} is not an export of Bailee") from error
    except tlog.ProofError as error:
        raise ExportError(
            f"{file} does not prove what it says: {error}", hint="ask for a new export"
        ) from error


def _check_files(archive: zipfile.ZipFile) -> None:
    manifest = msgspec.json.decode(archive.read("manifest.json"), type=_Manifest)
    for path, digest in manifest.sha256.items():
        if archive.getinfo(path).file_size > _MOST_BYTES:
            raise ExportError(f"{path} is too large to check")
        if sha256(archive.read(path)).hexdigest() != digest:
            raise ExportError(f"{path} was changed after the export")


def _check_lines(archive: zipfile.ZipFile, key: tlog.PublicKey) -> int:
    lines = archive.read("journal/proofs.jsonl").splitlines()
    for line in lines:
        if not line:
            continue
        one = msgspec.json.decode(line, type=_Proved)
        proof = tlog.OfflineProof.parse(one.proof)
        tlog.check_offline(proof, one.leaf.encode(), keys=[key], verify=verify)
    return len(lines)
