"""Hands text messages to a gateway over HTTP: a phone of one's own with SMSGate on it, or a host.

The API is that of android-sms-gateway: POST of text and numbers as JSON, with Basic authentication.
https alone, but on this machine itself. Errors name neither numbers nor what the gateway said.

Keeps: security.transport.
May be imported by: assembly.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection

import msgspec
from msgspec import Struct

from bailee.assembly.post.apart import Apart
from bailee.rights.notices.post import PostError, UndeliverableError

__all__ = ["Sms", "SmsGateway"]

_PATIENCE_S = 30.0
_TAKEN = range(200, 300)
_NEVER = frozenset({400, 422})


class SmsGateway(Struct, frozen=True):
    """Where text messages go. `path` is all after the host; `tls` may be missing on loopback."""

    host: str
    port: int
    path: str
    tls: bool = True
    name: str = ""
    password: str = ""
    trust: str | None = None
    """A file of certificates to trust; the system's, when there is none."""


class Sms:
    """One gateway."""

    def __init__(self, gateway: SmsGateway, *, patience_s: float = _PATIENCE_S) -> None:
        """Nothing is opened yet. `patience_s`: how long each answer may take."""
        self._gateway, self._patience_s = gateway, patience_s
        self._apart = Apart()
        self._tls = ssl.create_default_context(cafile=gateway.trust)

    async def text(self, number: str, words: str) -> None:
        """Hand a text message over. Raises `PostError`."""
        body = msgspec.json.encode({"textMessage": {"text": words}, "phoneNumbers": [number]})
        await self._apart.run(lambda: self._hand_over(body))

    def _hand_over(self, body: bytes) -> None:
        try:
            with closing(self._connection()) as connection:
                connection.request("POST", self._gateway.path, body, self._headers())
                status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise PostError(f"the gateway did not take it ({type(error).__name__})") from error
        # A redirect is followed nowhere: it would carry the number and the password along.
        if status not in _TAKEN:
            kind = UndeliverableError if status in _NEVER else PostError
            raise kind(f"the gateway refused this text message ({status})")

    def _connection(self) -> HTTPConnection:
        gateway, patience_s = self._gateway, self._patience_s
        if gateway.tls:
            return HTTPSConnection(
                gateway.host, gateway.port, timeout=patience_s, context=self._tls
            )
        return HTTPConnection(gateway.host, gateway.port, timeout=patience_s)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._gateway.name:
            pair = f"{self._gateway.name}:{self._gateway.password}".encode()
            headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
        return headers
