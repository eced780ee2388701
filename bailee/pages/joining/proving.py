"""A proof asked between an act and its doing: the form goes along, and is sent again with it.

Keeps: access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.visit import MemberVisit
from bailee.services.account import SignInError

__all__ = ["unproven"]

PROOFS = frozenset({"csrf", "password", "credential", "username"})


async def unproven(visit: MemberVisit, *, always: bool = False) -> Response | None:
    """The page that asks for a proof; None once it was given. `always`: however fresh the last."""
    if visit.is_confirmed and not always:
        return None
    if not (visit.form.get("password") or visit.form.get("credential")):
        return await _page(visit, always=always)
    try:
        await visit.confirm()
    except SignInError as error:
        return await _page(visit, always=always, wrong=await told(visit, error))
    return None


async def _page(visit: MemberVisit, *, always: bool, wrong: str = "") -> Response:
    return visit.show(
        "prove.html",
        status=422 if wrong else 200,
        proof=await proof(visit, wrong=wrong, always=always),
        along={name: text for name, text in visit.form.items() if name not in PROOFS},
        action=visit.http.url.path,
    )
