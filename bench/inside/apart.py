"""What runs in a process of its own, so that its memory is its own too.

May be imported by: bench.
"""

import time
from pathlib import Path

import uvloop

from bench.client import WrongAnswerError
from bench.inside.house import opened

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"
"""proc(5): set the peak of resident memory to what is resident now."""
KIB_IN_MIB = 1024


def exported(folder: Path) -> tuple[float, float, float]:
    """Export the member of a data folder; give seconds, CPU seconds, MiB above the start."""
    return uvloop.run(_exported(folder))


async def _exported(folder: Path) -> tuple[float, float, float]:
    async with opened(folder) as inside:
        before, began, size = _reset_peak(), time.perf_counter(), 0
        cpu_began_s = time.process_time()
        stream = inside.house.export.stream(inside.subject, actor=inside.member)
        async for chunk in stream:
            size += len(chunk)
        if not size:
            raise WrongAnswerError("the export is empty")
        took_s, cpu_s = time.perf_counter() - began, time.process_time() - cpu_began_s
        return took_s, cpu_s, (_kib("VmHWM") - before) / KIB_IN_MIB


def _reset_peak() -> int:
    """Forget the peak so far; give what is resident now, in KiB."""
    CLEAR.write_text(RESET_PEAK)
    return _kib("VmRSS")


def _kib(name: str) -> int:
    """Read one line of /proc/self/status."""
    for line in STATUS.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
