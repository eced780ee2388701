"""The password: changed, set, or done without.

Keeps: access.identity, use.safety.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages import recovery
from bailee.pages.entry.proof import WRONG, proof
from bailee.pages.frame import cookies
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.services.account import PasswordError, SignInError

DIFFERENT = mark("The two new passwords are not the same.")
UNFIT = mark("A password needs at least ten characters. Three or four words are a good one.")
PATH = "/me/password"
SECURITY = "/me/security"


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, status: int = 200, **wrong: str) -> Response:
    asked = await proof(visit)
    if not asked.has_password and asked.is_needed:
        return visit.go(SECURITY)
    return visit.show(
        "password.html",
        status=status,
        proof=asked,
        has_passkey=await visit.site.passkeys.has(visit.session.subject),
        changed="changed" in visit.http.query_params and not wrong,
        has_recovery=recovery.is_of_use(visit),
        wrong=wrong,
    )


async def _change(visit: MemberVisit) -> Response:
    account, session, new = visit.site.account, visit.session, visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return await _page(visit, status=422, again=DIFFERENT)
    try:
        if await account.has_password(session):
            token = await account.change_password(session, old=visit.form.get("old", ""), new=new)
        elif visit.is_confirmed:
            token = await account.set_password(session, new)
        else:
            return visit.go(SECURITY)
    except SignInError:
        return await _page(visit, status=422, old=WRONG)
    except PasswordError:
        return await _page(visit, status=422, new=UNFIT)
    # Every session has ended with the old password; this browser goes on in a new one.
    answer = visit.go(PATH, changed="yes")
    cookies.give(answer, token, secure=visit.site.is_secure)
    return answer


async def _remove(visit: MemberVisit) -> Response:
    if visit.is_confirmed:
        await visit.site.account.remove_password(visit.session)
    return visit.go(SECURITY)


def routes(doors: Doors) -> list[Route]:
    """The password."""
    return [
        doors.member(PATH, show=_show, take=_change),
        doors.member(f"{PATH}/remove", take=_remove),
    ]
