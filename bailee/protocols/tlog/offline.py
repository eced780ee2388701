"""A proof to take away (C2SP tlog-proof): where a leaf is, the path to the root, the signed head.

Whoever has the entry and the key of the log can check it, years later and with no network.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from msgspec import Struct

from bailee.protocols.tlog.checkpoint import Checkpoint, open_checkpoint, read_number
from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.hashing import leaf_hash
from bailee.protocols.tlog.note import PublicKey, Verify, from_base64, to_base64
from bailee.protocols.tlog.proofs import verify_inclusion

_HEAD = "c2sp.org/tlog-proof@v1"
_MAX_PATH = 64


class OfflineProof(Struct, frozen=True):
    """Proof of one leaf. `checkpoint` is the signed note; `extra` is vouched for by nobody."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def text(self) -> str:
        """Write it down, for a file named `….tlog-proof`."""
        lines = [_HEAD]
        if self.extra:
            lines.append(f"extra {to_base64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += map(to_base64, self.path)
        return "\n".join([*lines, "", self.checkpoint])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` wrote. Raises `ProofError`; the proof itself is not checked yet."""
        head, _, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = from_base64(lines.pop(0).removeprefix("extra "))
        if first != _HEAD or not lines or not lines[0].startswith("index "):
            raise ProofError("this is not a proof from a log")
        if len(lines) > _MAX_PATH + 1:
            raise ProofError("the proof is too long")
        index = read_number(lines.pop(0).removeprefix("index "))
        return cls(index, tuple(map(from_base64, lines)), checkpoint, extra)


def check_offline(
    proof: OfflineProof,
    entry: bytes,
    *,
    keys: Sequence[PublicKey],
    verify: Verify,
    origin: str | None = None,
) -> Checkpoint:
    """Check that `entry`, not yet hashed, is in the log whose signed head the proof carries.

    Returns that head. Raises `ProofError`.
    """
    head = open_checkpoint(proof.checkpoint, keys=keys, verify=verify, origin=origin)
    leaf = leaf_hash(entry)
    verify_inclusion(leaf, index=proof.index, size=head.size, proof=proof.path, root=head.root)
    return head
