"""The report of what went when it was due, and of what is due and still here.

Keeps: retain.destroy.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_officers
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit

HERE = "/desk/retention"
WHY = {
    "held": mark("has to be kept by a hold"),
    "frozen": mark("its member froze the account"),
    "late": mark("nothing has taken it away yet"),
}


async def _show(visit: MemberVisit) -> Response:
    report = visit.site.desk.retention.now()
    why = {name: visit.speech.gettext(said) for name, said in WHY.items()}
    return visit.show("desk_retention.html", report=report, why=why, policy=visit.site.policy)


def routes(doors: Doors) -> list[Route]:
    """The report."""
    return [doors.member(HERE, show=for_officers(_show))]
