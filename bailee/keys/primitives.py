"""The few primitives we use, each from `cryptography`; nothing here is our own construction.

May be imported by: keys.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

__all__ = ["AESGCM", "AESSIV", "InvalidTag", "InvalidUnwrap", "derive", "draw", "unwrap", "wrap"]

SECRET_BYTES = 32


def draw(size: int = SECRET_BYTES) -> bytes:
    """Fresh random bytes from the operating system."""
    return os.urandom(size)


def derive(secret: bytes, *, label: bytes, size: int = SECRET_BYTES) -> bytes:
    """Expand a uniformly random secret for one use (HKDF-Expand, RFC 5869 §2.3)."""
    return HKDFExpand(SHA256(), size, label).derive(secret)


def wrap(key: bytes, *, under: bytes) -> bytes:
    """Wrap a key under another (AES-KW, RFC 3394): 8 bytes longer than what it wraps."""
    return aes_key_wrap(under, key)


def unwrap(wrapped: bytes, *, under: bytes) -> bytes:
    """Undo `wrap`. Raises `InvalidUnwrap` when the key is not the one it was wrapped under."""
    return aes_key_unwrap(under, wrapped)
