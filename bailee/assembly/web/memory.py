"""Gives memory back to the system as soon as it is free.

The C library learns from the first freed large block to keep the next ones: after a few sign-ins
(Argon2 takes 19 MiB each) or photos a server would hold tens of MiB for nothing. A fixed threshold
stops the learning. It also keeps a heap for each thread, to spare locks that the interpreter's own
lock makes idle: one heap for all has fewer holes. Where the C library is another one, nothing
happens.

May be imported by: assembly, commands.
"""

from __future__ import annotations

import ctypes

__all__ = ["return_large_buffers"]

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE_BYTES = 256 * 1024


def return_large_buffers() -> None:
    """Ask glibc for it (mallopt(3))."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        libc.mallopt(_M_ARENA_MAX, 1)
    except (OSError, AttributeError):
        return
