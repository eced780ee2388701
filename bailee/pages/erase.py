"""Erasure: one category, or the account and all that belongs to it. Nothing brings it back.

Keeps: access.self, access.identity, access.residual.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame import cookies
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.requests.doing import did
from bailee.rights.ledger import Held
from bailee.rights.requests import Kind
from bailee.services.account import SignInError
from bailee.terms import NotFoundError

ALL = "all"


async def _held(visit: MemberVisit) -> tuple[list[Held], list[Held]]:
    """What can be erased by itself, and what an account cannot be without."""
    subject = visit.session.subject
    choices = await visit.site.consents.choices(subject)
    chosen = {choice.category for choice in choices if choice.is_all}
    held = [holding for holding in await visit.site.ledger.held(subject) if holding.items]
    return (
        [one for one in held if one.category in chosen and not one.withheld],
        [one for one in held if one.category not in chosen or one.withheld],
    )


async def _erase(visit: MemberVisit) -> Response:
    alone, needed = await _held(visit)
    kept = [one for one in needed if one.withheld]
    needed = [one for one in needed if not one.withheld]
    return visit.show("erase.html", alone=alone, needed=needed, kept=kept)


async def _going(visit: MemberVisit) -> list[Held]:
    """What will go. Raises `NotFoundError` if nothing that can go alone has this name."""
    what = str(visit.http.path_params["what"])
    alone, needed = await _held(visit)
    if what == ALL:
        return [*alone, *needed]
    going = [holding for holding in alone if holding.category == what]
    if not going:
        raise NotFoundError("nothing of this kind is held about you")
    return going


async def _sure(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, status: int = 200, wrong: str = "") -> Response:
    return visit.show(
        "erase_sure.html",
        status=status,
        going=await _going(visit),
        is_all=visit.http.path_params["what"] == ALL,
        devices=await visit.site.devices.list(visit.session),
        proof=await proof(visit, wrong=wrong, always=True),
    )


async def _go(visit: MemberVisit) -> Response:
    going = await _going(visit)
    try:
        # Asked every time: five minutes of trust are too long for what cannot be undone.
        await visit.confirm()
    except SignInError as error:
        return await _page(visit, status=422, wrong=await told(visit, error))
    is_all = visit.http.path_params["what"] == ALL
    receipt = await visit.site.erasure.erase(
        visit.session.subject,
        actor=visit.session.actor,
        category=None if is_all else going[0].category,
        language=visit.speech.code,
    )
    if not is_all:
        await did(visit, Kind.ERASE_PART, about=going[0].category, receipt=receipt.id)
        return visit.show("receipt.html", receipt=receipt, is_all=False)
    answer = visit.signed_out().show("receipt.html", receipt=receipt, is_all=True)
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """Erasure."""
    return [
        doors.member("/me/erase", show=_erase),
        doors.member("/me/erase/{what}", show=_sure, take=_go),
    ]
