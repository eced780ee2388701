"""Coming in, by a password and perhaps a code, or by a passkey; and going out.

Keeps: access.identity, use.safety.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.families import browser_of
from bailee.pages.frame import cookies, guards
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.services.account import CodeNeededError, PasskeyError, SignInError

WRONG = mark("This name and this password do not belong together.")
WRONG_CODE = mark("That code is not right, or was used already.")
WRONG_KEY = mark("That passkey does not open anything here. Try again, or use your password.")
TOO_LONG = mark("That took too long. Type your name and password once more.")
HOME = "/me"
# Where a sign-in may lead: a closed list, so that no link leads anybody elsewhere.
BEYOND = frozenset(
    {
        HOME,
        "/me/family",
        "/me/choices",
        "/me/devices",
        "/me/export",
        "/me/erase",
        "/me/password",
        "/me/security",
    }
)

# An app that somebody signs in to: what follows is looked at there before anybody goes on.
APP = "/oidc/authorize?"


def beyond(path: str) -> str:
    """Where a sign-in leads: a path of ours that was asked for, or the first page."""
    return path if path in BEYOND or path.startswith(APP) else HOME


async def _home(visit: Visit) -> Response:
    return visit.go(HOME if isinstance(visit, MemberVisit) else "/sign-in")


async def _ask(visit: Visit) -> Response:
    query = visit.http.query_params
    return _page(visit, to=beyond(query.get("to", "")), handle=query.get("name", "")[:100])


def _page(
    visit: Visit, *, to: str, status: int = 200, handle: str = "", wrong: str = ""
) -> Response:
    party = visit.site.party
    options = visit.site.passkeys.asked_to_sign_in(party) if party else ""
    return visit.show(
        "sign_in.html", status=status, to=to, handle=handle, wrong=wrong, options=options
    )


async def _sign_in(visit: Visit) -> Response:
    handle, to = visit.form.get("handle", "").strip(), beyond(visit.form.get("to", ""))
    try:
        token = await visit.site.account.sign_in(
            handle,
            visit.form.get("password", ""),
            network=guards.network_of(visit.http),
            browser=browser_of(visit.http, secure=visit.site.is_secure),
        )
    except CodeNeededError as needed:
        return visit.show("sign_in_code.html", to=to, ticket=needed.ticket, wrong="")
    except SignInError:
        return _page(visit, status=422, to=to, handle=handle, wrong=WRONG)
    return await _come_in(visit, token, to=to)


async def _with_code(visit: Visit) -> Response:
    ticket, to = visit.form.get("ticket", ""), beyond(visit.form.get("to", ""))
    try:
        token = await visit.site.account.sign_in_with_code(
            ticket,
            visit.form.get("code", ""),
            network=guards.network_of(visit.http),
            browser=browser_of(visit.http, secure=visit.site.is_secure),
        )
    except SignInError:
        if not visit.site.account.waits(ticket):
            return _page(visit, status=422, to=to, wrong=TOO_LONG)
        return visit.show("sign_in_code.html", status=422, to=to, ticket=ticket, wrong=WRONG_CODE)
    return await _come_in(visit, token, to=to)


async def _with_passkey(visit: Visit) -> Response:
    to, party = beyond(visit.form.get("to", "")), visit.site.party
    if party is None:
        return visit.go("/sign-in")
    try:
        token = await visit.site.account.sign_in_with_passkey(
            visit.form.get("credential", ""),
            party,
            browser=browser_of(visit.http, secure=visit.site.is_secure),
        )
    except PasskeyError:
        return _page(visit, status=422, to=to, wrong=WRONG_KEY)
    return await _come_in(visit, token, to=to)


async def _come_in(visit: Visit, token: str, *, to: str) -> Response:
    """Give the browser its session; one that it had before is never carried over."""
    account, secure = visit.site.account, visit.site.is_secure
    if isinstance(visit, MemberVisit):
        await account.sign_out(visit.token)
    answer = visit.go(to)
    cookies.give(answer, token, secure=secure)
    known = await account.remember(token, browser_of(visit.http, secure=secure))
    cookies.mark_known(answer, known, secure=secure)
    return answer


async def _sign_out(visit: MemberVisit) -> Response:
    await visit.site.account.sign_out(visit.token)
    answer = visit.go("/sign-in")
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """The ways in and out."""
    return [
        doors.public("/", show=_home),
        doors.public("/sign-in", show=_ask, take=_sign_in),
        doors.public("/sign-in/code", take=_with_code),
        doors.public("/sign-in/passkey", take=_with_passkey),
        doors.member("/sign-out", take=_sign_out),
    ]
