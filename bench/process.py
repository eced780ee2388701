"""A server's process tree: started, watched through /proc, stopped; only ever our own.

May be imported by: bench.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bench.client import Address, Connection, WrongAnswerError

PROC = Path("/proc")
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
CPU_CLOCK = 2
"""Which clock of another process: the one the scheduler keeps, in nanoseconds."""
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
START_WAIT_S = 60.0
STOP_WAIT_S = 20.0
LOOK_EVERY_S = 0.005
BLOCK_BYTES = 512
CUTIME, CSTIME = 13, 14
"""Where /proc/PID/stat has the times of children that ended, counted behind the command."""


class StartError(Exception):
    """A server did not start; the message holds the end of what it said."""


class ServerProcess:
    """One server and its children."""

    def __init__(
        self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        self._log = log
        self.started = time.perf_counter()
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(env or {})},
                start_new_session=True,
            )

    def wait_for_answer(self, address: Address) -> float:
        """Give the seconds from the start of the process to its first answer, whatever it says."""
        request = address.prepare("OPTIONS", "/")
        while time.perf_counter() - self.started < START_WAIT_S:
            if self._process.poll() is not None:
                break
            with suppress(OSError, WrongAnswerError), Connection(address) as connection:
                connection.exchange(request)
                return time.perf_counter() - self.started
            time.sleep(LOOK_EVERY_S)
        self.stop()
        raise StartError(f"no answer; it said:\n{self._log.read_text(errors='replace')[-2000:]}")

    def cpu_s(self) -> float:
        """Give user and system time of the tree so far, the children that ended included."""
        return sum(_cpu_s(pid) for pid in _tree(self._process.pid))

    def rss_bytes(self) -> int:
        """Give the resident memory of the tree."""
        return PAGE_BYTES * sum(_resident_pages(pid) for pid in _tree(self._process.pid))

    def stop(self) -> None:
        """End the process group that we started: asked first, then made to."""
        for how, patience_s in ((signal.SIGTERM, STOP_WAIT_S), (signal.SIGKILL, STOP_WAIT_S)):
            if self._process.poll() is not None:
                return
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience_s)


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def disk_bytes(folder: Path) -> int:
    """Give what a folder takes on disk, whole blocks counted."""
    places = (Path(root, name) for root, _, names in os.walk(folder) for name in names)
    return BLOCK_BYTES * sum(place.lstat().st_blocks for place in places)


def file_system(folder: Path) -> str:
    """Name the file system that holds a folder: on tmpfs, an fsync costs nothing."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    inside = [(where, kind) for where, kind in mounts if folder.resolve().is_relative_to(where)]
    return max(inside, key=lambda mount: len(mount[0]))[1]


def _tree(pid: int) -> Iterator[int]:
    """Give a process and its descendants."""
    yield pid
    for task in PROC.glob(f"{pid}/task/*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                yield from _tree(int(child))


def _cpu_s(pid: int) -> float:
    """Give the CPU time of a process, all its threads, and its children that ended."""
    with suppress(OSError):
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        ended = TICK_S * sum(int(fields[at]) for at in (CUTIME, CSTIME))
        return ended + time.clock_gettime((~pid << 3) | CPU_CLOCK)
    return 0.0


def _resident_pages(pid: int) -> int:
    with suppress(OSError):
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    return 0
