"""Everything held of a member, to take away: standard files, consents, the journal with proofs.

One ZIP: `data/CATEGORY/FOLDER/ITEM` in the formats that services declared, `consents.json`,
`policy.toml` (the version that binds), `journal/` with leaves, paths and signed head, a
`manifest.json` with the SHA-256 of each file, and an `index.html` that opens with no network.

Keeps: access.self, access.free, security.evidence.
May be imported by: pages, assembly.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape

import msgspec

from bailee.protocols import tlog
from bailee.rights.archive import Archive
from bailee.terms import ACCESS, Actor, Category, LockedError, SubjectId
from bailee.vault import Holding, Line, Vault

__all__ = ["Export"]

_CHUNK_BYTES = 256 * 1024
_UNSAFE = re.compile(r"[^\w.@+ -]")
_encode = msgspec.json.encode
_DOWNLOAD = {"text/vcard": ".vcf", "application/json": ".json"}


class Export:
    """Gives a member what is theirs; knows no service, only what they declared."""

    def __init__(self, vault: Vault, *, media: Mapping[Category, str]) -> None:
        """`media`: the media type that each category is kept in."""
        self._vault, self._media = vault, media

    async def stream(self, subject: SubjectId, *, actor: Actor) -> AsyncIterator[bytes]:
        """The ZIP, in chunks. Raises `Refused` before the first."""
        archive, counts = Archive(), dict[str, int]()
        for category in self._vault.policy_of(subject).categories:
            holding = self._vault.holding(category, of=subject, purpose=ACCESS, actor=actor)
            whose = (subject, *self._vault.linked(subject, category))
            files = _Files(archive, category, _suffix(self._media.get(category, "")))
            async for chunk in files.pack(holding, whose):
                yield chunk
            counts[category] = files.count
        await self._vault.settle()
        self._add_evidence(archive, subject, counts)
        yield archive.close()

    def _add_evidence(
        self, archive: Archive, subject: SubjectId, counts: Mapping[str, int]
    ) -> None:
        policy, lines = self._vault.policy_of(subject), self._vault.lines(subject, limit=100_000)
        archive.add("policy.toml", policy.text.encode())
        archive.add(
            "consents.json", _encode([row._asdict() for row in self._vault.consents(subject)])
        )
        archive.add("journal/lines.json", _encode(lines))
        for path, content in journal_files(self._vault, subject).items():
            archive.add(path, content)
        archive.add("index.html", _index(counts, lines, digests=archive.digests).encode())
        manifest = {"format": "bailee export 1", "made_at": self._vault.clock.now()}
        archive.add("manifest.json", _encode({**manifest, "sha256": dict(archive.digests)}))


def journal_files(vault: Vault, subject: SubjectId) -> dict[str, bytes]:
    """The member's leaves, each with its path to the signed head: to be checked offline."""
    leaves = vault.leaves(subject)
    note, paths = vault.tree.prove([index for index, _ in leaves])
    proofs = [
        {"leaf": leaf.decode(), "proof": tlog.OfflineProof(index, tuple(path), note).text()}
        for (index, leaf), path in zip(leaves, paths, strict=True)
    ]
    return {
        "journal/key.txt": f"{vault.tree.key.text()}\n".encode(),
        "journal/head.txt": note.encode(),
        "journal/proofs.jsonl": b"\n".join(map(_encode, proofs)) + b"\n",
    }


_LOCKED = """\
This is locked: its key is held by your devices alone, and none of them was connected
when this was made. Connect one, or sign in again, and export once more.
"""


def _suffix(media: str) -> str:
    return _DOWNLOAD.get(media) or mimetypes.guess_extension(media) or ""


class _Files:
    """The files of one category, and of the pseudonyms that are still linked to the member."""

    def __init__(self, archive: Archive, category: Category, suffix: str) -> None:
        self._archive, self._category, self._suffix = archive, category, suffix
        self._taken: set[str] = set()
        self.count = 0

    async def pack(self, holding: Holding, whose: Sequence[SubjectId]) -> AsyncIterator[bytes]:
        """Add every item; yields bytes as they gather."""
        pending = 0
        try:
            for one in whose:
                async for folder, item in holding.everything(whose=one):
                    self._archive.add(self._path(folder.id, item.name), item.body)
                    self.count += 1
                    pending += item.size
                    if pending > _CHUNK_BYTES:
                        pending = 0
                        yield self._archive.take()
        except LockedError:
            self._archive.add(f"data/{self._category}/LOCKED.txt", _LOCKED.encode())
        yield self._archive.take()

    def _path(self, folder: str, name: str) -> str:
        """Where an item goes in the archive: safe on every system, never twice the same."""
        stem = _safe(name.removesuffix(self._suffix)) or "item"
        base = f"data/{self._category}/{_safe(folder) or 'folder'}/{stem}"
        path, number = f"{base}{self._suffix}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{base} ({number}){self._suffix}"
        self._taken.add(path.casefold())
        return path


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(". ")[:120]


def _link(path: str) -> str:
    return f'<li><a href="{path}">{path}</a>'


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")


def _index(counts: Mapping[str, int], lines: list[Line], *, digests: Mapping[str, str]) -> str:
    held = "".join(f"<tr><td>{escape(name)}<td>{count}" for name, count in counts.items())
    done = "".join(
        f"<tr><td>{_time(line.at)}<td>{escape(line.did)}<td>{escape(line.category or '')}"
        f"<td>{line.count}<td>{escape(line.by)}<td>{escape(line.clause or '')}"
        f"<td>{escape(line.outcome)} {escape(line.reason)}"
        for line in lines[:1000]
    )
    files = "".join(_link(escape(path, quote=True)) for path in digests)
    return _PAGE.format(held=held, done=done, files=files)


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Your data</title>
<style>body{{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse}}td,th{{padding:.2rem .8rem .2rem 0;text-align:left}}
:root{{color-scheme:light dark}}</style>
<h1>Your data</h1><p>Everything that was held of you, in open formats. To check that the journal
was not rewritten: <code>bailee journal verify FILE.zip</code>.
<h2>What was held</h2><table><tr><th>Category<th>Items{held}</table>
<h2>Who did what</h2>
<table><tr><th>Time (UTC)<th>Did<th>Category<th>Items<th>By<th>Clause<th>Outcome
{done}</table>
<h2>Files</h2><ul>{files}</ul></html>
"""
