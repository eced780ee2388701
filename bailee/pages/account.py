"""Coming in, going out, and the password.

Keeps: access.identity, use.safety.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages import recovery
from bailee.pages.frame import cookies, guards
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.services.account import PasswordError, SignInError

WRONG = mark("This name and this password do not belong together.")
WRONG_NOW = mark("That is not your password.")
DIFFERENT = mark("The two new passwords are not the same.")
UNFIT = mark("A password needs at least ten characters. Three or four words are a good one.")
HOME = "/me"
# Where a sign-in may lead: a closed list, so that no link leads anybody elsewhere.
BEYOND = frozenset(
    {HOME, "/me/account", "/me/choices", "/me/devices", "/me/erase", "/me/export", "/me/password"}
)
# An app that somebody signs in to: what follows is looked at there before anybody goes on.
APP = "/oidc/authorize?"


def _beyond(path: str) -> str:
    return path if path in BEYOND or path.startswith(APP) else HOME


async def _home(visit: Visit) -> Response:
    return visit.go(HOME if isinstance(visit, MemberVisit) else "/sign-in")


async def _ask(visit: Visit) -> Response:
    to = _beyond(visit.http.query_params.get("to", ""))
    handle = visit.http.query_params.get("name", "")[:100]
    return visit.show("sign_in.html", to=to, handle=handle, wrong="")


async def _sign_in(visit: Visit) -> Response:
    handle, to = visit.form.get("handle", "").strip(), _beyond(visit.form.get("to", ""))
    try:
        token = await visit.site.account.sign_in(
            handle, visit.form.get("password", ""), network=guards.network_of(visit.http)
        )
    except SignInError:
        return visit.show("sign_in.html", status=422, to=to, handle=handle, wrong=WRONG)
    if isinstance(visit, MemberVisit):
        # A session that the browser had before is never carried over.
        await visit.site.account.sign_out(visit.token)
    answer = visit.go(to)
    cookies.give(answer, token, secure=visit.site.is_secure)
    return answer


async def _sign_out(visit: MemberVisit) -> Response:
    await visit.site.account.sign_out(visit.token)
    answer = visit.go("/sign-in")
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


async def _password(visit: MemberVisit) -> Response:
    return await _password_page(visit)


async def _password_page(visit: MemberVisit, *, status: int = 200, **wrong: str) -> Response:
    profile = await visit.site.account.profile(visit.session)
    return visit.show(
        "password.html",
        status=status,
        profile=profile,
        changed="changed" in visit.http.query_params and not wrong,
        has_recovery=recovery.is_of_use(visit),
        wrong=wrong,
    )


async def _change_password(visit: MemberVisit) -> Response:
    new = visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return await _password_page(visit, status=422, again=DIFFERENT)
    try:
        old = visit.form.get("old", "")
        await visit.site.account.change_password(visit.session, old=old, new=new)
    except SignInError:
        return await _password_page(visit, status=422, old=WRONG_NOW)
    except PasswordError:
        return await _password_page(visit, status=422, new=UNFIT)
    return await _sign_in_anew(visit, password=new)


async def _sign_in_anew(visit: MemberVisit, *, password: str) -> Response:
    """Every session has ended with the old password; this browser gets a new one."""
    profile = await visit.site.account.profile(visit.session)
    token = await visit.site.account.sign_in(
        profile.handle, password, network=guards.network_of(visit.http)
    )
    answer = visit.go("/me/password", changed="yes")
    cookies.give(answer, token, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """The ways in and out."""
    return [
        doors.public("/", show=_home),
        doors.public("/sign-in", show=_ask, take=_sign_in),
        doors.member("/sign-out", take=_sign_out),
        doors.member("/me/password", show=_password, take=_change_password),
    ]
