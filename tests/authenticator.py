"""An authenticator in software: what a security key does, in the bytes of WebAuthn Level 3."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, CAN_SYNC, HAS_KEY = 0x01, 0x04, 0x08, 0x40


def b64(data: bytes) -> str:
    """As WebAuthn writes bytes in JSON."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """And reads them."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """One security key with one passkey; what a story spoils is an attribute."""

    def __init__(self, *, origin: str, flags: int = PRESENT | VERIFIED) -> None:
        self.origin, self.flags = origin, flags
        self.host = origin.partition("://")[2].partition(":")[0]
        self.count, self.steps = 0, 1
        self.id = secrets.token_bytes(16)
        self.key: EllipticCurvePrivateKey = generate_private_key(SECP256R1())
        self.handle = b""

    def make(self, options: str) -> str:
        """Make the passkey; answers as a browser does (`toJSON`)."""
        asked = json.loads(options)
        self.handle = unb64(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        data = self._data(self.flags | HAS_KEY) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": b64(client), "attestationObject": b64(made)})

    def use(self, options: str) -> str:
        """Use it."""
        self.count += self.steps
        data = self._data(self.flags)
        client = self._client("webauthn.get", json.loads(options)["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        response["userHandle"] = self.handle
        return self._answer({name: b64(part) for name, part in response.items()})

    def _data(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        name = b64(self.id)
        said = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**said, "clientExtensionResults": {}})
