"""The account itself: its language, where it stands, freezing it, closing it, changing one's mind.

Keeps: account.undo, access.self, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame import cookies
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.requests.doing import did
from bailee.rights.requests import Kind
from bailee.services.account import SignInError
from bailee.terms import NotFoundError, State

HERE = "/me/account"


async def _account(visit: MemberVisit) -> Response:
    states, subject = visit.site.states, visit.session.subject
    is_others = visit.stands.state is not State.ACTIVE and not visit.stands.is_own
    return visit.show(
        "account.html",
        reason=await states.reason(subject) if is_others else "",
        undo_days=states.undo_days(subject),
        language=await visit.site.account.language(visit.session),
        saved="saved" in visit.http.query_params,
        offers=visit.site.changes.offered(subject) is not None,
        officer=visit.site.policy.officer,
    )


async def _speak(visit: MemberVisit) -> Response:
    wanted = visit.form.get("language", "")
    if wanted and wanted not in visit.frame.spoken:
        raise NotFoundError("these pages do not speak that language")
    await visit.site.account.describe(visit.session, language=wanted)
    # Without `lang`: what is chosen here counts from now on, and not what the address said.
    return replace(visit, chosen=False).go(HERE, saved="yes")


async def _freeze(visit: MemberVisit) -> Response:
    await visit.site.states.restrict(visit.session.subject, actor=visit.session.actor)
    await did(visit, Kind.RESTRICT)
    return visit.go(HERE)


async def _resume(visit: MemberVisit) -> Response:
    await visit.site.states.resume(visit.session.subject, actor=visit.session.actor)
    return visit.go(HERE)


async def _sure(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, status: int = 200, wrong: str = "") -> Response:
    days = visit.site.states.undo_days(visit.session.subject)
    return visit.show(
        "close_sure.html",
        status=status,
        undo_days=days,
        ends_at=visit.site.clock.now() + days * 86_400,
        proof=await proof(visit, wrong=wrong),
    )


async def _close(visit: MemberVisit) -> Response:
    if not visit.is_confirmed:
        try:
            await visit.confirm()
        except SignInError as error:
            return await _page(visit, status=422, wrong=await told(visit, error))
    receipt = await visit.site.states.close(visit.session.subject, actor=visit.session.actor)
    if receipt is None:
        await did(visit, Kind.ERASE_ACCOUNT)
        return visit.go(HERE)
    answer = visit.signed_out().show("receipt.html", receipt=receipt, is_all=True)
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """The account."""
    return [
        doors.member(HERE, show=_account),
        doors.member(f"{HERE}/language", take=_speak),
        doors.member(f"{HERE}/freeze", take=_freeze),
        doors.member(f"{HERE}/resume", take=_resume),
        doors.member(f"{HERE}/close", show=_sure, take=_close),
    ]
