"""What a provider says when something is wrong, in the words of the standards.

There are two layers. As long as it is not sure where an answer may go, nobody is sent anywhere:
`UntrustedError` is told to the person, as a page. Everything after goes to the app: a
`ReturnedError` to its redirect URI, an `OAuthError` as JSON.

May be imported by: protocols.oidc, services.apps, gateways.oidc, pages.
"""

from __future__ import annotations

from typing import Final

__all__ = ["OAuthError", "ReturnedError", "UntrustedError"]

_STATUSES: Final = {"invalid_client": 401, "invalid_token": 401, "insufficient_scope": 403}


class UntrustedError(Exception):
    """No such app, or not an address of this app's: nobody may be sent there (RFC 6749 §4.1.2.1).

    `reason` is for whoever looks after the app.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReturnedError(Exception):
    """An authorization request that is answered with an error (OpenID Connect Core §3.1.2.6)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code, self.description = code, description


class OAuthError(Exception):
    """A request to any other endpoint that fails (RFC 6749 §5.2, RFC 6750 §3.1)."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code, self.description = code, description

    @property
    def status(self) -> int:
        """Its HTTP status."""
        return _STATUSES.get(self.code, 400)
