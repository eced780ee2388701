"""A log in memory, stored the way the vault stores it, and somebody who signs its heads."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bailee.protocols.tlog import Frontier, Place, PublicKey, leaf_hash

ORIGIN = "log.example.org/journal"


class Log:
    """Leaves numbered from 0, and every stored hash."""

    def __init__(self, size: int) -> None:
        self.frontier = Frontier()
        self.stored: dict[Place, bytes] = {}
        self.roots = [self.frontier.root()]
        for i in range(size):
            self.append(str(i).encode())

    def append(self, leaf: bytes) -> None:
        """Append as the vault does: the leaf hash, and what became complete above it."""
        digest = leaf_hash(leaf)
        self.stored[Place(0, self.frontier.size)] = digest
        for level, index, above in self.frontier.append(digest):
            self.stored[Place(level, index)] = above
        self.roots.append(self.frontier.root())

    def hashes(self, level: int, index: int) -> bytes:
        """Return a stored hash; KeyError if the log never stored it."""
        return self.stored[Place(level, index)]


class Signer:
    """A key pair, in the shape of the callables that notes take."""

    def __init__(self, name: str = ORIGIN, *, seed: bytes = b"s" * 32) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = PublicKey(name, self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Sign with the private key."""
        return self._private.sign(message)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature is that key's over the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
