"""A root key in a folder of its own, and a key store beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bailee.keys import FileRoot, Ring
from tests.keys.cutting import CutStore


@pytest.fixture
def root_key(tmp_path: Path) -> Path:
    """Where the root key is, or will be."""
    return tmp_path / "elsewhere" / "root.key"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CutStore]:
    """A key store."""
    store = CutStore(tmp_path / "keys.db")
    yield store
    store.close()


@pytest.fixture
def opened(root_key: Path, store: CutStore) -> Callable[[], Ring]:
    """Open the keys: once more, if they are open already, as after a power cut."""
    return lambda: Ring(store, FileRoot(root_key, create=True))
