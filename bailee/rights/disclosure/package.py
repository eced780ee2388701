"""The package: what leaves, as a ZIP with a signed manifest and the sentence that opened it.

It is made in memory and bounded, encrypted to its recipient, and kept nowhere: what is asked for
beyond that is asked too much at once, and is narrowed.

Keeps: share.none, security.evidence.
May be imported by: rights.disclosure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from msgspec import Struct

from bailee.rights.disclosure.file import DisclosureError
from bailee.terms import Category, DamagedError
from bailee.vault import Vault
from bailee.vault.release import Left, enveloped

__all__ = ["Package", "packed"]

SIGNED_AS = "bailee/disclosure"
MOST_BYTES = 32 * 1024 * 1024


class Package(Struct, frozen=True):
    """A package for its recipient alone. `items`: how many of each category."""

    content: bytes
    items: dict[str, int]

    @property
    def sha256(self) -> str:
        """Of what leaves."""
        return sha256(self.content).hexdigest()


class _Entry(Struct, frozen=True):
    file: str
    category: Category
    changed: int
    sha256: str


def packed(
    vault: Vault, left: Iterator[Left], facts: Mapping[str, str], *, certificate: str
) -> Package:
    """Pack and encrypt. Raises `DisclosureError` when it is too large, `PaperError`."""
    out, entries, size = BytesIO(), list[_Entry](), 0
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for item in left:
            if item.opened is None:
                raise DamagedError("an item is damaged where it is kept", hint="restore a backup")
            size += len(item.opened)
            if size > MOST_BYTES:
                raise DisclosureError("this is more than 32 MB: grant less, or a shorter time")
            name = f"{item.category}/{len(entries) + 1:06}"
            archive.writestr(name, item.opened)
            digest = sha256(item.opened).hexdigest()
            entries.append(_Entry(name, item.category, item.changed, digest))
        said = msgspec.json.format(msgspec.json.encode({**facts, "files": entries})).decode()
        archive.writestr("manifest.json.note", vault.tree.vouch(SIGNED_AS, f"{said}\n"))
        archive.writestr("clause.txt", f"{facts['clause']}\n{facts['says']}\n")
    content = enveloped(out.getvalue(), certificate.encode())
    return Package(content, dict(Counter(str(one.category) for one in entries)))
