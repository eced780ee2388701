"""What an export has to leave out because it is damaged: counted, named, and told.

Keeps: access.self.
May be imported by: rights.export.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from bailee.vault import Folder, Item

__all__ = ["Lost"]

_MOST_NAMES = 1000
_TOLD = """\
What is named here is still kept, and cannot be read: its disk has lost or changed some of it.
If a device still has it, change it there, and it is kept anew. Else ask whoever runs this
server for it from a backup, and export once more.

"""


class Lost:
    """The damaged items of one category."""

    def __init__(self) -> None:
        """None is known yet."""
        self.count = 0
        self._names: list[str] = []

    async def left_out(
        self, found: AsyncIterator[tuple[Folder, list[Item]]]
    ) -> AsyncIterator[tuple[Folder, list[Item]]]:
        """All but the damaged, which are counted."""
        async for folder, run in found:
            whole = [item for item in run if item.opened is not None]
            if len(whole) < len(run):
                self._note(folder, run)
            yield folder, whole

    def _note(self, folder: Folder, run: Sequence[Item]) -> None:
        for item in run:
            if item.is_damaged:
                self.count += 1
                if self.count <= _MOST_NAMES:
                    self._names.append(f"{_shown(folder.id)}/{_shown(item.name)}")

    def text(self) -> bytes:
        """The names, for whoever misses them; `?` where a name is damaged too."""
        more = self.count - len(self._names)
        names = [*self._names, *([f"and {more} more"] if more else [])]
        return (_TOLD + "".join(f"{name}\n" for name in names)).encode()


def _shown(name: str) -> str:
    """A name on one line."""
    return "".join(sign if sign.isprintable() else "?" for sign in name) or "?"
