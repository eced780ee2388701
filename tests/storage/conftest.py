"""A small database, and what shows what is really in its file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bailee.storage import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A vault's database with a table of notes."""
    database = Database(tmp_path / "vault.db", kind="vault")
    await database.submit(lambda tx: tx.count("CREATE TABLE note (text TEXT UNIQUE)"))
    yield database
    database.close()
