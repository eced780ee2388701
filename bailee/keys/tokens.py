"""Keys that sign what other apps read: JSON Web Tokens (RFC 7515, 7519), RS256 and ES256.

Each private key is made at first use and kept wrapped as every key is. The two newest of a kind
are published: what the one before signed is still believed until it has run out.

May be imported by: keys, vault, assembly.
"""

from __future__ import annotations

from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from bailee.keys.ring import Ring

__all__ = ["TokenKeys"]

_RSA_BITS: Final = 2048
_PUBLISHED: Final = 2
_WORD_BYTES: Final = 8
ALGORITHMS: Final = ("RS256", "ES256")
"""What is signed with; the first is what OpenID Connect wants of everybody (Core §15.1)."""
Claims = dict[str, Any]


class TokenKeys:
    """The house's signing keys for tokens."""

    def __init__(self, ring: Ring) -> None:
        """Over the key ring; nothing is made yet."""
        self._ring = ring
        self._keys: dict[str, list[RSAKey | ECKey]] = {}

    def sign(self, claims: Claims, *, algorithm: str) -> str:
        """A signed token (JWS compact serialization, RFC 7515 §7.1)."""
        key = self._of(algorithm)[-1]
        header = {"alg": algorithm, "kid": key.kid}
        return jwt.encode(header, claims, key, algorithms=[algorithm])

    def read(self, token: str) -> Claims | None:
        """What a token of ours says, however old it is; None when it is none of ours."""
        for algorithm in ALGORITHMS:
            for key in self._of(algorithm):
                try:
                    return dict(jwt.decode(token, key, algorithms=[algorithm]).claims)
                except (JoseError, ValueError, UnicodeError):
                    continue
        return None

    def published(self) -> list[dict[str, Any]]:
        """The public keys (JWK Set members, RFC 7517 §4)."""
        return [
            {**key.as_dict(private=False), "kid": key.kid, "use": "sig", "alg": algorithm}
            for algorithm in ALGORITHMS
            for key in self._of(algorithm)
        ]

    def rotate(self) -> None:
        """Sign with new keys from now on."""
        for algorithm in ALGORITHMS:
            self._keys[algorithm] = [*self._of(algorithm), self._make(algorithm)][-_PUBLISHED:]

    def _of(self, algorithm: str) -> list[RSAKey | ECKey]:
        if algorithm not in self._keys:
            kept = self._ring.house_secrets(_name(algorithm))
            read = [_read(secret, algorithm) for secret in kept]
            self._keys[algorithm] = read or [self._make(algorithm)]
        return self._keys[algorithm]

    def _make(self, algorithm: str) -> RSAKey | ECKey:
        is_rsa = algorithm.startswith("RS")
        key = RSAKey.generate_key(_RSA_BITS) if is_rsa else ECKey.generate_key("P-256")
        pem = key.as_pem(private=True)
        # Whole words, as the wrapping takes them; a line's end more or less says nothing in PEM.
        filled = pem + b"\n" * (-len(pem) % _WORD_BYTES)
        self._ring.add_house_secret(_name(algorithm), filled, most=_PUBLISHED)
        return _read(filled, algorithm)


def _name(algorithm: str) -> str:
    return f"token-{algorithm}"


def _read(pem: bytes, algorithm: str) -> RSAKey | ECKey:
    """Read a private key; its id is its thumbprint (RFC 7638)."""
    key = RSAKey.import_key(pem) if algorithm.startswith("RS") else ECKey.import_key(pem)
    key.ensure_kid()
    return key
