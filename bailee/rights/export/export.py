"""Everything held of a member, to take away: standard files, consents, the journal with proofs.

One ZIP: `data/CATEGORY/…` in the formats that services declared, `names/` with what joined items
were called, `consents.json` and `consents.jsonld`, `policy.toml` (the version that binds),
`journal/` with lines, leaves and the part of the tree that proves them, an `index.html` that opens
with no network, and a signed `manifest.json` with the SHA-256 of each file. The manifest says where
each folder stood, so that a later export can hold only what came after and what went.

Keeps: access.self, access.thirty_days, access.free, security.evidence.
May be imported by: pages, assembly.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping

import msgspec
from msgspec import Struct, field

from bailee.rights.export import agreements, booklet, manifest, portable
from bailee.rights.export.archive import Archive
from bailee.rights.export.copies import Copies
from bailee.rights.export.evidence import write_journal
from bailee.rights.export.lost import Lost
from bailee.rights.export.manifest import NOTHING, Earlier, State
from bailee.rights.export.names import Names
from bailee.terms import ACCESS, Actor, Category, FolderId, LockedError, SubjectId
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


class _Taking(Struct):
    """One export while it is written."""

    subject: SubjectId
    actor: Actor
    language: str
    earlier: Earlier
    archive: Archive = field(default_factory=Archive)
    counts: dict[str, int] = field(default_factory=dict[str, int])
    damaged: dict[str, int] = field(default_factory=dict[str, int])
    state: State = field(default_factory=dict[str, dict[str, str]])


class Export:
    """Gives a member what is theirs; knows no service, only what they declared."""

    def __init__(
        self, vault: Vault, *, media: Mapping[Category, str], secret: frozenset[Category]
    ) -> None:
        """`media`: the media type that each category is kept in; `secret`: what proves identity."""
        self._vault, self._media, self._secret = vault, media, secret
        self._copies = Copies(vault)

    async def copies(self, subject: SubjectId) -> dict[str, Earlier]:
        """The copies that were taken, by number, the newest first; a later one can go on there."""
        return await self._copies.of(subject)

    async def stream(
        self, subject: SubjectId, *, actor: Actor, language: str = "en", earlier: Earlier = NOTHING
    ) -> AsyncIterator[bytes]:
        """The ZIP, in chunks. Raises `Refused` before the first.

        `earlier`: what an earlier one had; then only what changed since is in it, and what went.
        """
        taking = _Taking(subject, actor, language, earlier)
        for category in self._vault.policy_of(subject).categories:
            async for chunk in self._category(taking, category):
                yield chunk
        await self._vault.settle()
        for chunk in self._evidence(taking):
            yield chunk
        yield taking.archive.close()
        await self._copies.note(subject, Earlier(self._vault.clock.now(), taking.state))

    async def _category(self, taking: _Taking, category: Category) -> AsyncIterator[bytes]:
        archive, lost, names = taking.archive, Lost(), Names()
        media, taking.counts[category] = self._media.get(category, ""), 0
        if category in self._secret:
            archive.add(f"data/{category}/NOT-GIVEN.txt", _SECRET)
            return
        try:
            gone = await self._gone(taking, category)
            found = lost.left_out(self._runs(taking, category))
            async for count in portable.write(archive, category, media, found, names=names):
                taking.counts[category] = count
                yield archive.take()
            if gone is not None:
                archive.add(f"data/{category}/GONE.json", _encode(gone))
        except LockedError:
            archive.add(f"data/{category}/LOCKED.txt", _LOCKED)
        for _ in names.write(archive, category):
            yield archive.take()
        if lost.count:
            taking.damaged[category] = lost.count
            archive.add(f"data/{category}/DAMAGED.txt", lost.text())

    async def _gone(self, taking: _Taking, category: Category) -> manifest.Gone | None:
        """Note where each folder stands; what went since the earlier export, if that had any."""
        held = self._vault.holding(category, of=taking.subject, purpose=ACCESS, actor=taking.actor)
        folders = {folder.id: folder.mark for folder in await held.folders()}
        taking.state[category] = dict(folders.items())
        before = taking.earlier.state.get(category)
        if before is None:
            return None
        gone = manifest.Gone(sorted(before.keys() - folders.keys()))
        for name in sorted(folders.keys() & before.keys()):
            went = held.gone(FolderId(name), mark=before[name])
            if went is None:
                gone.whole.append(name)
            elif went:
                gone.items[name] = list(went)
        gone.whole += sorted(folders.keys() - before.keys())
        return gone

    async def _runs(
        self, taking: _Taking, category: Category
    ) -> AsyncIterator[tuple[Folder, list[Item]]]:
        """What is held, and the pseudonymous data that is still linked to the member."""
        subject = taking.subject
        holding = self._vault.holding(category, of=subject, purpose=ACCESS, actor=taking.actor)
        before = taking.earlier.state.get(category, {})
        since = {FolderId(name): mark for name, mark in before.items()}
        async for found in holding.runs(since=since):
            yield found
        for whose in self._vault.linked(subject, category):
            async for found in holding.runs(whose=whose):
                yield found

    def _evidence(self, taking: _Taking) -> Iterator[bytes]:
        archive, vault, subject = taking.archive, self._vault, taking.subject
        history, now = vault.consents(subject), vault.clock.now()
        archive.add("policy.toml", vault.policy_of(subject).text.encode())
        archive.add("consents.json", _encode([row._asdict() for row in history]))
        records = agreements.records(
            history, vault.policies, subject=subject, language=taking.language, at=now
        )
        archive.add("consents.jsonld", msgspec.json.format(_encode(records)))
        shown = deque[Told](maxlen=_SHOWN_LINES)
        for _ in write_journal(vault, archive, subject, shown):
            yield archive.take()
        lines, files = [told.line for told in reversed(shown)], list(archive.digests)
        page = booklet.page(
            taking.counts,
            lines,
            files=files,
            damaged=taking.damaged,
            language=taking.language,
            since=taking.earlier.made_at,
        )
        archive.add("index.html", page.encode())
        manifest.write(
            archive,
            made_at=now,
            damaged=taking.damaged,
            state=taking.state,
            earlier=taking.earlier,
            sign=vault.tree.vouch,
        )
