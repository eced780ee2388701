"""What a member tells of themselves, all of it optional; and the invitations they hand out.

Keeps: collect.account.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.services.account import InvitationError
from bailee.services.account.members import MOST
from bailee.terms import Category, NotFoundError

HERE, INVITE = "/me/profile", "/me/invite"
# What each part is called, and what browsers fill in by themselves.
PARTS = {
    "name": (mark("Full name"), "name"),
    "profession": (mark("Profession"), "organization-title"),
    "postal_address": (mark("Postal address"), "street-address"),
    "postcode": (mark("Postcode"), "postal-code"),
    "area_code": (mark("Area code"), "tel-area-code"),
    "time_zone": (mark("Time zone"), "off"),
}


async def _show(visit: MemberVisit) -> Response:
    return visit.show(
        "profile.html",
        profile=await visit.site.account.profile(visit.session),
        parts=[(name, label, fills, MOST[name]) for name, (label, fills) in PARTS.items()],
        clause=visit.site.policy.categories.get(Category("account")),
        saved="saved" in visit.http.query_params,
    )


async def _save(visit: MemberVisit) -> Response:
    told = {name: visit.form.get(name, "") for name in PARTS}
    await visit.site.account.describe(visit.session, **told)
    return visit.go(HERE, saved="yes")


def _may_invite(visit: MemberVisit) -> None:
    if not visit.site.people.joining.rules.members_invite:
        raise NotFoundError("members hand out no invitations here")


async def _invite(visit: MemberVisit) -> Response:
    _may_invite(visit)
    return _invitations(visit)


def _invitations(visit: MemberVisit, *, link: str = "", wrong: str = "") -> Response:
    ends = visit.site.people.joining.invitations.of(visit.session.subject)
    return visit.show(
        "invite.html", status=422 if wrong else 200, ends=ends, address=link, wrong=wrong
    )


async def _make(visit: MemberVisit) -> Response:
    _may_invite(visit)
    try:
        ticket = await visit.site.people.joining.invitations.make(by=visit.session.subject)
    except InvitationError:
        return _invitations(visit, wrong=MANY)
    return _invitations(visit, link=f"{visit.site.origin}/sign-up?invitation={ticket}")


MANY = mark("You have ten invitations that nobody used. Wait for one of them to end.")


def routes(doors: Doors) -> list[Route]:
    """Profile and invitations."""
    return [
        doors.member(HERE, show=_show, take=_save),
        doors.member(INVITE, show=_invite, take=_make),
    ]
