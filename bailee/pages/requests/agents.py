"""What an agent asked for somebody: its member says, signed in, whether it is theirs.

Where the agent wants the browser to go afterwards is not followed: it could be anywhere.

Keeps: access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame import cookies
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.pages.requests.doing import identity_of
from bailee.protocols.drp.messages import Action
from bailee.rights.requests import Asked
from bailee.terms import NotFoundError

HERE = "/me/requests/agent"


def _name(visit: MemberVisit) -> str:
    """The id of the path. Raises `NotFoundError` where the agent named another one beside it."""
    name = str(visit.http.path_params["name"])[:64]
    if visit.http.query_params.get("request_id", name) != name:
        raise NotFoundError("there is no such request")
    return name


async def _open(visit: MemberVisit) -> Asked:
    asked = await visit.site.desk.exercises.asked(_name(visit))
    if not visit.site.desk.exercises.is_open(asked):
        raise NotFoundError("this request is over")
    return asked


async def _show(visit: MemberVisit) -> Response:
    asked = await _open(visit)
    agent = visit.site.desk.exercises.agents.find(asked.agent)
    return visit.show(
        "request_agent.html",
        name=_name(visit),
        agent=agent.name if agent else asked.agent,
        is_deletion=asked.action is Action.DELETION,
        asked=asked,
        undo_days=visit.site.states.undo_days(visit.session.subject),
    )


async def _decide(visit: MemberVisit) -> Response:
    await _open(visit)
    if visit.form.get("do") == "decline":
        await visit.site.desk.exercises.decline(_name(visit))
        return visit.go("/me/requests")
    # Asked every time: it was not this browser that the request came from.
    if asked := await unproven(visit, always=True):
        return asked
    action = await visit.site.desk.exercises.confirm(
        _name(visit),
        subject=visit.session.subject,
        actor=visit.session.actor,
        identity=await identity_of(visit),
    )
    if action is Action.ACCESS:
        return visit.go("/me/export")
    if await visit.site.account.session(visit.turned[-1]) is not None:
        return visit.go("/me/account")
    answer = visit.signed_out().go("/policy")
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """What agents ask."""
    return [doors.member(f"{HERE}/{{name}}", show=_show, take=_decide)]
