"""A ZIP that is written while it is read: constant memory, any size (APPNOTE 4.5 ZIP64).

May be imported by: rights.export, tests.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256

from bailee.rights.export.zipped import Zip

__all__ = ["Archive", "Entry"]

_ENOUGH_BYTES = 256 * 1024
_STEP_BYTES = 64 * 1024
_THREADS = ThreadPoolExecutor(2, "archive")
"""For all archives that are written now; a thread begins with the first."""


class _Drain:
    """What has been written and not yet taken; one thread may write while another takes."""

    def __init__(self) -> None:
        self._parts = deque[bytes]()
        self._at = self._taken = 0

    @property
    def pending(self) -> int:
        return self._at - self._taken

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        self._at += len(data)
        return len(data)

    def take(self) -> bytes:
        taken = b"".join([self._parts.popleft() for _ in range(len(self._parts))])
        self._taken += len(taken)
        return taken


class _Press:
    """Compresses on another thread: one step at a time, in order, while the next one gathers."""

    def __init__(self) -> None:
        self._last: Future[None] | None = None

    def begin(self, step: Callable[[bytes], None], content: bytes) -> None:
        """Begin a step when the one before has ended. Raises what that one raised."""
        self.wait()
        self._last = _THREADS.submit(step, content)

    def wait(self) -> None:
        """Wait for the last step. Raises what it raised."""
        last, self._last = self._last, None
        if last is not None:
            last.result()


class Entry:
    """One file of the archive while it is written."""

    def __init__(self, stream: Zip, press: _Press) -> None:
        """Nothing is in it yet."""
        self._stream, self._press, self._digest = stream, press, sha256()
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, content: bytes) -> None:
        """Add to it."""
        self._parts.append(content)
        self._size += len(content)
        if self._size > _STEP_BYTES:
            # Many small writes cost more than their bytes.
            self._press.begin(self._pack, self._gathered())

    def finish(self) -> None:
        """Compress what is left; of a small file that is all, and no other thread is asked."""
        self._press.wait()
        self._pack(self._gathered())

    def _gathered(self) -> bytes:
        gathered = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        return gathered

    def _pack(self, content: bytes) -> None:
        self._digest.update(content)
        self._stream.write(content)

    @property
    def digest(self) -> str:
        """SHA-256 of all that was written, in hexadecimal."""
        return self._digest.hexdigest()


class Archive:
    """Add files, take bytes."""

    def __init__(self) -> None:
        """Nothing is in it yet."""
        self._drain, self._press = _Drain(), _Press()
        self._zip = Zip(self._drain.write)
        self.digests: dict[str, str] = {}
        """SHA-256 of each file, by path."""

    @contextmanager
    def file(self, path: str) -> Generator[Entry]:
        """Write one file, of any size; files follow each other."""
        self._zip.begin(path)
        entry = Entry(self._zip, self._press)
        try:
            yield entry
        finally:
            entry.finish()
        self._zip.end()
        self.digests[path] = entry.digest

    def add(self, path: str, content: bytes) -> None:
        """Add one small file."""
        with self.file(path) as entry:
            entry.write(content)

    @property
    def has_enough(self) -> bool:
        """Whether it is time to take what was written."""
        return self._drain.pending > _ENOUGH_BYTES

    def take(self) -> bytes:
        """The bytes since the last call."""
        return self._drain.take()

    def close(self) -> bytes:
        """The last bytes."""
        self._zip.close()
        return self._drain.take()
