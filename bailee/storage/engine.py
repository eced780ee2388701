"""The SQLite engine: reads inline on the caller's thread, writes through one thread.

The writer takes whatever jobs have gathered, runs each in a savepoint, commits them all with one
fsync, and only then answers. The only importer of the database driver.

Keeps: security.rest.
May be imported by: storage.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from bailee.terms import StorageError

__all__ = ["Database", "Inline", "Row", "Tx", "Value"]

T = TypeVar("T")
Value = str | int | bytes | None
Row = tuple[Any, ...]
_MIGRATIONS = Path(__file__).parent / "migrations"
_CHECKPOINT_PAGES = 4000
_LONG_LOG_BYTES = 512 * 1024
_PATIENT_MS, _IMPATIENT_MS = 5000, 50
_IDLE_S = 0.2
_MOST_JOBS = 256
_OF_THE_DISK = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
    }
)
"""What befalls a whole transaction, and not only the job that met it."""


class Tx:
    """A place to run statements: inside the writer's transaction, or the reader."""

    __slots__ = ("_connection", "_path", "run")

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Over one connection to a file."""
        self._connection, self._path = connection, path
        self.run = connection.execute

    def all(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows. Raises `StorageError`."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _told(error, self._path) from error

    def each(self, sql: str, values: Sequence[Value] = ()) -> Generator[Row]:
        """Rows as they are asked for: whoever has enough need not read the rest.

        Raises `StorageError`. To be closed soon: until then, nothing written is folded in.
        """
        try:
            with closing(self._connection.execute(sql, values)) as cursor:
                yield from cursor
        except sqlite3.DatabaseError as error:
            raise _told(error, self._path) from error

    def one(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row, or None. Raises `StorageError`."""
        try:
            row: Row | None = self._connection.execute(sql, values).fetchone()
        except sqlite3.DatabaseError as error:
            raise _told(error, self._path) from error
        return row

    def count(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a change; how many rows it touched."""
        return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement for each row."""
        self._connection.executemany(sql, rows)


Job = Callable[[Tx], Any]
"""Changes nothing but through its `Tx`: it may be run again, after all that it did is undone."""
Batch = list[tuple[Job, asyncio.Future[Any]]]
Answers = list[tuple[asyncio.Future[Any], Any, BaseException | None]]


class Database:
    """One SQLite file: opened, migrated, read and written."""

    def __init__(self, path: Path, *, kind: str, secure_delete: str = "ON") -> None:
        """Open or create the file and bring it to the newest schema.

        `kind` names the folder of migrations. Raises `StorageError` when the file is damaged,
        made by a newer Bailee, or cannot be written.
        """
        self.path = self._path = path
        self._was_clean = not path.with_name(f"{path.name}-wal").exists()
        with _in_words(path):
            self._writer = _migrated(path, kind, secure_delete)
            self._reader = _connect(path, secure_delete)
            self._reader.execute("PRAGMA query_only = ON")
        self.read = Tx(self._reader, path)
        self._jobs: SimpleQueue[tuple[Job, asyncio.Future[Any]] | None] = SimpleQueue()
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name=f"{kind}-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Tx], T]) -> asyncio.Future[T]:
        """Run `job` in the next transaction; its answer, or its error, comes after the commit.

        It may be run twice, if another one fails beside it: what it did the first time is undone.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        if self._is_closed:
            future.set_exception(StorageError(f"{self._path} is closed", hint="start Bailee again"))
        else:
            self._jobs.put((job, future))
        return future

    def close(self) -> None:
        """Finish what was submitted, fold the log into the file, and close."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()
        self._reader.close()
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writer.close()

    def copy_to(self, target: Path) -> None:
        """Write a whole and consistent copy, while others go on. Raises `StorageError`."""
        _copy(self._path, target)

    def is_clean(self) -> bool:
        """Whether the last Bailee that used the file closed it in order."""
        return self._was_clean

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when nothing is."""
        with _in_words(self._path):
            rows = self.read.all("PRAGMA quick_check(10)")
        return [row[0] for row in rows if row[0] != "ok"]

    def _work(self) -> None:
        tx, is_open = Tx(self._writer, self._path), True
        while is_open:
            try:
                first = self._jobs.get(timeout=_IDLE_S)
            except Empty:
                self._fold()
                continue
            batch = [first, *self._gathered()]
            is_open = None not in batch
            self._commit(tx, [job for job in batch if job is not None])

    def _gathered(self) -> Iterator[tuple[Job, asyncio.Future[Any]] | None]:
        for _ in range(_MOST_JOBS):
            try:
                yield self._jobs.get_nowait()
            except Empty:
                return

    def _commit(self, tx: Tx, batch: Batch) -> None:
        """Run all jobs in one transaction; one that fails undoes only itself."""
        answers: Answers = []
        try:
            answers = _all_at_once(tx, batch) or _one_by_one(tx, batch)
            tx.run("COMMIT")
        except (sqlite3.Error, StorageError) as error:
            told = _told(error, self._path)
            answers = [(future, None, told) for _, future in batch]
            with suppress(sqlite3.Error):
                tx.run("ROLLBACK")
        if answers:
            _deliver(answers)

    def _fold(self) -> None:
        """In an idle moment, move the log into the file, so that it stays short.

        On a full or failing disk that has to wait; what is in the log is safe there.
        """
        wal = self._path.with_name(f"{self._path.name}-wal")
        with suppress(sqlite3.Error, OSError):
            if wal.stat().st_size > _LONG_LOG_BYTES:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Inline:
    """A SQLite file for few, short and rare calls, each durable when it returns."""

    def __init__(self, path: Path, *, kind: str, secure_delete: str) -> None:
        """Open or create the file. Raises `StorageError`."""
        self._path = path
        with _in_words(path):
            self._connection = _migrated(path, kind, secure_delete)
        self.read = Tx(self._connection, path)

    @contextmanager
    def transaction(self) -> Generator[Tx]:
        """Commit what is done inside, or nothing. Raises `StorageError`."""
        with _in_words(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.read
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def copy_to(self, target: Path) -> None:
        """Write a whole and consistent copy. Raises `StorageError`."""
        _copy(self._path, target)

    def truncate(self) -> bool:
        """Fold the log into the file and empty it, so that neither has what was deleted.

        False when another program reads the file now: try again later.
        """
        self._connection.execute(f"PRAGMA busy_timeout = {_IMPATIENT_MS}")
        try:
            return not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {_PATIENT_MS}")

    def close(self) -> None:
        """Fold the log into the file and close."""
        self.truncate()
        self._connection.close()


def _copy(source: Path, target: Path) -> None:
    """Copy a database in use to a file that appears whole or not at all."""
    draft = target.with_name(f".{target.name}.new")
    draft.unlink(missing_ok=True)
    with (
        _in_words(target),
        closing(sqlite3.connect(source)) as reader,
        closing(sqlite3.connect(draft)) as writer,
    ):
        reader.backup(writer, pages=2000)
    draft.chmod(0o600)
    draft.replace(target)


def _all_at_once(tx: Tx, batch: Batch) -> Answers:
    """Run all jobs, as nearly always all succeed; nothing is done and answered if one does not."""
    tx.run("BEGIN IMMEDIATE")
    try:
        return [(future, job(tx), None) for job, future in batch]
    except BaseException as error:
        if _is_none_of_the_jobs(error):
            raise
        tx.run("ROLLBACK")
        return []


def _one_by_one(tx: Tx, batch: Batch) -> Answers:
    """Run all jobs anew, each behind a point to return to."""
    tx.run("BEGIN IMMEDIATE")
    return [(future, *_attempt(tx, job)) for job, future in batch]


def _attempt(tx: Tx, job: Job) -> tuple[Any, BaseException | None]:
    tx.run("SAVEPOINT job")
    try:
        answer = job(tx)
    except BaseException as error:
        if _is_none_of_the_jobs(error):
            raise
        tx.run("ROLLBACK TO job")
        tx.run("RELEASE job")
        return None, error
    tx.run("RELEASE job")
    return answer, None


def _is_none_of_the_jobs(error: BaseException) -> bool:
    """Whether it is the disk that fails: no job can go on then."""
    if isinstance(error, StorageError):
        return True
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _OF_THE_DISK


def _deliver(answers: Answers) -> None:
    loop = answers[0][0].get_loop()

    def settle() -> None:
        for future, answer, error in answers:
            if future.cancelled():
                continue
            if error is None:
                future.set_result(answer)
            else:
                future.set_exception(error)

    if not loop.is_closed():
        loop.call_soon_threadsafe(settle)


def _connect(path: Path, secure_delete: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"secure_delete = {secure_delete}",
        "foreign_keys = ON",
        f"busy_timeout = {_PATIENT_MS}",
        "cache_size = -3072",
        "temp_store = MEMORY",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _migrated(path: Path, kind: str, secure_delete: str) -> sqlite3.Connection:
    """Connect, and bring the schema forward; what fails half way holds no lock on the file."""
    connection = _connect(path, secure_delete)
    try:
        _migrate(connection, kind)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, kind: str) -> None:
    """Apply the migrations that are missing, each in one transaction; forward only."""
    scripts = sorted((_MIGRATIONS / kind).glob("*.sql"))
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, digest TEXT NOT NULL)"
    )
    done = dict(connection.execute("SELECT number, digest FROM migration"))
    if len(done) > len(scripts):
        raise StorageError(
            "this data folder was used by a newer Bailee", hint="start it with that version"
        )
    for number, script in enumerate(scripts, start=1):
        text = script.read_text()
        digest = sha256(text.encode()).hexdigest()
        if number not in done:
            line = f"INSERT INTO migration VALUES ({number}, '{digest}')"
            connection.executescript(f"BEGIN IMMEDIATE;\n{text}\n;{line};\nCOMMIT;")
        elif done[number] != digest:
            raise StorageError(f"migration {number} of {kind} is not the one that was applied")


@contextmanager
def _in_words(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, path) from error


def _told(error: sqlite3.Error | StorageError, path: Path) -> BaseException:
    """What the driver means, for the person who runs this."""
    if isinstance(error, StorageError):
        return error
    text = str(error)
    for sign, message, hint in (
        ("full", f"the disk of {path.parent} is full", "free some space; nothing was lost"),
        ("readonly", f"{path} cannot be written", "check the owner and mode of the data folder"),
        ("unable to open", f"{path} cannot be opened", "check the owner and mode of the folder"),
        ("malformed", f"{path} is damaged", "restore a backup; the file was left as it is"),
        ("not a database", f"{path} is not a Bailee database", "restore a backup"),
        ("locked", f"{path} is in use by another program", "stop the other one first"),
        ("disk I/O", f"the disk of {path.parent} fails", "see the system's log"),
    ):
        if sign in text:
            return StorageError(message, hint=hint)
    return error
