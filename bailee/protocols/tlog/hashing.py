"""How leaves and nodes are hashed (RFC 6962 §2.1): one byte apart, so neither passes for the other.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256().digest()
"""The root of a log with no leaf."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one entry of the log."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighboring subtrees into the one above them."""
    return sha256(b"\x01" + left + right).digest()
