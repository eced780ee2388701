"""When keys go: a look at every shredding, without changing it.

May be imported by: bench.
"""

import time
from collections.abc import Generator
from contextlib import contextmanager

from bailee.keys import Ring


@contextmanager
def watched() -> Generator[list[float], None, None]:
    """Give a list that grows by the moment at which each shredding is done and on disk."""
    shredded: list[float] = []
    shred = Ring.shred

    def noted(ring: Ring, subject: str, name: str | None = None) -> int:
        count = shred(ring, subject, name)
        shredded.append(time.perf_counter())
        return count

    for_now, name = noted, "shred"
    setattr(Ring, name, for_now)
    try:
        yield shredded
    finally:
        setattr(Ring, name, shred)
