"""The officer's desk for reports about children: each a number, a time and what it says.

Whose account it is, the officer is not told. For everybody else there is no such page.

Keeps: children.discovered, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_officers
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.terms import NotFoundError

HERE = "/desk/children"


async def _show(visit: MemberVisit) -> Response:
    return visit.show(
        "desk_children.html",
        cases=await visit.site.desk.discovery.cases(),
        did=visit.http.query_params.get("did", ""),
    )


async def _decide(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    discovery, officer = visit.site.desk.discovery, visit.session.subject
    number, did = visit.form.get("case", "")[:20], visit.form.get("do", "")
    if did == "freeze":
        await discovery.freeze(number, officer=officer)
    elif did == "confirm":
        await discovery.confirm(number, officer=officer)
    elif did == "dismiss":
        await discovery.dismiss(number, officer=officer)
    else:
        raise NotFoundError("there is no such act")
    return visit.go(HERE, did=did)


def routes(doors: Doors) -> list[Route]:
    """The officer's desk."""
    return [doors.member(HERE, show=for_officers(_show), take=for_officers(_decide))]
