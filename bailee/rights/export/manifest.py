"""What is in an export, each file by its SHA-256, and the house's signature under that.

The signature is a C2SP signed note beside the manifest, by the journal's key under a name of its
own. Its first line is that name, so that it never passes for a head of the journal, nor a head
for it.

Keeps: security.evidence.
May be imported by: rights.export, assembly, tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

import msgspec

from bailee.rights.export.archive import Archive

__all__ = [
    "MANIFEST",
    "NOTHING",
    "SIGNATURE",
    "SIGNED_AS",
    "Earlier",
    "Gone",
    "Manifest",
    "State",
    "signed_text",
    "write",
]

MANIFEST, SIGNATURE = "manifest.json", "manifest.note"
SIGNED_AS = "bailee/export"
_FORMAT = "bailee export 1"


State = dict[str, dict[str, str]]
"""Where each folder of each category stood: a mark of the vault."""


class Earlier(msgspec.Struct, frozen=True):
    """What an export had: when it was made, and where the folders stood."""

    made_at: int
    state: State


NOTHING = Earlier(0, {})


class Gone(msgspec.Struct):
    """What is there no more since an earlier export: folders, and items by folder.

    Of the folders in `whole` all is given, because nobody knows any more what went, or because
    they are new: whatever else an earlier export has of them is gone.
    """

    folders: list[str]
    items: dict[str, list[str]] = msgspec.field(default_factory=dict[str, list[str]])
    whole: list[str] = msgspec.field(default_factory=list[str])


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The files by path, each with its SHA-256 in hexadecimal; `made_at` in seconds since 1970.

    `damaged`: how many items of a category could not be read, and are not in it. `state`: where
    the folders stood; `since`: when the export was made that this one goes on from,
    if there is one.
    """

    format: str
    made_at: int
    sha256: dict[str, str]
    damaged: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    state: State = msgspec.field(default_factory=dict[str, dict[str, str]])
    since: int = 0


def write(
    archive: Archive,
    *,
    made_at: int,
    damaged: Mapping[str, int],
    state: State,
    earlier: Earlier,
    sign: Callable[[str, str], str],
) -> None:
    """Add the manifest of all that is in an archive, and `sign(name, text)` of it."""
    listed = Manifest(
        _FORMAT, made_at, dict(archive.digests), dict(damaged), state, earlier.made_at
    )
    body = msgspec.json.encode(listed)
    archive.add(MANIFEST, body)
    archive.add(SIGNATURE, sign(SIGNED_AS, signed_text(body)).encode())


def signed_text(manifest: bytes) -> str:
    """What is signed of a manifest, below the name that signs."""
    return f"sha256 {sha256(manifest).hexdigest()}\n"
