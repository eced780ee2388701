"""Power cuts: whatever writes to the disk is stopped before its n-th step, for every n."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from bailee.storage import SqliteKeys
from bailee.terms import KeyRow

P = ParamSpec("P")
T = TypeVar("T")


class PowerCut(BaseException):
    """It is dark."""


class Fuse:
    """Lets so many steps happen, and none after."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        """Raise `PowerCut` when no step is left."""
        self.left -= 1
        if self.left < 0:
            raise PowerCut


class CutStore(SqliteKeys):
    """A key store in a house whose power can fail before and after each change."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.fuse = Fuse(1_000_000)

    def keep(self, rows: list[KeyRow]) -> None:
        self.fuse.step()
        super().keep(rows)
        self.fuse.step()

    def forget(self, subject: str, *, name: str | None, holder: str | None) -> int:
        self.fuse.step()
        forgotten = super().forget(subject, name=name, holder=holder)
        self.fuse.step()
        return forgotten


def is_cut(act: Callable[[], object], *, steps: int, store: CutStore | None = None) -> bool:
    """Do something to the disk; whether it took more than so many steps, and was stopped."""
    fuse = Fuse(steps)
    if store is not None:
        store.fuse = fuse
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            (os, "open"),
            (os, "write"),
            (os, "fsync"),
            (Path, "open"),
            (Path, "replace"),
            (Path, "unlink"),
        ):
            patch.setattr(owner, name, _fused(getattr(owner, name), fuse))
        try:
            act()
        except PowerCut:
            return True
        finally:
            fuse.left = 1_000_000
    return False


def _fused(function: Callable[P, T], fuse: Fuse) -> Callable[P, T]:
    def stepping(*args: P.args, **named: P.kwargs) -> T:
        fuse.step()
        return function(*args, **named)

    return stepping
