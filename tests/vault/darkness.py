"""A power cut in the middle of a story: before or after any change of the vault or its keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import pytest

from tests.homes import Place
from tests.keys.cutting import Fuse, PowerCut

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def _fused(place: Place, fuse: Fuse) -> Generator[None]:
    def around(change: Callable[P, T]) -> Callable[P, T]:
        def stepping(*args: P.args, **named: P.kwargs) -> T:
            fuse.step()
            done = change(*args, **named)
            fuse.step()
            return done

        return stepping

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place.database, "submit", around(place.database.submit))
        patch.setattr(place.store, "keep", around(place.store.keep))
        patch.setattr(place.store, "forget", around(place.store.forget))
        yield


async def goes_dark(place: Place, act: Callable[[], Awaitable[object]], *, after: int) -> bool:
    """Do something; whether the power failed before it was done, after so many half changes."""
    with _fused(place, Fuse(after)):
        try:
            await act()
        except PowerCut:
            is_dark = True
        else:
            is_dark = False
    await place.database.submit(lambda tx: tx.one("SELECT 1"))
    return is_dark
