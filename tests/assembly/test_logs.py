"""The log says what befell the program, and nothing about whom it was doing it for."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import msgspec
import pytest

from bailee.assembly.logs import Log

SECRET = "Ada Lovelace <ada@example.org> +49 30 55501234"
FIELDS = {"level", "event", "count", "kind", "at"}
pytestmark = pytest.mark.keeps("collect.logs")


class PersonalError(Exception):
    """Says more than it should."""


def fail() -> None:
    """Fail on somebody's data."""
    raise PersonalError(SECRET) from KeyError(SECRET)


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    """Give the program back its ways to fail when the story is over."""
    root, hooks = logging.getLogger(), (threading.excepthook, sys.excepthook, sys.unraisablehook)
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    threading.excepthook, sys.excepthook, sys.unraisablehook = hooks


def by_the_house(log: Log) -> None:
    """By the house itself."""
    try:
        fail()
    except PersonalError as error:
        log.failed("housekeeping", error)


def by_a_gateway(_: Log) -> None:
    """By a gateway."""
    try:
        fail()
    except PersonalError:
        logging.getLogger("bailee.gateways").exception("unforeseen in %s", SECRET)


def by_a_library(_: Log) -> None:
    """By a library."""
    logging.getLogger("uvicorn.error").warning("Invalid request: %s", SECRET)
    logging.getLogger("uvicorn.error").error("broken", exc_info=PersonalError(SECRET))
    logging.getLogger("somebody").error("%d", SECRET)


def in_a_task(_: Log) -> None:
    """In a task that nobody awaits."""

    async def forgotten() -> None:
        task = asyncio.create_task(asyncio.to_thread(fail))
        await asyncio.wait([task])
        del task
        gc.collect()

    asyncio.run(forgotten())


def in_a_callback(_: Log) -> None:
    """In a callback of the loop."""

    async def calling() -> None:
        asyncio.get_running_loop().call_soon(fail)
        await asyncio.sleep(0)

    asyncio.run(calling())


def in_a_thread(_: Log) -> None:
    """In a thread."""
    thread = threading.Thread(target=fail, name=SECRET)
    thread.start()
    thread.join()


def in_a_last_word(_: Log) -> None:
    """Where nobody can catch it."""

    class Last:
        def __del__(self) -> None:
            fail()

    Last()
    gc.collect()


def at_the_top(_: Log) -> None:
    """At the top of the program."""
    try:
        fail()
    except PersonalError as error:
        sys.excepthook(PersonalError, error, error.__traceback__)


WAYS = [
    by_the_house,
    by_a_gateway,
    by_a_library,
    in_a_task,
    in_a_callback,
    in_a_thread,
    in_a_last_word,
    at_the_top,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__doc__)
def test_a_failure_is_logged_and_no_word_of_it(
    way: Callable[[Log], None], capsys: pytest.CaptureFixture[str]
) -> None:
    way(Log())
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert told.out == ""
    assert lines
    for line in lines:
        assert set(msgspec.json.decode(line)) <= FIELDS
    assert not any(word in told.err for word in ("Lovelace", "example.org", "5550"))


def test_a_line_says_what_failed_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    by_the_house(Log())
    line = msgspec.json.decode(capsys.readouterr().err)
    assert (line["level"], line["event"], line["kind"]) == (
        "error",
        "housekeeping",
        "PersonalError",
    )
    assert all(place.startswith("test_logs.py:") for place in line["at"])


def test_what_was_done_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Log().did("expired", count=5)
    assert capsys.readouterr().err == '{"level":"info","event":"expired","count":5}\n'


def test_small_talk_of_libraries_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    Log()
    logging.getLogger("uvicorn.error").info("Started server process %s", SECRET)
    logging.getLogger("somebody").debug(SECRET)
    assert capsys.readouterr().err == ""
