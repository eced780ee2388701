"""The ZIP format, written forward only: a ZIP64 archive of deflated files (APPNOTE 6.3.10).

The standard library's writer packs everything in one way, and as slowly as it likes where files are
opened one by one. Photos inside cards are base64 of what is
packed already: there nothing repeats, and looking for it costs four times what it saves. So each
stretch is packed by what it is like; the stretches follow each other in one stream (RFC 1951 §2.3).

May be imported by: rights.export, tests.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

__all__ = ["LEAST_WIDE", "Zip"]

LEAST_WIDE = 0xFFFFFFFF
"""From here on a number of the list stands in its wide field."""
_DEFLATED, _VERSION = 8, 45
_FLAGS = 0x0808
"""Sizes come after the bytes (bit 3); names are UTF-8 (bit 11)."""
_DATE, _MODE = 0x21, 0o600 << 16
"""The first of January 1980, and its owner's alone."""
_MAX_32, _MAX_16 = 0xFFFFFFFF, 0xFFFF
_STRETCH_BYTES, _SAMPLE_BYTES = 64 * 1024, 512
_NOTHING_REPEATS = 0.7
"""Samples that shrink no further than that are told by their letters alone (Huffman)."""


class _Packer(Protocol):
    """Packs one stretch after another."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self, mode: int = ..., /) -> bytes: ...


class _File(Struct):
    """One file, as the list at the end tells of it."""

    name: bytes
    at: int
    crc: int = 0
    packed: int = 0
    size: int = 0


class Zip:
    """Writes an archive to a sink, one file after another."""

    def __init__(self, sink: Callable[[bytes], object]) -> None:
        """Nothing is in it yet."""
        self._sink, self._at = sink, 0
        self._files = list[_File]()
        self._packer, self._strategy = _packer(zlib.Z_DEFAULT_STRATEGY), zlib.Z_DEFAULT_STRATEGY

    def begin(self, path: str) -> None:
        """Begin a file; the one before has ended (§4.3.7)."""
        name = path.encode()
        self._files.append(_File(name, self._at))
        self._strategy = zlib.Z_DEFAULT_STRATEGY
        self._packer = _packer(self._strategy)
        head = (_VERSION, _FLAGS, _DEFLATED, 0, _DATE, 0, _MAX_32, _MAX_32, len(name), 20)
        wide = struct.pack("<HHQQ", 1, 16, 0, 0)
        self._put(struct.pack("<4s5H3L2H", b"PK\x03\x04", *head) + name + wide)

    def write(self, content: bytes) -> None:
        """Add to the file."""
        file = self._files[-1]
        file.crc = zlib.crc32(content, file.crc)
        file.size += len(content)
        for start in range(0, len(content), _STRETCH_BYTES):
            self._pack(file, content[start : start + _STRETCH_BYTES])

    def _pack(self, file: _File, stretch: bytes) -> None:
        wanted = _strategy_for(stretch)
        packed = b""
        if wanted != self._strategy:
            packed = self._packer.flush(zlib.Z_FULL_FLUSH)
            self._packer, self._strategy = _packer(wanted), wanted
        packed += self._packer.compress(stretch)
        file.packed += len(packed)
        self._put(packed)

    def end(self) -> None:
        """End the file (§4.3.9)."""
        file, packed = self._files[-1], self._packer.flush()
        file.packed += len(packed)
        sizes = struct.pack("<4sLQQ", b"PK\x07\x08", file.crc, file.packed, file.size)
        self._put(packed + sizes)

    def close(self) -> None:
        """Write the list of all files (§4.3.12 to §4.3.16)."""
        start, count = self._at, len(self._files)
        for file in self._files:
            self._put(_listed(file))
        size, end = self._at - start, self._at
        wide = (44, _VERSION, _VERSION, 0, 0, count, count, size, start)
        self._put(struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", *wide))
        self._put(struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1))
        few = min(count, _MAX_16)
        last = (0, 0, few, few, min(size, _MAX_32), min(start, _MAX_32), 0)
        self._put(struct.pack("<4s4H2LH", b"PK\x05\x06", *last))

    def _put(self, content: bytes) -> None:
        self._at += len(content)
        self._sink(content)


def _packer(strategy: int) -> _Packer:
    return zlib.compressobj(1, zlib.DEFLATED, -15, 8, strategy)


def _strategy_for(stretch: bytes) -> int:
    """How a stretch is packed best, by samples from four places in it."""
    if len(stretch) < 4 * _SAMPLE_BYTES:
        return zlib.Z_DEFAULT_STRATEGY
    step = len(stretch) // 4
    sample = b"".join(stretch[at : at + _SAMPLE_BYTES] for at in range(0, 4 * step, step))
    repeats = len(zlib.compress(sample, 1)) < len(sample) * _NOTHING_REPEATS
    return zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY


def _listed(file: _File) -> bytes:
    """One line of the list, with what only ZIP64 has room for (§4.5.3)."""
    wide = [value for value in (file.size, file.packed, file.at) if value >= LEAST_WIDE]
    extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    packed, size, at = map(_narrow, (file.packed, file.size, file.at))
    head = (_VERSION | 3 << 8, _VERSION, _FLAGS, _DEFLATED, 0, _DATE, file.crc, packed, size)
    rest = (len(file.name), len(extra), 0, 0, 0, _MODE, at)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *head, *rest) + file.name + extra


def _narrow(value: int) -> int:
    return value if value < LEAST_WIDE else _MAX_32
