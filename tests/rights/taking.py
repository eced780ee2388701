"""What a member takes away, opened; and the ways in which somebody could forge it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from bailee.assembly import House
from bailee.rights.export.manifest import SIGNED_AS, signed_text
from bailee.terms import Actor, FolderId, ItemId
from tests.clients.people import Card
from tests.homes import Resident

CONTACTS = FolderId("contacts")
Files = dict[str, bytes]


async def fill(one: Resident, found: list[Card], *, folder: FolderId = CONTACTS) -> None:
    """Let a phone bring cards into an address book."""
    names = {book.id for book in await one.cloud.folders()}
    if folder not in names:
        await one.cloud.create(folder, props={})
    for card in found:
        await one.cloud.put(folder, ItemId(card.name), card.body)


async def take(one: Resident, *, actor: Actor | None = None) -> bytes:
    """The whole ZIP."""
    chunks = one.house.export.stream(one.subject, actor=actor or one.session.actor)
    return b"".join([chunk async for chunk in chunks])


def files(export: bytes) -> Files:
    """What is in it, by path."""
    with zipfile.ZipFile(io.BytesIO(export)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(found: Mapping[str, bytes], file: Path) -> Path:
    """Pack an export again."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in found.items():
            archive.writestr(name, body)
    return file


def relisted(found: Files) -> Files:
    """With a manifest that agrees with what is there now; the signature is the old one."""
    listed = {n: sha256(b).hexdigest() for n, b in found.items() if not n.startswith("manifest.")}
    told = msgspec.json.decode(found["manifest.json"])
    return {**found, "manifest.json": msgspec.json.encode({**told, "sha256": listed})}


def signed(found: Files, house: House) -> Files:
    """With a manifest that agrees, signed by the house itself."""
    anew = relisted(found)
    text = signed_text(anew["manifest.json"])
    return {**anew, "manifest.note": house.vault.tree.vouch(SIGNED_AS, text).encode()}


def rows(body: bytes) -> list[dict[str, str | int]]:
    """The rows of a `.jsonl` file."""
    return [msgspec.json.decode(line) for line in body.splitlines()]


def jsonl(found: list[dict[str, str | int]]) -> bytes:
    """Rows, written down again."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in found)
