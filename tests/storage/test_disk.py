"""A disk that is full, failing, read-only or damaged: said in words, and nothing else is lost."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from bailee.storage import Database, SqliteKeys, Tx
from bailee.terms import KeyRow, StorageError

PAGE = 4096
BLOB = b"x" * 100_000


@contextmanager
def no_file_longer_than(size: int) -> Generator[None]:
    """What a failing disk does: writing past a place is an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def keep(tx: Tx) -> int:
    return tx.count("INSERT INTO note VALUES (hex(randomblob(50000)))")


def count(database: Database) -> int:
    return int(database.read.all("SELECT count(*) FROM note")[0][0])


async def test_a_full_disk_is_told_and_what_was_there_stays(database: Database) -> None:
    await database.submit(keep)
    pages = database.read.all("PRAGMA page_count")[0][0]
    await database.submit(lambda tx: tx.all(f"PRAGMA max_page_count = {pages + 5}"))
    with pytest.raises(StorageError, match="is full") as told:
        await database.submit(keep)
    assert "free some space" in told.value.hint
    assert count(database) == 1


async def test_writing_goes_on_when_there_is_space_again(database: Database) -> None:
    pages = database.read.all("PRAGMA page_count")[0][0]
    await database.submit(lambda tx: tx.all(f"PRAGMA max_page_count = {pages + 1}"))
    with pytest.raises(StorageError):
        await database.submit(keep)
    await database.submit(lambda tx: tx.all("PRAGMA max_page_count = 1000000"))
    assert await database.submit(keep) == 1


async def test_a_failing_disk_is_told_and_writing_goes_on_after(database: Database) -> None:
    with no_file_longer_than(PAGE), pytest.raises(StorageError, match=r"disk of .* fails"):
        await database.submit(keep)
    assert await database.submit(keep) == 1
    assert count(database) == 1


async def test_a_log_that_cannot_be_folded_now_is_folded_later(database: Database) -> None:
    log = database.path.with_name("vault.db-wal")
    while log.stat().st_size < 5 * 1024 * 1024:
        await database.submit(keep)
    with no_file_longer_than(database.path.stat().st_size):
        await idle()
    before = count(database)
    assert await database.submit(keep) == 1
    await idle()
    assert count(database) == before + 1
    assert database.path.stat().st_size > 4 * 1024 * 1024


async def idle() -> None:
    """Wait until the writer has looked at its log."""
    await asyncio.sleep(0.5)


async def test_a_damaged_page_is_told_to_whoever_reads_or_writes_it(tmp_path: Path) -> None:
    await filled(tmp_path / "vault.db")
    damage(tmp_path / "vault.db")
    database = Database(tmp_path / "vault.db", kind="vault")
    assert database.is_clean()
    assert database.check() != []
    with pytest.raises(StorageError, match="is damaged"):
        database.read.all("SELECT max(text) FROM note NOT INDEXED")
    with pytest.raises(StorageError, match="is damaged"):
        await database.submit(lambda tx: tx.count("UPDATE note SET text = text || 'x'"))
    assert await database.submit(lambda tx: tx.count("CREATE TABLE other (text TEXT)")) is not None
    database.close()


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 8176])
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "vault.db"
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"is not a Bailee database|is damaged"):
        Database(file, kind="vault")
    assert file.read_bytes() == content


def test_a_key_store_whose_disk_fails_keeps_all_or_nothing(tmp_path: Path) -> None:
    store = SqliteKeys(tmp_path / "keys.db")
    store.keep([KeyRow("ada", "contacts", "bailee", 1, b"k" * 40)])
    many = [KeyRow(f"person-{n}", "contacts", "bailee", 1, b"k" * 40) for n in range(2000)]
    with no_file_longer_than(3 * PAGE), pytest.raises(StorageError):
        store.keep(many)
    assert store.count() == 1
    store.keep(many)
    assert store.count() == 2001
    store.close()


async def filled(path: Path) -> None:
    """Make a database of many pages and close it in order."""
    database = Database(path, kind="vault")
    await database.submit(lambda tx: tx.count("CREATE TABLE note (text TEXT UNIQUE)"))
    for _ in range(5):
        await database.submit(keep)
    database.close()


def damage(path: Path) -> str:
    """Overwrite every page after the schema's; gives the digest of what it is now."""
    content = bytearray(path.read_bytes())
    for page in range(len(content) // PAGE - 60, len(content) // PAGE):
        content[page * PAGE : page * PAGE + 64] = b"\xee" * 64
    path.write_bytes(content)
    return sha256(content).hexdigest()
