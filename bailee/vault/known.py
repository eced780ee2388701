"""What was found once and stays so until somebody changes it: blind names, places of folders.

Nothing of what is held is in here, and nothing that is sealed: digests, and numbers of rows.

May be imported by: vault.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

__all__ = ["Known"]

K = TypeVar("K")
V = TypeVar("V")
_MOST = 10_000


class Known(Generic[K, V]):
    """A bounded memory; whoever changes what it may hold clears it, before and after."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._found: OrderedDict[K, V] = OrderedDict()

    def get(self, name: K) -> V | None:
        """What was found, or None."""
        return self._found.get(name)

    def put(self, name: K, found: V) -> None:
        """Remember it; the longest known gives way."""
        self._found[name] = found
        if len(self._found) > _MOST:
            self._found.popitem(last=False)

    def clear(self) -> None:
        """Look again next time."""
        self._found.clear()
