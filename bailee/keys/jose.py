"""JSON Web Tokens and their keys (RFC 7515, 7517, 7519), as the library has them.

May be imported by: keys.tokens.
"""

from __future__ import annotations

from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

__all__ = ["Claims", "TokenKey", "make"]

_RSA_BITS: Final = 2048
Claims = dict[str, Any]


def make(algorithm: str) -> bytes:
    """A new private key (PEM) for RS256 or ES256."""
    is_rsa = algorithm.startswith("RS")
    key = RSAKey.generate_key(_RSA_BITS) if is_rsa else ECKey.generate_key("P-256")
    return key.as_pem(private=True)


class TokenKey:
    """One private key; its id is its thumbprint (RFC 7638)."""

    def __init__(self, pem: bytes, algorithm: str) -> None:
        """Read it."""
        is_rsa = algorithm.startswith("RS")
        self._key = RSAKey.import_key(pem) if is_rsa else ECKey.import_key(pem)
        self._algorithm, self._id = algorithm, self._key.thumbprint()

    def sign(self, claims: Claims) -> str:
        """A signed token (JWS compact serialization, RFC 7515 §7.1)."""
        header = {"alg": self._algorithm, "kid": self._id}
        return jwt.encode(header, claims, self._key, algorithms=[self._algorithm])

    def read(self, token: str) -> Claims | None:
        """What a token says, however old it is; None when this key did not sign it."""
        try:
            return dict(jwt.decode(token, self._key, algorithms=[self._algorithm]).claims)
        except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
            return None

    def public(self) -> Claims:
        """The public key (RFC 7517 §4)."""
        known = self._key.as_dict(private=False)
        return {**known, "kid": self._id, "use": "sig", "alg": self._algorithm}
