"""Answers of the endpoints: JSON that nobody keeps, to whom the browser may hand it.

May be imported by: gateways.oidc.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

import msgspec

from bailee.protocols.http import HttpRequest, HttpResponse
from bailee.protocols.oidc.errors import OAuthError

__all__ = ["cors", "document", "failed", "preflight", "told"]

_NEVER: Final = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "pragma": "no-cache",
    "x-content-type-options": "nosniff",
}
_AN_HOUR: Final = {
    "content-type": "application/json",
    "cache-control": "public, max-age=3600",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
}
_encode = msgspec.json.Encoder().encode


class Readers(Protocol):
    """Who knows which pages may read answers: `services.apps.Register`."""

    def may_read(self, origin: str) -> bool:
        """Whether those from there may."""
        ...


def told(value: object, *, status: int = 200) -> HttpResponse:
    """Something about a person or a secret."""
    return HttpResponse(status, _NEVER, _encode(value))


def document(value: object) -> HttpResponse:
    """What the provider says of itself, to anybody."""
    return HttpResponse(200, _AN_HOUR, _encode(value))


def failed(error: OAuthError, *, scheme: str) -> HttpResponse:
    """An error in the standards' words; a 401 says how to come in (RFC 6750 §3, RFC 6749 §5.2)."""
    headers = dict(_NEVER)
    if error.status in {401, 403}:
        said = f'{scheme} realm="Bailee"'
        if error.description and scheme == "Bearer":
            said += f', error="{error.code}", error_description="{error.description}"'
        headers["www-authenticate"] = said
    body = {"error": error.code, "error_description": error.description or "sign in first"}
    return HttpResponse(error.status, headers, _encode(body))


def cors(response: HttpResponse, request: HttpRequest, apps: Readers) -> HttpResponse:
    """The same, for a page of an app that has no other way to ask."""
    origin = request.headers.get("origin", "")
    if not origin or not apps.may_read(origin):
        return response
    headers: Mapping[str, str] = {
        **response.headers,
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "www-authenticate",
        "vary": "origin",
    }
    return HttpResponse(response.status, headers, response.body)


def preflight(methods: str) -> HttpResponse:
    """What a browser asks before it lets a page ask."""
    headers = {
        "access-control-allow-methods": methods,
        "access-control-allow-headers": "authorization, content-type",
        "access-control-max-age": "600",
        "vary": "origin",
    }
    return HttpResponse(204, headers)
