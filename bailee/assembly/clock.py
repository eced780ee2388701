"""The clock on the wall; the only place that asks what time it is.

May be imported by: assembly.
"""

from __future__ import annotations

import time

__all__ = ["WallClock"]


class WallClock:
    """Seconds since 1970."""

    def now(self) -> int:
        """What the system says."""
        return int(time.time())
