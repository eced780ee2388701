"""The first page of the desk: where each kind of work is.

Keeps: officer.contact, security.review.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_staff
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.navigation import DESK
from bailee.rights.roles import Role
from bailee.terms import ClauseId

HERE, REVIEW, DAY_S = "/desk", ClauseId("security.review"), 86_400


def days(visit: MemberVisit) -> int:
    """How old the last review may be."""
    return visit.site.policy.value(REVIEW, "days")


async def _show(visit: MemberVisit) -> Response:
    is_officer, now = Role.OFFICER in visit.roles, visit.site.clock.now()
    clocks = visit.site.desk.requests.answers.clocks() if is_officer else ()
    late = sum(one.due < now for one in clocks)
    found = await visit.site.evidence.of(REVIEW)
    return visit.show(
        "desk.html",
        doors=DESK.doors[1:],
        waiting=len(clocks),
        late=late,
        reviewed_at=found.get("reviewed-at"),
        is_reviewed=found.get("reviewed-at", 0) > now - days(visit) * DAY_S,
    )


def routes(doors: Doors) -> list[Route]:
    """The first page of the desk."""
    return [doors.member(HERE, show=for_staff(_show))]
