"""The key of one subject and category, and what is done with it.

One random secret is expanded into three keys: for bodies (AES-256-GCM), for names that must be
found again (AES-SIV, deterministic) and for tags (keyed BLAKE2b: ETags, aliases).

Keeps: security.rest.
May be imported by: keys.
"""

from __future__ import annotations

from hashlib import blake2b

from bailee.keys.primitives import AESGCM, AESSIV, InvalidTag, derive, draw

__all__ = ["CHUNK_BYTES", "Key", "UnreadableError"]

CHUNK_BYTES = 256 * 1024
"""Bodies above this size are sealed in chunks of it."""
_NONCE_BYTES = 12
_SALT_BYTES = 16
_TAG_BYTES = 16
_WHOLE, _CHUNKED = b"\x01", b"\x02"
_NAMELESS = b"\xff"
"""In the place of an empty name, which AES-SIV does not seal; no text is this byte."""
_LAST = 1 << 95
"""The bit of a chunk's nonce that says that none follows, so that a cut body never opens."""


class UnreadableError(Exception):
    """The bytes are not what was sealed, or not under this key, or not for this place."""


class Key:
    """Seals and opens what is held of one subject in one category."""

    __slots__ = ("_bodies", "_names", "_secret", "_tags")

    def __init__(self, secret: bytes) -> None:
        """Expand `secret` (32 bytes, random)."""
        material = derive(secret, label=b"bailee holding 1", size=160)
        self._bodies = AESGCM(material[:32])
        self._names = AESSIV(material[32:96])
        self._tags = material[96:128]
        self._secret = material[128:160]

    def seal(self, body: bytes, *, bound: bytes) -> bytes:
        """Seal a body for the place `bound` names; 29 bytes longer, more when chunked."""
        if len(body) > CHUNK_BYTES:
            return b"".join([_CHUNKED, *self._seal_chunks(body, bound)])
        nonce = draw(_NONCE_BYTES)
        return _WHOLE + nonce + self._bodies.encrypt(nonce, body, bound)

    def open(self, sealed: bytes, *, bound: bytes) -> bytes:
        """Undo `seal`. Raises `UnreadableError`."""
        try:
            if sealed[:1] == _WHOLE:
                return self._bodies.decrypt(sealed[1:13], sealed[13:], bound)
            if sealed[:1] == _CHUNKED:
                return b"".join(self._open_chunks(memoryview(sealed)[1:], bound))
        except (InvalidTag, ValueError, OverflowError) as error:
            raise UnreadableError from error
        raise UnreadableError

    def _stream(self, salt: bytes) -> AESGCM:
        """A key for one body alone, so that a counter can be its nonce and never repeats."""
        return AESGCM(derive(self._secret, label=b"bailee chunks 1" + salt))

    def _seal_chunks(self, body: bytes, bound: bytes) -> list[bytes]:
        salt = draw(_SALT_BYTES)
        stream, parts = self._stream(salt), [salt]
        for number, start in enumerate(range(0, len(body), CHUNK_BYTES)):
            is_last = start + CHUNK_BYTES >= len(body)
            parts.append(
                stream.encrypt(_nonce(number, is_last), body[start : start + CHUNK_BYTES], bound)
            )
        return parts

    def _open_chunks(self, sealed: memoryview, bound: bytes) -> list[bytes]:
        stream, step = self._stream(bytes(sealed[:_SALT_BYTES])), CHUNK_BYTES + _TAG_BYTES
        starts = range(_SALT_BYTES, len(sealed), step)
        if not starts:
            raise UnreadableError
        return [
            stream.decrypt(_nonce(number, start == starts[-1]), sealed[start : start + step], bound)
            for number, start in enumerate(starts)
        ]

    def seal_name(self, name: str) -> bytes:
        """Seal a name so that the same name gives the same bytes (AES-SIV, RFC 5297)."""
        return self._names.encrypt(name.encode() or _NAMELESS, None)

    def open_name(self, sealed: bytes) -> str:
        """Undo `seal_name`. Raises `UnreadableError`."""
        try:
            name = self._names.decrypt(sealed, None)
            return "" if name == _NAMELESS else name.decode()
        except (InvalidTag, ValueError) as error:
            raise UnreadableError from error

    def tag(self, data: bytes, *, size: int = 12) -> bytes:
        """Tell the same bytes again without saying anything about them (keyed BLAKE2b)."""
        return blake2b(data, digest_size=size, key=self._tags).digest()


def _nonce(number: int, is_last: bool) -> bytes:  # noqa: FBT001 - private, two facts of one chunk
    return (number | (_LAST if is_last else 0)).to_bytes(_NONCE_BYTES, "big")
