"""The head of a log, signed (C2SP tlog-checkpoint): whose it is, how long, and its root.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self

from bailee.protocols.tlog.errors import ProofError
from bailee.protocols.tlog.hashing import HASH_SIZE
from bailee.protocols.tlog.note import (
    PublicKey,
    Sign,
    Verify,
    from_base64,
    open_note,
    sign_note,
    to_base64,
)

_HEAD_LINES = 3
_MAX_DIGITS = 19


class Checkpoint(NamedTuple):
    """What a log was at one moment. `origin` names the log, by custom a URL without its scheme."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """Write it as the text of a note."""
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note. Raises `ProofError`."""
        *lines, rest = text.split("\n")
        if rest or len(lines) < _HEAD_LINES or not all(lines):
            raise ProofError("this is not the head of a log")
        root = from_base64(lines[2])
        if len(root) != HASH_SIZE:
            raise ProofError("the root of the log is not a hash")
        return cls(lines[0], read_number(lines[1]), root, tuple(lines[3:]))


def sign_checkpoint(checkpoint: Checkpoint, *, key: PublicKey, sign: Sign) -> str:
    """Sign the head of a log."""
    return sign_note(checkpoint.text(), key=key, sign=sign)


def open_checkpoint(
    note: str, *, keys: Sequence[PublicKey], verify: Verify, origin: str | None = None
) -> Checkpoint:
    """Read a signed head of a log. Raises `ProofError` when it is not signed by any of `keys`.

    With `origin`, also when it is the head of another log.
    """
    checkpoint = Checkpoint.parse(open_note(note, keys=keys, verify=verify).text)
    if origin is not None and checkpoint.origin != origin:
        raise ProofError(f"this is the head of another log: {checkpoint.origin}")
    return checkpoint


def read_number(text: str) -> int:
    """Read a decimal without leading zeros. Raises `ProofError`."""
    digits = text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
    if not digits or (text[0] == "0" and text != "0"):
        raise ProofError("this is not a number of leaves")
    return int(text)
