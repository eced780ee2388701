"""An app says that its member leaves: they are asked, signed out here too, and sent back to it.

OpenID Connect RP-Initiated Logout 1.0. Whoever is not asked could be signed out by any page.

Keeps: account.withdraw.
May be imported by: pages.apps.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bailee.pages.apps.authorize import client_shown, unknown
from bailee.pages.frame import cookies
from bailee.pages.frame.visit import SEE_OTHER, Doors, MemberVisit, Visit
from bailee.protocols.oidc import form
from bailee.protocols.oidc.client import Client
from bailee.protocols.oidc.form import RepeatedError

__all__ = ["routes"]

PATH, GONE = "/oidc/end-session", "/oidc/signed-out"


def _way_back(visit: Visit, query: str) -> tuple[Client | None, str]:
    """The app that asks, and where it wants its member back; nowhere, unless that is its own."""
    given = form.read(query)
    hint = visit.site.provider.hint(given.get("id_token_hint", ""))
    named = given.get("client_id", hint.client if hint else "")
    client = visit.site.provider.client(named)
    if client is None or (hint is not None and hint.client != named):
        return None, ""
    uri, state = given.get("post_logout_redirect_uri", ""), given.get("state", "")
    if uri not in client.logout_uris:
        return client, ""
    if not state:
        return client, uri
    return client, f"{uri}{'&' if '?' in uri else '?'}{urlencode({'state': state})}"


async def _ask(visit: Visit) -> Response:
    query = visit.http.url.query
    try:
        client, to = _way_back(visit, query)
    except RepeatedError as error:
        return unknown(visit, str(error))
    if isinstance(visit, MemberVisit):
        shown = client_shown(client) if client else None
        return visit.show("app_leave.html", app=shown, query=query)
    return RedirectResponse(to, SEE_OTHER) if to else visit.go("/sign-in")


async def _leave(visit: MemberVisit) -> Response:
    try:
        client, to = _way_back(visit, visit.form.get("query", ""))
    except RepeatedError as error:
        return unknown(visit, str(error))
    await visit.site.account.sign_out(visit.token)
    left = visit.signed_out()
    if client is None or not to:
        answer = left.go("/sign-in")
    else:
        answer = left.show("app_return.html", app=client_shown(client, to), to=to)
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """The way out."""
    return [doors.public(PATH, show=_ask), doors.member(GONE, take=_leave)]
