"""The recovery key: it opens what only a member's devices can, should they lose them all.

Keeps: security.own_eyes.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.services.account import SignInError
from bailee.terms import Custody

WRONG_KEY = mark("That is not your recovery key.")


def is_of_use(visit: MemberVisit) -> bool:
    """Whether anything is kept whose key this server does not hold by itself."""
    categories = visit.site.policy.categories.values()
    return any(clause.custody is Custody.UNLOCKED for clause in categories)


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, status: int = 200, **wrong: str) -> Response:
    asked = await proof(visit, wrong=wrong.pop("proof", ""))
    return visit.show("recovery.html", status=status, proof=asked, wrong=wrong, key="")


async def _make(visit: MemberVisit) -> Response:
    if not visit.is_confirmed:
        try:
            await visit.confirm()
        except SignInError as error:
            return await _page(visit, status=422, proof=await told(visit, error))
    key = await visit.site.account.recovery_key(visit.session)
    return visit.show("recovery.html", proof=None, wrong={}, key=key)


async def _use(visit: MemberVisit) -> Response:
    try:
        await visit.site.account.unlock(visit.session, visit.form.get("key", ""))
    except SignInError:
        return await _page(visit, status=422, key=WRONG_KEY)
    return visit.go("/me")


def routes(doors: Doors) -> list[Route]:
    """The recovery key, made and used."""
    return [
        doors.member("/me/recovery", show=_show, take=_make),
        doors.member("/me/recovery/use", take=_use),
    ]
