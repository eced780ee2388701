"""What a member takes away, opened; and the ways in which somebody could forge it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

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


def pack(found: Mapping[str, bytes], file: Path, *, cleverly: bool) -> Path:
    """Pack an export again; somebody clever writes the manifest anew."""
    packed = dict(found)
    if cleverly:
        packed.pop("manifest.json")
        manifest = {name: sha256(body).hexdigest() for name, body in packed.items()}
        packed["manifest.json"] = msgspec.json.encode({"sha256": manifest})
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in packed.items():
            archive.writestr(name, body)
    return file


def rows(body: bytes) -> list[dict[str, str | int]]:
    """The rows of a `.jsonl` file."""
    return [msgspec.json.decode(line) for line in body.splitlines()]


def jsonl(found: list[dict[str, str | int]]) -> bytes:
    """Rows, written down again."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in found)
