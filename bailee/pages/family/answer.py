"""What a guardian answers: no, with one click and without an account; yes, from their own.

The link opens a page and does nothing else, because mail is opened by machines too.

Keeps: children.approval, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.family.agreeing import agreed_in, choices_of
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.joining.proving import unproven
from bailee.terms import NotFoundError, State

HERE = "/family/answer"
MOST_CHARACTERS = 256


async def _show(visit: Visit) -> Response:
    return await _page(visit, visit.http.query_params.get("ticket", "")[:MOST_CHARACTERS])


async def _page(visit: Visit, ticket: str) -> Response:
    asked = await visit.site.people.approvals.question(ticket)
    if asked is None:
        return visit.show("family_link_over.html", status=404)
    member = visit if isinstance(visit, MemberVisit) else None
    return visit.show(
        "family_answer.html",
        asked=asked,
        ticket=ticket,
        is_held=asked.state is State.HELD,
        is_member=member is not None,
        profile=await visit.site.account.profile(member.session) if member else None,
        choices=choices_of(visit.site.policy),
    )


async def _refuse(visit: Visit) -> Response:
    try:
        receipt = await visit.site.people.approvals.refuse(
            visit.form.get("ticket", "")[:MOST_CHARACTERS]
        )
    except NotFoundError:
        return visit.show("family_link_over.html", status=404)
    return visit.show("family_erased.html", receipt=receipt)


async def _approve(visit: MemberVisit) -> Response:
    ticket = visit.form.get("ticket", "")[:MOST_CHARACTERS]
    if asked := await unproven(visit):
        return asked
    profile = await visit.site.account.profile(visit.session)
    try:
        await visit.site.people.approvals.approve(
            ticket,
            guardian=visit.session.subject,
            name=profile.handle,
            agreed=agreed_in(visit.form, visit.site.policy),
        )
    except NotFoundError:
        return visit.show("family_link_over.html", status=404)
    return visit.go("/me/family", approved="yes")


def routes(doors: Doors) -> list[Route]:
    """The guardian's answer."""
    return [
        doors.public(HERE, show=_show),
        doors.public("/family/refuse", take=_refuse),
        doors.member("/me/family/approve", take=_approve),
    ]
