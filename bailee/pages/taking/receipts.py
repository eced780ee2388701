"""Receipts: a member's own, and for everybody whether one is as it was given out.

Nothing of a receipt that is checked or saved here is kept. It comes with the form and goes back as
a file, so that somebody who was just erased can save theirs with no session.

Keeps: access.self, access.residual, security.evidence.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.rights.receipts import ReceiptError


async def _mine(visit: MemberVisit) -> Response:
    found = await visit.site.receipts.of(visit.session.subject)
    return visit.show("receipts.html", receipts=found)


async def _check(visit: Visit) -> Response:
    return _page(visit, note="")


def _page(visit: Visit, *, note: str, says: str = "", is_wrong: bool = False) -> Response:
    return visit.show(
        "receipt_check.html",
        status=422 if is_wrong else 200,
        key=visit.site.receipts.key,
        note=note,
        says=says,
        is_wrong=is_wrong,
    )


async def _checked(visit: Visit) -> Response:
    note, says, is_wrong = visit.form.get("note", ""), "", False
    try:
        says = visit.site.receipts.check(note)
    except ReceiptError:
        is_wrong = True
    if says and "save" in visit.form:
        return _file(note)
    return _page(visit, note=note, says=says, is_wrong=is_wrong)


def _file(note: str) -> Response:
    return Response(
        note.replace("\r\n", "\n").strip() + "\n",
        media_type="text/plain",
        headers={"content-disposition": 'attachment; filename="receipt.txt"'},
    )


def routes(doors: Doors) -> list[Route]:
    """Receipts."""
    return [
        doors.member("/me/receipts", show=_mine),
        doors.public("/receipt", show=_check, take=_checked),
    ]
