"""Searching a folder whose texts are sealed: opened once, kept in memory for a while, then gone.

An index follows its folder by the change token, so that a search after ten changes opens ten rows.

Keeps: security.rest.
May be imported by: vault.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from bailee.keys import Key
from bailee.storage import Tx, items
from bailee.vault.damage import opened
from bailee.vault.values import Span, brief_of

__all__ = ["Indexes", "Sought", "brief_bound"]

_MOST_BYTES = 24 * 1024 * 1024
_STEP = 2000


class Sought(NamedTuple):
    """A text, casefolded, and a span to touch; None: any."""

    hint: str | None = None
    within: Span | None = None


class _Index:
    """The texts of one folder, by sealed name; None for one that is damaged."""

    __slots__ = ("size", "spans", "texts", "token", "used")

    def __init__(self) -> None:
        self.token = 0
        self.texts: dict[bytes, str | None] = {}
        self.spans: dict[bytes, Span] = {}
        self.size = 0
        self.used = 0

    def put(self, name: bytes, text: str | None, span: Span | None) -> None:
        self.drop(name)
        self.texts[name] = text
        if span is not None:
            self.spans[name] = span
        self.size += _size(name, text)

    def drop(self, name: bytes) -> None:
        if name in self.texts:
            self.size -= _size(name, self.texts.pop(name))
            self.spans.pop(name, None)

    def names(self, sought: Sought) -> Iterable[bytes]:
        """What is within the span, then of that what has the text."""
        names: Iterable[bytes] = self.texts
        if sought.within is not None:
            first, last = sought.within
            # What has no span is damaged, or matters at no time in particular.
            spans = ((name, self.spans.get(name, sought.within)) for name in self.texts)
            names = (name for name, span in spans if span[0] <= last and span[1] >= first)
        if sought.hint is None:
            return names
        hint, texts = sought.hint, self.texts
        return (name for name in names if (text := texts[name]) is None or hint in text)


def _size(name: bytes, text: str | None) -> int:
    return len(text or "") + len(name) + 200


class Indexes:
    """The indexes that are open now; the longest unused gives way."""

    def __init__(self) -> None:
        """None is open."""
        self._open: OrderedDict[int, _Index] = OrderedDict()

    def search(
        self, tx: Tx, folder: items.FolderRow, key: Key, *, sought: Sought, now: int
    ) -> list[bytes]:
        """The sealed names of the items that can be what is sought.

        What has a damaged text is among them: whether it is, its body tells.
        """
        index = self._open.get(folder.id) or _Index()
        _follow(index, tx, folder, key)
        index.used = now
        self._open[folder.id] = index
        self._open.move_to_end(folder.id)
        self._make_room()
        return list(index.names(sought))

    def drop(self, folders: Iterable[int]) -> None:
        """Forget the indexes of some folders."""
        for folder in folders:
            self._open.pop(folder, None)

    def drop_idle(self, *, before: int) -> None:
        """Forget what nobody has searched since a time."""
        self.drop([folder for folder, index in self._open.items() if index.used < before])

    def _make_room(self) -> None:
        while len(self._open) > 1 and sum(i.size for i in self._open.values()) > _MOST_BYTES:
            self._open.popitem(last=False)


def brief_bound(folder: int, version: int, name: bytes) -> bytes:
    """What an item's sealed text is bound to; `name` as it is sealed."""
    return f"brief|{folder}|{version}|".encode() + name


def _follow(index: _Index, tx: Tx, folder: items.FolderRow, key: Key) -> None:
    """Catch up with the folder: what went since, then what changed."""
    for name, _ in items.gone_since(tx, folder.id, index.token, -1):
        index.drop(name)
    while heads := items.changed_since(tx, folder.id, index.token, _STEP):
        for head, brief in items.briefs(tx, folder.id, [head.name for head in heads]):
            bound = brief_bound(folder.id, head.version, head.name)
            index.put(head.name, *(_brief(key, brief, bound) if brief else ("", None)))
        index.token = heads[-1].token
    index.token = max(index.token, folder.token)


def _brief(key: Key, brief: bytes, bound: bytes) -> tuple[str | None, Span | None]:
    found = opened(key, brief, bound=bound)
    return (None, None) if found is None else brief_of(found)
