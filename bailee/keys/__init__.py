"""A key per subject and category: made, wrapped, opened, shredded.

Root key (a file of its own, or a KMS) → key-encryption key of an epoch → a random key per
subject and category → AES-256-GCM per item. To erase is to delete a wrapped key; to rotate the
epoch is to turn every older copy of the key store into noise.

Keeps: security.rest, security.own_eyes, access.residual.
May be imported by: vault, assembly.
"""

from bailee.keys.holding import Key, UnreadableError
from bailee.keys.primitives import draw
from bailee.keys.ring import KeyStore, Ring
from bailee.keys.root import FileRoot, Root
from bailee.keys.signing import Signer, verify
from bailee.keys.tokens import TokenKeys

__all__ = [
    "FileRoot",
    "Key",
    "KeyStore",
    "Ring",
    "Root",
    "Signer",
    "TokenKeys",
    "UnreadableError",
    "draw",
    "verify",
]
