"""Who comes in at the desk: officers, and for some pages every member of staff.

Keeps: officer.contact.
May be imported by: pages.desk.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from bailee.pages.frame.visit import MemberPage, MemberVisit
from bailee.rights.roles import Role
from bailee.terms import NotFoundError

__all__ = ["for_officers", "for_staff"]


def for_officers(page: Callable[[MemberVisit], Awaitable[Response]]) -> MemberPage:
    """A page for officers; to everybody else there is none."""
    return _for(page, frozenset({Role.OFFICER}))


def for_staff(page: Callable[[MemberVisit], Awaitable[Response]]) -> MemberPage:
    """A page for officers and other members of staff; to everybody else there is none."""
    return _for(page, frozenset(Role))


def _for(page: Callable[[MemberVisit], Awaitable[Response]], roles: frozenset[Role]) -> MemberPage:
    async def guarded(visit: MemberVisit) -> Response:
        if not visit.roles & roles:
            raise NotFoundError("there is no such page")
        return await page(visit)

    return guarded
