"""A member's page: what an order would get of them, and what became of those that came.

It says what the same decision would say that falls when an officer asks.

Keeps: share.none, children.no_disclosure.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.orders.words import OrderWords


async def _show(visit: MemberVisit) -> Response:
    orders, subject = visit.site.desk.orders, visit.session.subject
    return visit.show(
        "order.html",
        cases=orders.would_get(subject),
        told=await orders.telling.of(subject),
        says=OrderWords(visit.speech),
    )


def routes(doors: Doors) -> list[Route]:
    """What an order would get."""
    return [doors.member("/me/order", show=_show)]
