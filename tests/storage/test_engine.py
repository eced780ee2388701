"""One writer commits what has gathered; an answer comes after the commit, and says what is true."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bailee.storage import Database, Tx
from bailee.terms import StorageError


def note(text: str) -> Callable[[Tx], int]:
    """A job that keeps a note."""
    return lambda tx: tx.count("INSERT INTO note VALUES (?)", (text,))


def notes(database: Database) -> set[str]:
    return {row[0] for row in database.read.all("SELECT text FROM note")}


def on_disk(path: Path) -> set[str]:
    """What another program sees."""
    with closing(sqlite3.connect(path)) as other:
        return {row[0] for row in other.execute("SELECT text FROM note")}


async def test_who_wrote_reads_what_they_wrote(database: Database) -> None:
    assert await database.submit(note("dede")) == 1
    assert notes(database) == {"dede"}
    assert on_disk(database.path) == {"dede"}


async def test_an_answer_comes_after_the_commit(database: Database) -> None:
    async def write(number: int) -> bool:
        await database.submit(note(f"note {number}"))
        return f"note {number}" in on_disk(database.path)

    assert all(await asyncio.gather(*map(write, range(50))))


async def test_a_job_that_fails_undoes_only_itself(database: Database) -> None:
    def fail(tx: Tx) -> None:
        note("half")(tx)
        raise LookupError

    answers = await asyncio.gather(
        *(database.submit(job) for job in (note("a"), fail, note("b"), note("a"), note("c"))),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [
        int,
        LookupError,
        int,
        sqlite3.IntegrityError,
        int,
    ]
    assert on_disk(database.path) == {"a", "b", "c"}


async def test_a_job_that_cannot_be_run_at_all_undoes_only_itself(database: Database) -> None:
    answers = await asyncio.gather(
        database.submit(note("a")),
        database.submit(lambda tx: tx.count("INSERT INTO nowhere VALUES (1)")),
        database.submit(note("b")),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [int, sqlite3.OperationalError, int]
    assert on_disk(database.path) == {"a", "b"}


async def test_who_no_longer_waits_disturbs_nobody(database: Database) -> None:
    first, second = database.submit(note("a")), database.submit(note("b"))
    first.cancel()
    assert await second == 1
    assert notes(database) == {"a", "b"}


async def test_jobs_run_in_the_order_in_which_they_came(database: Database) -> None:
    seen: list[int] = []
    await asyncio.gather(
        *(database.submit(lambda _, n=number: seen.append(n)) for number in range(600))  # type: ignore[misc]  # bound now
    )
    assert seen == list(range(600))


async def test_a_job_sees_the_jobs_before_it(database: Database) -> None:
    database.submit(note("a"))
    assert await database.submit(lambda tx: tx.one("SELECT text FROM note")) == ("a",)


async def test_what_was_submitted_is_kept_when_it_closes(
    tmp_path: Path, database: Database
) -> None:
    waiting = [database.submit(note(f"note {number}")) for number in range(300)]
    other = Database(tmp_path / "other.db", kind="vault")
    other.close()
    await asyncio.gather(*waiting)
    database.close()
    assert len(on_disk(database.path)) == 300
    assert not database.path.with_name("vault.db-wal").exists()


async def test_a_database_that_is_closed_takes_no_job(tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", kind="vault")
    database.close()
    with pytest.raises(StorageError, match="is closed"):
        await database.submit(note("late"))


async def test_the_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        database.read.count("DELETE FROM note")


async def test_what_it_was_opened_after_a_power_cut_is_all_there(database: Database) -> None:
    await database.submit(note("dede"))
    again = Database(database.path, kind="vault")
    assert notes(again) == {"dede"}
    assert not again.is_clean()
    assert again.check() == []
    again.close()


async def test_a_copy_is_whole_while_others_write(tmp_path: Path, database: Database) -> None:
    writing = asyncio.gather(*(database.submit(note(f"note {n}" * 500)) for n in range(400)))
    await asyncio.to_thread(database.copy_to, tmp_path / "copy.db")
    await writing
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


async def test_jobs_beside_one_that_fails_are_done_once(database: Database) -> None:
    await database.submit(lambda tx: tx.run("CREATE TABLE told (what TEXT)"))
    ran = list[int]()

    def counted(number: int) -> Callable[[Tx], None]:
        def job(tx: Tx) -> None:
            ran.append(number)
            tx.run("INSERT INTO told VALUES (?)", (str(number),))
            if number == 2:
                raise ValueError(number)

        return job

    waiting = [database.submit(counted(number)) for number in range(4)]
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in found] == [type(None), type(None), ValueError, type(None)]
    assert database.read.all("SELECT what FROM told") == [("0",), ("1",), ("3",)]
    assert len(ran) > 4, "what had come together was run anew, one by one"
