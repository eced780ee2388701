"""The member's lines of the journal in an export, with the part of the tree that proves them.

Keeps: security.evidence.
May be imported by: rights.export.
"""

from __future__ import annotations

from array import array
from base64 import b64encode
from collections import deque
from collections.abc import Iterator

import msgspec

from bailee.rights.export.archive import Archive
from bailee.terms import SubjectId
from bailee.vault import Told, Vault

__all__ = ["write_journal"]

_encode, _encode_lines = msgspec.json.encode, msgspec.json.Encoder().encode_lines


class _Row(msgspec.Struct):
    """One line, as `bailee journal verify` reads it."""

    index: int
    leaf: str
    actor: str
    reason: str


def write_journal(
    vault: Vault, archive: Archive, subject: SubjectId, shown: deque[Told]
) -> Iterator[None]:
    """Write the member's lines and their proof; yields when bytes have gathered.

    Only lines up to the signed head are proved, and so only they are written.
    """
    size, note = vault.tree.head()
    archive.add("journal/key.txt", f"{vault.tree.key.text()}\n".encode())
    archive.add("journal/head.txt", note.encode())
    indexes = array("q")
    with archive.file("journal/lines.jsonl") as file:
        for run in vault.told(subject):
            proved = [told for told in run if told.number < size]
            indexes.extend([told.number for told in proved])
            shown.extend(proved)
            file.write(_encode_lines([_row(told) for told in proved]))
            if archive.has_enough:
                yield
    with archive.file("journal/tree.jsonl") as file:
        for part in vault.tree.excerpt(indexes, size):
            hashes = b64encode(part.hashes).decode()
            row = {"level": part.level, "first": part.first, "hashes": hashes}
            file.write(_encode(row) + b"\n")
            if archive.has_enough:
                yield


def _row(told: Told) -> _Row:
    row = told.row
    return _Row(row.number, row.entry.decode(errors="replace"), told.actor, told.reason)
