"""Bailee without decide, seal and journal, to see what they cost. In the bench only.

`python -m bench.inside.bare start …` is the command line of Bailee, stripped.
May be imported by: bench.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from bailee.keys import Key
from bailee.storage import Tx
from bailee.terms import ClauseId, Permit, Processing, SubjectId
from bailee.vault.journal import Act, Journal
from bailee.vault.parts import Parts

_PERMIT = Permit(ClauseId("use.permitted"))


class _NoLine:
    """A line of the journal that nobody writes."""

    def append(self, tx: Tx) -> None:
        """Write nothing."""


_NO_LINE = _NoLine()


def _permit(_parts: Parts, _subject: SubjectId, _processing: Processing) -> Permit:
    return _PERMIT


def _plain(_key: Key, body: bytes, *, bound: bytes) -> bytes:
    del bound
    return body


def _encoded(_key: Key, name: str) -> bytes:
    return name.encode()


def _decoded(_key: Key, name: bytes) -> str:
    return name.decode()


def _no_line(
    _journal: Journal, _subject: SubjectId | None, _act: Act, *, count: int = 1
) -> _NoLine:
    del count
    return _NO_LINE


def _no_note(_journal: Journal, _subject: SubjectId | None, _act: Act, *, count: int = 1) -> None:
    del count


# ETags stay as they are: a server that seals nothing needs them too.
STRIPPED: tuple[tuple[type, str, Callable[..., object]], ...] = (
    (Parts, "decide", _permit),
    (Key, "seal", _plain),
    (Key, "open", _plain),
    (Key, "seal_name", _encoded),
    (Key, "open_name", _decoded),
    (Journal, "prepare", _no_line),
    (Journal, "note", _no_note),
)


@contextmanager
def bare() -> Generator[None, None, None]:
    """Strip Bailee while inside; only a data folder that was made inside can be read."""
    whole = [(owner, name, getattr(owner, name)) for owner, name, _ in STRIPPED]
    _set(STRIPPED)
    try:
        yield
    finally:
        _set(whole)


def _set(parts: Iterable[tuple[type, str, Callable[..., object]]]) -> None:
    for owner, name, function in parts:
        setattr(owner, name, function)


def main() -> None:
    """Run Bailee's command line, stripped."""
    from bailee.__main__ import main as command_line  # noqa: PLC0415 - after it is stripped

    with bare():
        command_line()


if __name__ == "__main__":
    main()
