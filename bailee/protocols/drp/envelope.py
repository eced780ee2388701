"""A signed message: base64 of a signature of 64 bytes and the JSON behind it (§3.07.1).

Here it is taken apart; whether the signature is good is for whoever does cryptography.

May be imported by: protocols.drp, gateways.
"""

from __future__ import annotations

import base64
import binascii

from msgspec import Struct

from bailee.protocols.drp.errors import DrpError

__all__ = ["Envelope", "seal"]

_SIGNATURE = 64


class Envelope(Struct, frozen=True):
    """The signature, and what it is of."""

    signature: bytes
    message: bytes

    @classmethod
    def read(cls, body: bytes) -> Envelope:
        """What came as `text/plain`. Raises `DrpError`."""
        try:
            whole = base64.b64decode(body.strip(), validate=True)
        except (binascii.Error, ValueError):
            raise DrpError("the message is not base64", is_fatal=True) from None
        if len(whole) <= _SIGNATURE:
            raise DrpError("the message has no signature", is_fatal=True)
        return cls(whole[:_SIGNATURE], whole[_SIGNATURE:])


def seal(signature: bytes, message: bytes) -> bytes:
    """The same, written."""
    return base64.b64encode(signature + message)
