"""The operational log: what happened to the program, never to whom.

Each line is JSON with the allow-listed fields below and no others: an exception is logged by its
type and the lines of code that it came through, not by its message, which may quote data.

Keeps: collect.logs.
May be imported by: assembly.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

import msgspec

__all__ = ["Log"]

_ROOT = Path(__file__).parent.parent


class _Line(msgspec.Struct, omit_defaults=True):
    """The fields that a line may have."""

    level: str
    event: str
    count: int | None = None
    kind: str = ""
    at: tuple[str, ...] = ()


class Log:
    """Writes lines."""

    def __init__(self) -> None:
        """To the standard error stream, by the standard library's logging."""
        handler = logging.StreamHandler()
        handler.setFormatter(_Formatter())
        root = logging.getLogger()
        root.handlers = [handler]
        root.setLevel(logging.WARNING)
        self._logger = logging.getLogger("bailee")
        self._logger.setLevel(logging.INFO)
        self._hear_the_uncaught()

    def _hear_the_uncaught(self) -> None:
        """What nobody catches is printed by Python with its message, unless we say otherwise."""

        def at_the_top(
            kind: type[BaseException], error: BaseException, at: TracebackType | None
        ) -> None:
            if isinstance(error, KeyboardInterrupt):
                sys.__excepthook__(kind, error, at)
            else:
                self.failed("uncaught", error)

        def elsewhere(told: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
            if told.exc_value is not None:
                self.failed("uncaught", told.exc_value)

        sys.excepthook = at_the_top
        threading.excepthook = sys.unraisablehook = elsewhere

    def did(self, event: str, *, count: int | None = None) -> None:
        """Something was done."""
        self._logger.info(_encode(_Line("info", event, count)))

    def failed(self, event: str, error: BaseException) -> None:
        """Something failed."""
        line = _Line("error", event, None, type(error).__name__, frames(error))
        self._logger.error(_encode(line))


def frames(error: BaseException) -> tuple[str, ...]:
    """The lines of code that an error came through, the last five."""
    return tuple(
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)[-5:]
    )


def _encode(line: _Line) -> str:
    return msgspec.json.encode(line).decode()


class _Formatter(logging.Formatter):
    """Lets our own lines through; of everybody else's says level, logger and type of error."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == "bailee":
            return record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        kind = type(error).__name__ if error else ""
        at = frames(error) if error else ()
        return _encode(_Line(record.levelname.lower(), record.name, None, kind, at))
