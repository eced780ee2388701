"""Who is told what, who works for the operator, and which products of others are in use.

A link that leads to somebody else's page says so.

Keeps: scope.third_party_products.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.rights.registers import record

HERE = "/registers"


async def _show(visit: Visit) -> Response:
    registers, recipients = visit.site.desk.registers, visit.site.recipients.all()
    working = registers.processors.all()
    return visit.show(
        "registers.html",
        recipients=recipients,
        processors=working,
        products=registers.products.all(),
        activities=record(visit.site.policy, recipients=recipients, processors=working),
        policy=visit.site.policy,
    )


def routes(doors: Doors) -> list[Route]:
    """The registers."""
    return [doors.public(HERE, show=_show)]
