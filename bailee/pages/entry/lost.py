"""Getting back in: an address and a code on paper, then three days, then a new password.

Keeps: access.identity, use.safety.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.password import DIFFERENT, UNFIT
from bailee.pages.frame import guards
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.services.account import AddressError, CodeError, PasswordError

NO_ADDRESS = mark("That is no mail address, and no telephone number with its country.")
WRONG = mark("That did not match, or its time is over. Which of the two it is, is not told.")
PATH = "/lost"


async def _ask(visit: Visit) -> Response:
    return visit.show("lost.html", stage="ask", wrong="")


async def _send(visit: Visit) -> Response:
    try:
        ticket = await visit.site.recoveries.ask(
            visit.form.get("address", ""),
            language=visit.speech.code,
            network=guards.network_of(visit.http),
        )
    except AddressError:
        return visit.show("lost.html", status=422, stage="ask", wrong=NO_ADDRESS)
    return visit.show("lost.html", stage="codes", ticket=ticket, wrong="")


async def _begin(visit: Visit) -> Response:
    ticket, form = visit.form.get("ticket", ""), visit.form
    try:
        begun = await visit.site.recoveries.begin(
            ticket, form.get("code", ""), form.get("paper", ""), origin=visit.site.origin
        )
    except CodeError:
        stage = "codes" if visit.site.recoveries.waits(ticket) else "ask"
        return visit.show("lost.html", status=422, stage=stage, ticket=ticket, wrong=WRONG)
    address = f"{visit.site.origin}{PATH}/open?ticket={begun.ticket}"
    return visit.show("lost.html", stage="begun", address=address, opens_at=begun.opens_at)


# The link


async def _open(visit: Visit) -> Response:
    return _open_page(visit, visit.http.query_params.get("ticket", ""))


def _open_page(visit: Visit, ticket: str, *, status: int = 200, **wrong: str) -> Response:
    opens_at = visit.site.recoveries.look(ticket)
    stage = "open" if opens_at <= visit.site.clock.now() else "wait"
    return visit.show(
        "lost_link.html", status=status, stage=stage, ticket=ticket, opens_at=opens_at, wrong=wrong
    )


async def _finish(visit: Visit) -> Response:
    ticket, new = visit.form.get("ticket", ""), visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return _open_page(visit, ticket, status=422, again=DIFFERENT)
    try:
        await visit.site.recoveries.finish(ticket, new)
    except PasswordError:
        return _open_page(visit, ticket, status=422, new=UNFIT)
    return visit.go("/sign-in")


# The end of it


async def _sure(visit: Visit) -> Response:
    ticket = visit.http.query_params.get("ticket", "")
    stage = "sure" if visit.site.recoveries.can_stop(ticket) else "over"
    return visit.show("lost_stop.html", stage=stage, ticket=ticket)


async def _stop(visit: Visit) -> Response:
    await visit.site.recoveries.stop_by(visit.form.get("ticket", ""))
    return visit.show("lost_stop.html", stage="stopped")


async def _stop_mine(visit: MemberVisit) -> Response:
    await visit.site.recoveries.stop(visit.session.subject)
    return visit.go("/me/security")


def routes(doors: Doors) -> list[Route]:
    """The way back, and how it is stopped."""
    return [
        doors.public(PATH, show=_ask, take=_send),
        doors.public(f"{PATH}/codes", take=_begin),
        doors.public(f"{PATH}/open", show=_open, take=_finish),
        doors.public(f"{PATH}/stop", show=_sure, take=_stop),
        doors.member("/me/security/lost/stop", take=_stop_mine),
    ]
