"""The public page of what others asked for: counts by case and half-year, about nobody.

Keeps: share.none.
May be imported by: pages.
"""

from __future__ import annotations

from itertools import groupby

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.orders.words import OrderWords


async def _show(visit: Visit) -> Response:
    counts = visit.site.desk.orders.counts
    halves = [(half, list(rows)) for half, rows in groupby(counts.table(), lambda one: one.half)]
    return visit.show("transparency.html", halves=halves, says=OrderWords(visit.speech))


def routes(doors: Doors) -> list[Route]:
    """For everybody."""
    return [doors.public("/transparency", show=_show)]
