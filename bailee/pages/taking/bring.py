"""Bringing data along: a copy from here, or a file that another service gave out.

Keeps: access.self, cloud.import.
May be imported by: pages.
"""

from __future__ import annotations

import io

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.taking import upload
from bailee.rights.bringing import PackageError

HERE = "/me/import"


async def _page(visit: MemberVisit) -> Response:
    return _show(visit)


def _show(visit: MemberVisit, *, wrong: str = "", status: int = 200) -> Response:
    most = upload.MOST_BYTES
    return visit.show("bring.html", status=status, wrong=wrong, report=None, most=most)


async def _take(visit: MemberVisit) -> Response:
    file = visit.file
    if file is None or not file.body:
        return _show(visit, wrong="none", status=422)
    session = visit.session
    try:
        report = await visit.site.bringing.take(
            io.BytesIO(file.body), of=session.subject, actor=session.actor, name=file.name
        )
    except PackageError:
        return _show(visit, wrong="damaged", status=422)
    return visit.show("bring.html", wrong="", report=report, most=upload.MOST_BYTES)


def routes(doors: Doors) -> list[Route]:
    """Bringing along."""
    return [doors.member(HERE, show=_page, take=_take, read=upload.read)]
