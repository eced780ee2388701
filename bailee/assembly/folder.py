"""A data folder: where things lie in it, and that one Bailee uses it at a time.

Keeps: security.rest.
May be imported by: assembly, commands.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import Self

import platformdirs

from bailee.terms import StorageError

__all__ = ["Folder", "FolderError", "write_whole"]


_LONGEST_SOCKET = 100
"""Bytes: what a Unix socket's address has room for, and a little less (unix(7))."""


class FolderError(StorageError):
    """The data folder cannot be used."""


class Folder:
    """The paths of one data folder. Root keys lie elsewhere, under the folder's own random id."""

    def __init__(self, path: Path | None = None, *, root_key: Path | None = None) -> None:
        """By the platform's convention, unless said otherwise."""
        self.path = path or Path(platformdirs.user_data_path("bailee"))
        self._root_key = root_key
        self._lock: int | None = None

    @property
    def vault(self) -> Path:
        """The vault's database."""
        return self.path / "vault.db"

    @property
    def keys(self) -> Path:
        """The key store."""
        return self.path / "keys.db"

    @property
    def policy(self) -> Path:
        """The policy file, unless the operator names another."""
        return self.path / "policy.toml"

    @property
    def socket(self) -> Path:
        """Where a running Bailee hears its operator."""
        return self.path / "operator.sock"

    @property
    def tls(self) -> Path:
        """Where the certificate lies."""
        return self.path / "tls"

    def check(self, *, has_keys: bool) -> None:
        """Raises `FolderError` when half of it is missing.

        A key store with nothing in it is what a first start leaves that was cut short.
        """
        for file, other, counts in (
            (self.keys, self.vault, True),
            (self.vault, self.keys, has_keys),
        ):
            if counts and other.exists() and not file.exists():
                raise FolderError(
                    f"{file} is missing beside {other}",
                    hint="put it back from a backup: one is of no use without the other",
                )

    @property
    def is_there(self) -> bool:
        """Whether a house was ever opened here. Raises `FolderError`."""
        try:
            return self.vault.exists() or self.keys.exists()
        except OSError as error:
            raise FolderError(
                f"{self.path} cannot be read: {error.strerror}",
                hint="check its owner and mode, or name another with --data DIR",
            ) from error

    @property
    def root_key(self) -> Path:
        """The root key: where the operator says, or in the configuration, by the folder's id."""
        if self._root_key is not None:
            return self._root_key
        config = Path(platformdirs.user_config_path("bailee"))
        return config / "keys" / self._id() / "root.key"

    @property
    def id(self) -> Path:
        """The file with the random id of the folder, by which its root key is found."""
        return self.path / "id"

    def _id(self) -> str:
        if not self.id.exists():
            write_whole(self.id, f"{secrets.token_hex(8)}\n".encode())
        return self.id.read_text().strip()

    def claim(self) -> Self:
        """Make the folder ours alone; what we write is for its owner. Raises `FolderError`."""
        os.umask(0o077)
        if len(os.fsencode(self.socket.absolute())) > _LONGEST_SOCKET:
            raise FolderError(
                f"the path {self.path} is too long", hint="name a shorter one with --data DIR"
            )
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FolderError(
                f"{self.path} cannot be written: {error.strerror}",
                hint="check its owner and mode, or name another with --data DIR",
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise FolderError(
                f"another Bailee uses {self.path}", hint="stop it first, or name another folder"
            ) from error
        self._lock = handle
        return self

    def is_claimed(self) -> bool:
        """Whether another Bailee uses the folder now."""
        try:
            self.claim()
        except FolderError:
            return True
        self.release()
        return False

    def release(self) -> None:
        """Let another have it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, however the writing ends."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
