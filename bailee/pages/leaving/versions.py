"""A member's own version of the policy, and a newer one beside it: what it changes, agree or stay.

Keeps: change.no_reduction.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.terms import NotFoundError

HERE = "/me/policy"


async def _show(visit: MemberVisit) -> Response:
    changes, subject = visit.site.changes, visit.session.subject
    return visit.show(
        "versions.html",
        binding=changes.binding(subject),
        offer=changes.offered(subject),
        agreed="agreed" in visit.http.query_params,
    )


async def _agree(visit: MemberVisit) -> Response:
    changes, subject = visit.site.changes, visit.session.subject
    offer = changes.offered(subject)
    # What was read is what is agreed to: if a newer one came meanwhile, it is shown first.
    if offer is None or visit.form.get("version") != str(offer.newest.version):
        raise NotFoundError("this version is not offered")
    await changes.accept(subject, offer.newest.version, actor=visit.session.actor)
    return visit.go(HERE, agreed="yes")


def routes(doors: Doors) -> list[Route]:
    """The member's version."""
    return [doors.member(HERE, show=_show, take=_agree)]
