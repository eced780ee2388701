"""Signed text (C2SP signed-note): the text, an empty line, and a line for each signature.

Only Ed25519 signatures (type 0x01) are read and written. Signing and verifying bytes is the
caller's: there is one place in the house that knows cryptography.

May be imported by: protocols.tlog.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple, Self

from bailee.protocols.tlog.errors import ProofError

Sign = Callable[[bytes], bytes]
"""Sign bytes with a private key: 64 bytes of Ed25519 (RFC 8032)."""
Verify = Callable[[bytes, bytes, bytes], bool]
"""`verify(public, signature, message)`: whether the signature is that key's over the message."""

_ED25519 = b"\x01"
_ID_SIZE, _KEY_SIZE, _SIGNATURE_SIZE = 4, 32, 64
_MAX_SIZE = 1_000_000
_MAX_SIGNATURES = 100
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_DASH = "\u2014 "


class PublicKey(NamedTuple):
    """Who signs: a name, by custom a URL without its scheme, and 32 bytes of Ed25519."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The 4 bytes that tell keys of one name apart."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_SIZE]

    def text(self) -> str:
        """Write the key as `name+id+base64`, the form that tools for signed notes take."""
        return f"{self.name}+{self.id.hex()}+{to_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` wrote. Raises `ProofError`."""
        name, _, rest = text.strip().partition("+")
        given_id, _, encoded = rest.partition("+")
        key = cls(name, from_base64(encoded).removeprefix(_ED25519))
        if len(key.public) != _KEY_SIZE or key.id.hex() != given_id or not _is_name(name):
            raise ProofError("this is not a key for signed notes")
        return key


class Note(NamedTuple):
    """A text whose signatures have been checked."""

    text: str
    signed_by: tuple[PublicKey, ...]


def sign_note(text: str, *, key: PublicKey, sign: Sign) -> str:
    """Sign a text, which ends with a newline. Raises `ProofError` when it cannot be a note."""
    if not text.endswith("\n") or not _is_plain(text):
        raise ProofError("a note is lines of text without control characters")
    return f"{text}\n{_signature_line(text, key, sign)}"


def add_signature(note: str, *, key: PublicKey, sign: Sign) -> str:
    """Sign a note once more, with another key. Raises `ProofError` when it is not a note."""
    text, _ = _take_apart(note)
    return note + _signature_line(text, key, sign)


def open_note(note: str, *, keys: Sequence[PublicKey], verify: Verify) -> Note:
    """Read a note signed by at least one of `keys`; other signatures are ignored.

    Raises `ProofError` when none of `keys` signed it, or a signature in one's name is false.
    """
    text, lines = _take_apart(note)
    known = {(key.name, key.id): key for key in keys}
    signed: dict[PublicKey, None] = {}
    for name, blob in map(_read_signature, lines):
        key = known.get((name, blob[:_ID_SIZE]))
        if key is None:
            continue
        if len(blob) != _ID_SIZE + _SIGNATURE_SIZE or not verify(
            key.public, blob[_ID_SIZE:], text.encode()
        ):
            raise ProofError(f"the signature of {name} is false")
        signed[key] = None
    if not signed:
        raise ProofError("no key that we trust has signed this")
    return Note(text, tuple(signed))


def to_base64(data: bytes) -> str:
    """Encode as RFC 4648 §4."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Decode RFC 4648 §4, in its one canonical form. Raises `ProofError`."""
    try:
        data = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        data = b""
    if not text or to_base64(data) != text:
        raise ProofError("this is not base64")
    return data


def _signature_line(text: str, key: PublicKey, sign: Sign) -> str:
    if not _is_name(key.name):
        raise ProofError("the name of a key has no spaces and no plus sign")
    return f"{_DASH}{key.name} {to_base64(key.id + sign(text.encode()))}\n"


def _take_apart(note: str) -> tuple[str, list[str]]:
    """Cut a note at its last empty line into text and signature lines."""
    text, gap, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if len(note) > _MAX_SIZE or not _is_plain(note) or not gap or lines.pop() or not lines:
        raise ProofError("this is not a signed note")
    if len(lines) > _MAX_SIGNATURES:
        raise ProofError("the note has too many signatures")
    return text + "\n", lines


def _read_signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not _is_name(name):
        raise ProofError("a signature line of the note cannot be read")
    blob = from_base64(encoded)
    if len(blob) <= _ID_SIZE:
        raise ProofError("a signature line of the note is too short")
    return name, blob


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(map(str.isspace, name)) and _is_plain(name)


def _is_plain(text: str) -> bool:
    """Whether a text is UTF-8 without control characters other than newlines."""
    return not _FORBIDDEN.search(text)
