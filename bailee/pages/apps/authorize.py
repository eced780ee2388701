"""An app asks who somebody is: the member is asked what it may know, and sent back with an answer.

Where the answer goes is sure before anything else is looked at; as long as it is not, the member
reads what is wrong and nobody is sent anywhere. After a form the way back is a page that leads on
by itself, since a browser that obeys our policy follows no form to another's address.

Keeps: account.service, choice.explained, use.permitted.
May be imported by: pages.apps.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bailee.pages.frame.app_desks import Step
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import SEE_OTHER, Doors, MemberVisit, Visit
from bailee.protocols.oidc import authorize, form
from bailee.protocols.oidc.authorize import Authorization
from bailee.protocols.oidc.client import Client, host_of
from bailee.protocols.oidc.errors import ReturnedError, UntrustedError
from bailee.protocols.oidc.form import Parameters, RepeatedError
from bailee.terms import APPS, Category, ClauseId, Refused

__all__ = ["back", "client_shown", "routes", "unknown"]

PATH, CONSENT = "/oidc/authorize", "/oidc/consent"
_AFTER = "signed_in_after"
_ACCOUNT, _KNOWN = ClauseId("category.account"), ClauseId("category.apps")
CLAIMS = {
    "name": mark("your full name"),
    "preferred_username": mark("the name you sign in with"),
    "locale": mark("your language"),
    "zoneinfo": mark("your time zone"),
    "email": mark("your mail address"),
    "phone_number": mark("your telephone number"),
    "address": mark("your postal address"),
}
SCOPES = {
    "profile": mark("Who you are"),
    "email": mark("Your mail address"),
    "phone": mark("Your telephone number"),
    "address": mark("Your postal address"),
}


async def _ask(visit: Visit) -> Response:
    return await _answer(visit, visit.http.url.query)


async def _answer(visit: Visit, query: str) -> Response:
    """Answer a request: with a page, or by going back to the app."""
    try:
        given = form.read(query)
        client = visit.site.provider.client(given.get("client_id", ""))
        uri = authorize.trusted(given, client)
    except RepeatedError as error:
        return unknown(visit, str(error))
    except UntrustedError as error:
        return unknown(visit, error.reason)
    assert client is not None  # noqa: S101 - `trusted` raised
    state, gently = given.get("state", ""), _AFTER in given
    try:
        asked = authorize.parse(given, client)
        return await _proceed(_in_language(visit, asked), asked, client, given)
    except ReturnedError as error:
        return back(visit, client, _error(visit, uri, state, error), gently=gently)


def _error(visit: Visit, uri: str, state: str, error: ReturnedError) -> str:
    said = {"error": error.code, "error_description": error.description}
    return authorize.answer(uri, issuer=visit.site.origin, state=state, **said)


async def _proceed(
    visit: Visit, asked: Authorization, client: Client, given: Parameters
) -> Response:
    session = visit.session if isinstance(visit, MemberVisit) else None
    step = await _step(visit, asked, given)
    if step == "sign-in" or session is None or not isinstance(visit, MemberVisit):
        after = str(visit.site.clock.now())
        to = f"{PATH}?{urlencode({**given, _AFTER: after})}"
        return visit.go("/sign-in", to=to, name=asked.login_hint)
    if step == "consent":
        return await _consent(visit, asked, client, urlencode(given))
    return await _let_in(visit, asked, client, gently=_AFTER in given)


async def _step(visit: Visit, asked: Authorization, given: Parameters) -> Step:
    session = visit.session if isinstance(visit, MemberVisit) else None
    after = given.get(_AFTER, "")
    number = int(after[:12]) if after.isdecimal() and after.isascii() else None
    try:
        return await visit.site.provider.next_step(asked, session, signed_in_after=number)
    except Refused as error:
        if "none" in asked.prompts:
            raise ReturnedError("access_denied", "this account cannot sign in elsewhere") from error
        raise


def _in_language(visit: Visit, asked: Authorization) -> Visit:
    """The language that the app knows its member by, unless they chose one here (Core §3.1.2.1)."""
    if not visit.chosen:
        for tag in asked.ui_locales:
            speech = visit.frame.spoken.get(tag.partition("-")[0].lower())
            if speech:
                return replace(visit, speech=speech, chosen=True)
    return visit


async def _consent(
    visit: MemberVisit, asked: Authorization, client: Client, query: str
) -> Response:
    # What is agreed to is written down under the version that binds the member.
    policy = visit.site.changes.binding(visit.session.subject)
    return visit.show(
        "app_consent.html",
        app=client_shown(client, asked.redirect_uri),
        consenting=await visit.site.provider.consenting(asked, visit.session),
        claims=CLAIMS,
        scopes=SCOPES,
        query=query,
        profile=await visit.site.account.profile(visit.session),
        account=policy.categories[Category("account")],
        known=policy.categories[Category("apps")],
        purpose=policy.purposes[APPS],
    )


async def _consented(visit: MemberVisit) -> Response:
    query = visit.form.get("query", "")
    try:
        given = form.read(query)
        client = visit.site.provider.client(given.get("client_id", ""))
        uri = authorize.trusted(given, client)
    except (RepeatedError, UntrustedError) as error:
        return unknown(visit, str(error))
    assert client is not None  # noqa: S101 - `trusted` raised
    try:
        asked = authorize.parse(given, client)
        if await _step(visit, asked, given) == "sign-in":
            return await _answer(visit, query)
        await _keep(visit, asked)
        return await _let_in(visit, asked, client, gently=True)
    except ReturnedError as error:
        to = _error(visit, uri, given.get("state", ""), error)
        return back(visit, client, to, gently=True)


async def _keep(visit: MemberVisit, asked: Authorization) -> None:
    """Write down what was allowed. Raises `ReturnedError` when nothing was."""
    if visit.form.get("answer") != "allow":
        raise ReturnedError("access_denied", "the member did not agree")
    scopes = [scope for scope in SCOPES if f"allow-{scope}" in visit.form]
    stays = "allow-stay" in visit.form
    await visit.site.provider.allow(asked, visit.session, scopes=scopes, stays=stays)


async def _let_in(
    visit: MemberVisit, asked: Authorization, client: Client, *, gently: bool
) -> Response:
    code = await visit.site.provider.code(asked, visit.session)
    to = authorize.answer(
        asked.redirect_uri, issuer=visit.site.origin, state=asked.state, code=code
    )
    return back(visit, client, to, gently=gently)


def back(visit: Visit, client: Client, to: str, *, gently: bool) -> Response:
    """Send the browser back to an app: at once, or after a form by way of a page."""
    if gently:
        return visit.show("app_return.html", app=client_shown(client, to), to=to)
    return RedirectResponse(to, SEE_OTHER)


def unknown(visit: Visit, reason: str) -> Response:
    """Say that nobody is sent anywhere, and why."""
    return visit.show("app_unknown.html", status=400, reason=reason)


def client_shown(client: Client, *uris: str) -> dict[str, str]:
    """An app as people see it: what it calls itself, and where it is that these addresses lead."""
    hosts = dict.fromkeys(host for uri in uris if (host := host_of(uri)))
    return {"name": client.name, "host": ", ".join(hosts), "policy": client.policy_uri}


def routes(doors: Doors) -> list[Route]:
    """The question and its answer."""
    return [doors.public(PATH, show=_ask), doors.member(CONSENT, take=_consented)]
