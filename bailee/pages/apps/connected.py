"""The apps that a member signs in to with the account here, and how to end each.

Keeps: account.service, choice.explained.
May be imported by: pages.apps.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.apps.authorize import CLAIMS, client_shown
from bailee.pages.frame.visit import Doors, MemberVisit

__all__ = ["routes"]


async def _list(visit: MemberVisit) -> Response:
    found = await visit.site.connected.list(visit.session)
    shown = [
        (one, client_shown(one.client, *one.client.redirect_uris) if one.client else None)
        for one in found
    ]
    return visit.show("apps.html", connections=shown, claims=CLAIMS)


async def _end(visit: MemberVisit) -> Response:
    await visit.site.connected.end(visit.session, visit.form.get("ref", ""))
    return visit.go("/me/apps")


def routes(doors: Doors) -> list[Route]:
    """The list."""
    return [doors.member("/me/apps", show=_list), doors.member("/me/apps/end", take=_end)]
