"""Keys that sign what other apps read: RS256 and ES256.

Each private key is made at first use and kept wrapped as every key is. The two newest of a kind
are published: what the one before signed is still believed until it has run out.

May be imported by: keys, assembly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bailee.keys.ring import Ring

if TYPE_CHECKING:
    from bailee.keys.jose import Claims, TokenKey

__all__ = ["TokenKeys"]

_PUBLISHED: Final = 2
_WORD_BYTES: Final = 8
ALGORITHMS: Final = ("RS256", "ES256")
"""What is signed with; the first is what OpenID Connect wants of everybody (Core §15.1)."""


class TokenKeys:
    """The house's signing keys for tokens."""

    def __init__(self, ring: Ring) -> None:
        """Over the key ring; nothing is made yet."""
        self._ring = ring
        self._keys: dict[str, list[TokenKey]] = {}

    def sign(self, claims: Claims, *, algorithm: str) -> str:
        """A signed token."""
        return self._of(algorithm)[-1].sign(claims)

    def read(self, token: str) -> Claims | None:
        """What a token of ours says, however old it is; None when it is none of ours."""
        keys = [key for algorithm in ALGORITHMS for key in self._of(algorithm)]
        return next((said for key in keys if (said := key.read(token)) is not None), None)

    def published(self) -> list[Claims]:
        """The public keys (JWK Set members, RFC 7517 §5)."""
        return [key.public() for algorithm in ALGORITHMS for key in self._of(algorithm)]

    def rotate(self) -> None:
        """Sign with new keys from now on."""
        for algorithm in ALGORITHMS:
            self._keys[algorithm] = [*self._of(algorithm), self._make(algorithm)][-_PUBLISHED:]

    def _of(self, algorithm: str) -> list[TokenKey]:
        if algorithm not in self._keys:
            kept = self._ring.house_secrets(_name(algorithm))
            read = [_read(secret, algorithm) for secret in kept]
            self._keys[algorithm] = read or [self._make(algorithm)]
        return self._keys[algorithm]

    def _make(self, algorithm: str) -> TokenKey:
        from bailee.keys import jose  # noqa: PLC0415 - 1 MB, for houses that apps sign in with

        pem = jose.make(algorithm)
        # Whole words, as the wrapping takes them; a line's end more or less says nothing in PEM.
        filled = pem + b"\n" * (-len(pem) % _WORD_BYTES)
        self._ring.add_house_secret(_name(algorithm), filled, most=_PUBLISHED)
        return jose.TokenKey(filled, algorithm)


def _name(algorithm: str) -> str:
    return f"token-{algorithm}"


def _read(pem: bytes, algorithm: str) -> TokenKey:
    from bailee.keys.jose import TokenKey  # noqa: PLC0415 - as above

    return TokenKey(pem, algorithm)
