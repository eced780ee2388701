"""The application: which endpoint, who asks, and what the provider answers.

May be imported by: gateways.oidc.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Final, TypeAlias
from urllib.parse import urlencode

from bailee.gateways.asgi import App, Limits, Receive, Scope, Send, Serve, app_of
from bailee.gateways.oidc.answers import cors, document, failed, preflight, told
from bailee.gateways.oidc.ports import Provider
from bailee.gateways.problems import answer
from bailee.protocols.http import HttpRequest, HttpResponse
from bailee.protocols.oidc import form, registration
from bailee.protocols.oidc.client import ALGORITHMS, Client
from bailee.protocols.oidc.discovery import metadata
from bailee.protocols.oidc.errors import OAuthError
from bailee.protocols.oidc.form import Parameters
from bailee.protocols.oidc.token import bearer, credentials, form_of, parse
from bailee.services.account import ThrottledError
from bailee.services.apps import ACR_VALUES, AppError
from bailee.terms import NotFoundError

__all__ = ["is_endpoint", "oidc_app"]

_LIMITS: Final = Limits(body=64 * 1024, idle_s=10.0, total_s=30.0)
_DISCOVERY: Final = "/.well-known/openid-configuration"
_OAUTH: Final = "/.well-known/oauth-authorization-server"
PATHS: Final = {
    _DISCOVERY: "GET",
    _OAUTH: "GET",
    "/oidc/jwks": "GET",
    "/oidc/token": "POST",
    "/oidc/userinfo": "GET, POST",
    "/oidc/introspect": "POST",
    "/oidc/revoke": "POST",
    "/oidc/register": "POST",
    "/oidc/authorize": "POST",
    "/oidc/end-session": "POST",
}
"""The endpoints and their methods."""
_SEEN: Final = frozenset({"/oidc/authorize", "/oidc/end-session"})
"""What members come to by GET is a page."""
Endpoint: TypeAlias = Callable[[HttpRequest], Awaitable[HttpResponse]]
_V4, _V6 = 24, 56


def is_endpoint(path: str, method: str) -> bool:
    """Whether a request is for an endpoint, and not for a page."""
    return path in PATHS and (path not in _SEEN or method not in {"GET", "HEAD"})


def oidc_app(house: Provider) -> App:
    """The ASGI application for the paths of `PATHS`."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        admit = partial(_admit, house, _network(scope))
        await app_of(admit, show=_show, limits=_LIMITS)(scope, receive, send)

    return app


def _network(scope: Scope) -> str:
    """The caller's network, for throttling: never a whole address."""
    client: tuple[str, int] | None = scope.get("client")
    try:
        address = ip_address(client[0] if client else "")
    except ValueError:
        return "unknown"
    return str(ip_network((address, _V4 if address.version == 4 else _V6), strict=False))  # noqa: PLR2004 - IP's own versions


async def _admit(house: Provider, network: str, head: HttpRequest) -> HttpResponse | Serve:
    methods = PATHS.get(head.path)
    if methods is None:
        raise NotFoundError("there is no such endpoint")
    if head.method == "OPTIONS":
        return cors(preflight(methods), head, house.apps.register)
    method = "GET" if head.method == "HEAD" else head.method
    if method not in methods.split(", "):
        return HttpResponse(405, {"allow": methods})
    return partial(_serve, Endpoints(house, network))


async def _serve(endpoints: Endpoints, request: HttpRequest) -> HttpResponse:
    scheme = "Bearer" if request.path == "/oidc/userinfo" else "Basic"
    try:
        response = await endpoints.of(request.path)(request)
    except OAuthError as error:
        response = failed(error, scheme=scheme)
    return cors(response, request, endpoints.apps.register)


def _show(error: Exception, request: HttpRequest | None = None) -> HttpResponse:
    if isinstance(error, ThrottledError):
        body = {"error": "temporarily_unavailable", "error_description": str(error)}
        slow = told(body, status=429)
        return HttpResponse(429, {**slow.headers, "retry-after": str(error.wait_s)}, slow.body)
    return answer(error, request)


class Endpoints:
    """The endpoints, for a caller from some network."""

    def __init__(self, house: Provider, network: str) -> None:
        self._house, self.apps, self._network = house, house.apps, network

    def of(self, path: str) -> Endpoint:
        """The endpoint of a path of `PATHS`."""
        if path in {_DISCOVERY, _OAUTH}:
            return self.discovery
        endpoints: dict[str, Endpoint] = {
            "/oidc/jwks": self.jwks,
            "/oidc/token": self.token,
            "/oidc/userinfo": self.userinfo,
            "/oidc/introspect": self.introspect,
            "/oidc/revoke": self.revoke,
            "/oidc/register": self.register,
        }
        return endpoints.get(path, self.posted)

    async def discovery(self, _request: HttpRequest) -> HttpResponse:
        """What the provider says of itself."""
        return document(
            metadata(
                self._house.issuer,
                algorithms=ALGORITHMS,
                acr_values=ACR_VALUES,
                languages=self._house.languages,
                registers=self.apps.register.is_open,
            )
        )

    async def jwks(self, _request: HttpRequest) -> HttpResponse:
        """The keys that ID tokens are checked by (RFC 7517 §5)."""
        return document({"keys": self.apps.tokens.keys.published()})

    async def token(self, request: HttpRequest) -> HttpResponse:
        """Tokens for a code or a refresh token (RFC 6749 §3.2)."""
        client, given = self._client(request)
        return told(
            await self.apps.tokens.exchange(client, parse(given), issuer=self._house.issuer)
        )

    async def userinfo(self, request: HttpRequest) -> HttpResponse:
        """What the bearer may know of a member (Core §5.3)."""
        is_form = request.headers.get("content-type", "").startswith(form.FORM)
        given = form_of(form.FORM, request.body) if is_form else {}
        token = bearer(request.headers.get("authorization", ""), given)
        return told(await self.apps.tokens.userinfo(token))

    async def introspect(self, request: HttpRequest) -> HttpResponse:
        """What a token is good for; an app asks about its own (RFC 7662 §2)."""
        client, given = self._client(request)
        if client.is_public:
            raise OAuthError("invalid_client", "an app without a secret cannot ask this")
        token = given.get("token", "")
        issuer = self._house.issuer
        return told(await self.apps.tokens.introspect(client, token, issuer=issuer))

    async def revoke(self, request: HttpRequest) -> HttpResponse:
        """An app gives a token back (RFC 7009 §2); the answer tells nothing."""
        client, given = self._client(request)
        await self.apps.tokens.revoke(client, given.get("token", ""))
        return told({})

    async def register(self, request: HttpRequest) -> HttpResponse:
        """An app registers by itself, where the operator lets it (RFC 7591 §3)."""
        if not self.apps.register.is_open:
            raise NotFoundError("apps do not register by themselves here")
        name = f"register|{self._network}"
        self._house.throttle.check(name)
        self._house.throttle.miss(name)
        client = registration.client_of(request.body, name="")
        try:
            made = await self.apps.register.enter_new(client, by_itself=True)
        except AppError as error:
            raise OAuthError("invalid_client_metadata", str(error)) from None
        said = registration.registered(made.client, secret=made.secret, at=made.added_at)
        return told(said, status=201)

    async def posted(self, request: HttpRequest) -> HttpResponse:
        """An authorization or logout request that was posted becomes one that is shown."""
        given = form_of(request.headers.get("content-type", ""), request.body)
        to = f"{self._house.issuer}{request.path}?{urlencode(given)}"
        return HttpResponse(303, {"location": to, "cache-control": "no-store"})

    def _client(self, request: HttpRequest) -> tuple[Client, Parameters]:
        """Who asks, and what. Raises `OAuthError`, `ThrottledError`.

        The right secret is never made to wait: whoever guesses near an app would shut it out, and
        256 random bits are guessed by nobody.
        """
        given = form_of(request.headers.get("content-type", ""), request.body)
        told_as = credentials(request.headers.get("authorization", ""), given)
        name = f"client|{told_as.client}|{self._network}"
        try:
            client = self.apps.register.authenticate(told_as)
        except OAuthError:
            self._house.throttle.check(name)
            self._house.throttle.miss(name)
            raise
        self._house.throttle.forgive(name)
        return client, given
