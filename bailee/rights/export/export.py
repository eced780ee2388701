"""Everything held of a member, to take away: standard files, consents, the journal with proofs.

One ZIP: `data/CATEGORY/…` in the formats that services declared, `consents.json`, `policy.toml`
(the version that binds), `journal/` with lines, leaves and the part of the tree that proves them,
an `index.html` that opens with no network, and a signed `manifest.json` with the SHA-256 of each
file.

Keeps: access.self, access.thirty_days, access.free, security.evidence.
May be imported by: pages, assembly.
"""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping

import msgspec

from bailee.rights.export import booklet, manifest, portable
from bailee.rights.export.archive import Archive
from bailee.rights.export.lost import Lost
from bailee.terms import ACCESS, Actor, Category, LockedError, SubjectId
from bailee.vault import Folder, Item, Told, Vault

__all__ = ["Export"]

_encode = msgspec.json.encode
_LOCKED = b"""\
This is locked: its key is held by your devices alone, and none of them was connected
when this was made. Connect one, or sign in again, and export once more.
"""
_SECRET = b"""\
Here lies what your password is checked by: a random salt and a stretched fingerprint. It tells
nothing about you and would help whoever steals this copy, so it is not in it.
"""
_SHOWN_LINES = 1000


class Export:
    """Gives a member what is theirs; knows no service, only what they declared."""

    def __init__(
        self, vault: Vault, *, media: Mapping[Category, str], secret: frozenset[Category]
    ) -> None:
        """`media`: the media type that each category is kept in; `secret`: what proves identity."""
        self._vault, self._media, self._secret = vault, media, secret

    async def stream(self, subject: SubjectId, *, actor: Actor) -> AsyncIterator[bytes]:
        """The ZIP, in chunks. Raises `Refused` before the first."""
        archive, counts, damaged = Archive(), dict[str, int](), dict[str, int]()
        for category in self._vault.policy_of(subject).categories:
            media, counts[category] = self._media.get(category, ""), 0
            if category in self._secret:
                archive.add(f"data/{category}/NOT-GIVEN.txt", _SECRET)
                continue
            lost = Lost()
            found = lost.left_out(self._items(subject, category, actor))
            try:
                async for count in portable.write(archive, category, media, found):
                    counts[category] = count
                    yield archive.take()
            except LockedError:
                archive.add(f"data/{category}/LOCKED.txt", _LOCKED)
            if lost.count:
                damaged[category] = lost.count
                archive.add(f"data/{category}/DAMAGED.txt", lost.text())
        await self._vault.settle()
        async for chunk in self._evidence(archive, subject, counts, damaged):
            yield chunk
        yield archive.close()

    async def _items(
        self, subject: SubjectId, category: Category, actor: Actor
    ) -> AsyncIterator[tuple[Folder, Item]]:
        """What is held, and the pseudonymous data that is still linked to the member."""
        holding = self._vault.holding(category, of=subject, purpose=ACCESS, actor=actor)
        for whose in (subject, *self._vault.linked(subject, category)):
            async for found in holding.everything(whose=whose):
                yield found

    async def _evidence(
        self,
        archive: Archive,
        subject: SubjectId,
        counts: Mapping[str, int],
        damaged: Mapping[str, int],
    ) -> AsyncIterator[bytes]:
        consents = [row._asdict() for row in self._vault.consents(subject)]
        archive.add("policy.toml", self._vault.policy_of(subject).text.encode())
        archive.add("consents.json", _encode(consents))
        shown = deque[Told](maxlen=_SHOWN_LINES)
        for _ in write_journal(self._vault, archive, subject, shown):
            yield archive.take()
        lines, files = [told.line for told in reversed(shown)], list(archive.digests)
        page = booklet.page(counts, lines, files=files, damaged=damaged)
        archive.add("index.html", page.encode())
        at, sign = self._vault.clock.now(), self._vault.tree.vouch
        manifest.write(archive, made_at=at, damaged=damaged, sign=sign)


def write_journal(
    vault: Vault, archive: Archive, subject: SubjectId, shown: deque[Told]
) -> Iterator[None]:
    """Write the member's lines and their proof; yields when bytes have gathered.

    Only lines up to the signed head are proved, and so only they are written.
    """
    size, note = vault.tree.head()
    archive.add("journal/key.txt", f"{vault.tree.key.text()}\n".encode())
    archive.add("journal/head.txt", note.encode())
    indexes: list[int] = []
    with archive.file("journal/lines.jsonl") as file:
        for told in vault.told(subject):
            if told.number >= size:
                break
            indexes.append(told.number)
            shown.append(told)
            leaf = told.leaf.decode(errors="replace")
            row = {"index": told.number, "leaf": leaf, "actor": told.actor, "reason": told.reason}
            file.write(_encode(row) + b"\n")
            if archive.has_enough:
                yield
    with archive.file("journal/tree.jsonl") as file:
        for run in vault.tree.excerpt(indexes, size):
            hashes = b64encode(run.hashes).decode()
            row = {"level": run.level, "first": run.first, "hashes": hashes}
            file.write(_encode(row) + b"\n")
            if archive.has_enough:
                yield
