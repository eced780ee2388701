"""Gives large buffers back to the system as soon as they are free.

The C library learns from the first freed large block to keep the next ones: after a few sign-ins
(Argon2 takes 19 MiB each) or photos a server would hold tens of MiB for nothing. A fixed threshold
stops the learning. Where the C library is another one, nothing happens.

May be imported by: assembly, commands.
"""

from __future__ import annotations

import ctypes

__all__ = ["return_large_buffers"]

_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 256 * 1024


def return_large_buffers() -> None:
    """Ask glibc for it (mallopt(3))."""
    try:
        ctypes.CDLL("libc.so.6").mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
    except (OSError, AttributeError):
        return
