"""What a question costs, in steps of SQLite's machine: the same on every computer."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from types import BuiltinMethodType

from bailee.storage import Database


class Steps:
    """How many steps were taken."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        """Count one."""
        self.count += 1


@contextmanager
def steps_of(database: Database) -> Generator[Steps]:
    """Count the steps of all reads inside."""
    run, steps = database.read.run, Steps()
    assert isinstance(run, BuiltinMethodType)
    connection = run.__self__
    assert isinstance(connection, sqlite3.Connection)
    connection.set_progress_handler(steps, 1)
    try:
        yield steps
    finally:
        connection.set_progress_handler(None, 0)
