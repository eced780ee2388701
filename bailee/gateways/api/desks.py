"""Whom the interface asks: the services and rights behind it, and who is signed in.

May be imported by: gateways.api, assembly.
"""

from __future__ import annotations

from dataclasses import dataclass

from bailee.protocols.http import HttpRequest
from bailee.rights.consent import Consents
from bailee.rights.ledger import Ledger
from bailee.rights.requests import Requests
from bailee.rights.states import States
from bailee.services.account import Account
from bailee.services.devices import Devices
from bailee.terms import Session

__all__ = ["COOKIES", "Desks", "session_of"]

COOKIES = ("__Host-bailee", "bailee")
"""What a browser holds its session in: over TLS, and on the machine itself."""
_MOST = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Everything that may be asked; `is_secure`: members come over TLS."""

    account: Account
    devices: Devices
    consents: Consents
    ledger: Ledger
    states: States
    requests: Requests
    is_secure: bool

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return COOKIES[0 if self.is_secure else 1]


async def session_of(desks: Desks, request: HttpRequest) -> Session | None:
    """Whose session the cookie of a request names, if it has not ended (RFC 6265 §5.4)."""
    for pair in request.headers.get("cookie", "").split(";"):
        name, _, token = pair.strip().partition("=")
        if name == desks.cookie and 0 < len(token) <= _MOST:
            return await desks.account.session(token)
    return None
