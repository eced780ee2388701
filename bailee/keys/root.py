"""The root key: in a file of its own, or with a KMS; never beside the data.

Next to it lie the key-encryption keys of the epochs, wrapped by it. They are apart from the key
store on purpose: when an epoch ends its file is destroyed, and every older copy of the key store
is noise, whoever holds it.

Keeps: security.rest, access.residual.
May be imported by: keys.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bailee.keys.primitives import SECRET_BYTES, InvalidUnwrap, draw, unwrap, wrap
from bailee.terms import KeyUnavailableError

__all__ = ["FileRoot", "Root"]

_HEADER = "bailee root key 1"


class Root(Protocol):
    """What wraps the key-encryption keys. A KMS needs these five calls and nothing else."""

    def epochs(self) -> list[int]:
        """The epochs that still have a key-encryption key, oldest first."""
        ...

    def begin(self, epoch: int) -> bytes:
        """Make, keep and return the key-encryption key of a new epoch (32 bytes)."""
        ...

    def open(self, epoch: int) -> bytes:
        """The key-encryption key of an epoch. Raises `KeyUnavailableError`."""
        ...

    def destroy(self, epoch: int) -> None:
        """Make the key-encryption key of an epoch irrecoverable."""
        ...

    def describe(self) -> str:
        """Where the key is, for people."""
        ...


class FileRoot:
    """A root key in a file with mode 0600, in a folder with mode 0700."""

    def __init__(self, path: Path, *, create: bool, house: str = "") -> None:
        """Read the key; with `create`, make it when there is none.

        `house` tells the epochs of several houses on one root key apart. Raises
        `KeyUnavailableError` when it is missing, readable by others, or not a root key.
        """
        self._path, self._mark = path, f"{house}-" if house else ""
        self._twins: list[Path] = []
        self._is_twin: Callable[[Path], bool] = Path.exists
        try:
            self._secret = self._read_or_make(create=create)
            for ended in path.parent.glob(f"{path.name}.ended-{self._mark}*"):
                _wipe(ended)
            if self._next.exists():
                self._finish_replacing()
        except OSError as error:
            raise KeyUnavailableError(
                f"the root key at {path} cannot be used: {error.strerror}",
                hint="check the owner and mode of the file and its folder",
            ) from error

    def _read_or_make(self, *, create: bool) -> bytes:
        if not self._path.exists():
            if not create:
                raise KeyUnavailableError(
                    f"there is no root key at {self._path}",
                    hint="put the root key of this data folder back, or name it with --root-key",
                )
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self._path, _text(draw()))
        return _read(self._path)

    def claim(self, folder: Path, *, is_twin: Callable[[Path], bool]) -> None:
        """Note that this folder is one of the house's.

        `is_twin` tells whether a folder has the same house's keys. While two have, no epoch begins
        or ends: each would take the other's keys away.
        """
        note = self._path.with_name(f"{self._path.name}.house-{self._mark.rstrip('-')}")
        known = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
        self._twins = [Path(line) for line in known if line != str(folder)]
        self._is_twin = is_twin
        _write(note, "\n".join([str(folder), *map(str, self._living_twins())]).encode())

    def _living_twins(self) -> list[Path]:
        return [twin for twin in self._twins if self._is_twin(twin)]

    def _need_no_twin(self) -> None:
        for twin in self._living_twins():
            raise KeyUnavailableError(
                f"{twin} is a copy of this data folder, and both have one house's keys",
                hint="use one of them and remove the other; until then no epoch begins or ends",
            )

    def describe(self) -> str:
        """Where the key is, for people."""
        return str(self._path)

    def epochs(self) -> list[int]:
        """The epochs that still have a key-encryption key, oldest first."""
        start = f"{self._path.name}.epoch-{self._mark}"
        found = self._path.parent.glob(f"{start}*")
        numbers = (file.name.removeprefix(start) for file in found)
        return sorted(int(number) for number in numbers if number.isdecimal())

    def begin(self, epoch: int) -> bytes:
        """Make, keep and return the key-encryption key of a new epoch (32 bytes)."""
        self._need_no_twin()
        key = draw()
        _write(self._file(epoch), wrap(key, under=self._secret))
        return key

    def open(self, epoch: int) -> bytes:
        """The key-encryption key of an epoch. Raises `KeyUnavailableError`."""
        try:
            return unwrap(self._file(epoch).read_bytes(), under=self._secret)
        except FileNotFoundError as error:
            raise KeyUnavailableError(
                f"the key of epoch {epoch} is not beside {self._path}",
                hint="name the root key of this data folder with --root-key; a key store from "
                "before the last rotation cannot be opened any more, only the newest one can",
            ) from error
        except (InvalidUnwrap, ValueError) as error:
            raise KeyUnavailableError(
                f"the root key at {self._path} does not open this data folder",
                hint="it belongs to another one: name the right file with --root-key",
            ) from error

    def destroy(self, epoch: int) -> None:
        """Overwrite the file, then remove it: one block of a journaling disk may still have it.

        It gets another name first: cut short, it must not be taken for an epoch that fails to open.
        """
        self._need_no_twin()
        ended = self._path.with_name(f"{self._path.name}.ended-{self._mark}{epoch}")
        self._file(epoch).replace(ended)
        _sync_folder(ended.parent)
        _wipe(ended)

    def replace(self) -> None:
        """Change the root key itself: every epoch's key is wrapped again, no item is touched.

        The new key is on disk before anything depends on it: a crash at any point is mended by
        the next start.
        """
        _write(self._next, _text(draw()))
        self._finish_replacing()

    def _finish_replacing(self) -> None:
        fresh = _read(self._next)
        for file in self._path.parent.glob(f"{self._path.name}.epoch-*"):
            wrapped = file.read_bytes()
            try:
                unwrap(wrapped, under=fresh)
            except InvalidUnwrap:
                _write(file, wrap(unwrap(wrapped, under=self._secret), under=fresh))
        self._next.replace(self._path)
        _sync_folder(self._path.parent)
        self._secret = fresh

    @property
    def _next(self) -> Path:
        return self._path.with_name(f"{self._path.name}.next")

    def _file(self, epoch: int) -> Path:
        return self._path.with_name(f"{self._path.name}.epoch-{self._mark}{epoch}")


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise KeyUnavailableError(
            f"the root key at {path} can be read by others", hint=f"chmod 600 {path}"
        )
    header, _, text = path.read_text(errors="replace").partition("\n")
    try:
        secret = b64decode(text, validate=False)
    except ValueError:
        secret = b""
    if header != _HEADER or len(secret) != SECRET_BYTES:
        raise KeyUnavailableError(f"{path} is not a root key", hint="name one with --root-key")
    return secret


def _text(secret: bytes) -> bytes:
    return f"{_HEADER}\n{b64encode(secret).decode()}\n".encode()


def _write(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, mode 0600."""
    draft = path.with_name(f".{path.name}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)
    _sync_folder(path.parent)


def _wipe(file: Path) -> None:
    with file.open("r+b") as handle:
        handle.write(draw(file.stat().st_size))
        handle.flush()
        os.fsync(handle.fileno())
    file.unlink()
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
