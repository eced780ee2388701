"""The pages as one application.

May be imported by: assembly.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bailee.pages import (
    apps,
    choices,
    devices,
    erase,
    errors,
    export,
    ledger,
    policy,
    problems,
    recovery,
)
from bailee.pages.desk import children, disclosures, grants, holds, retention, start
from bailee.pages.desk import requests as desk_requests
from bailee.pages.entry import lost, password, security, sign_in
from bailee.pages.family import answer, discovery, family
from bailee.pages.frame.headers import Guarded
from bailee.pages.frame.render import templates
from bailee.pages.frame.visit import Doors, Frame
from bailee.pages.joining import addresses, profile, sign_up, waiting
from bailee.pages.leaving import beside, states, versions
from bailee.pages.notices import inbox, unsubscribe
from bailee.pages.orders import order, transparency
from bailee.pages.registers import registers
from bailee.pages.requests import agents, mine, strangers
from bailee.pages.site import Site
from bailee.pages.taking import bring, receipts

ROOMS = (
    sign_in,
    lost,
    password,
    security,
    recovery,
    ledger,
    choices,
    inbox,
    unsubscribe,
    devices,
    apps,
    export,
    erase,
    states,
    versions,
    beside,
    policy,
    problems,
)
TAKING = (receipts, bring, registers, order, transparency)
PEOPLE = (mine, agents, strangers, sign_up, waiting, addresses, profile, answer, discovery, family)
DESK = (start, desk_requests, disclosures, children, holds, retention, grants)


def app(site: Site) -> Starlette:
    """All pages, guarded, as one ASGI application."""
    frame = Frame(site=site, templates=templates(site.zone))
    doors = Doors(frame=frame, tell=errors.tell)

    async def unrouted(http: Request, error: Exception) -> Response:
        return await doors.told(http, error)

    routes: list[BaseRoute] = [*frame.templates.statics.routes()]
    for room in (*ROOMS, *TAKING, *PEOPLE, *DESK):
        routes += room.routes(doors)
    pages = Starlette(
        routes=routes,
        middleware=[Middleware(Guarded, hsts=site.hsts)],
        exception_handlers={HTTPException: unrouted},
    )
    # It would answer `/policy/` with the Host that the visitor names.
    pages.router.redirect_slashes = False
    return pages
