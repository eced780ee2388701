"""A ZIP that is written while it is read: constant memory, any size (APPNOTE 4.5 ZIP64).

May be imported by: rights.
"""

from __future__ import annotations

import zipfile
from hashlib import sha256
from io import RawIOBase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Archive"]

_SMALL_BYTES = 200
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class _Drain(RawIOBase):
    """What has been written and not yet taken."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._at += len(part)
        return len(part)

    def tell(self) -> int:
        return self._at

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


class Archive:
    """Add files, take bytes."""

    def __init__(self) -> None:
        """Nothing is in it yet."""
        self._drain = _Drain()
        self._zip = zipfile.ZipFile(self._drain, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.digests: dict[str, str] = {}
        """SHA-256 of each file, by path."""

    def add(self, path: str, content: bytes) -> None:
        """Add one file."""
        self.digests[path] = sha256(content).hexdigest()
        info = zipfile.ZipInfo(path, _FIXED_DATE)
        info.compress_type = (
            zipfile.ZIP_DEFLATED if len(content) > _SMALL_BYTES else zipfile.ZIP_STORED
        )
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, content)

    def take(self) -> bytes:
        """The bytes since the last call."""
        return self._drain.take()

    def close(self) -> bytes:
        """The last bytes."""
        self._zip.close()
        return self._drain.take()
