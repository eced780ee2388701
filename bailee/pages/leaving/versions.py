"""A member's own version of the policy, and a newer one beside it: what it changes, agree or stay.

Keeps: change.no_reduction, change.notice.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.frame.words import Words
from bailee.policy import phrases
from bailee.rights.changes import Meaning, Offer
from bailee.terms import NotFoundError

HERE = "/me/policy"


async def _show(visit: MemberVisit) -> Response:
    changes, subject = visit.site.changes, visit.session.subject
    offer, coming = changes.offered(subject), changes.coming(subject)
    return visit.show(
        "versions.html",
        binding=changes.binding(subject),
        offer=offer,
        offer_means=await _means(visit, offer),
        coming=coming,
        coming_means=await _means(visit, coming),
        agreed="agreed" in visit.http.query_params,
    )


async def _means(visit: MemberVisit, offer: Offer | None) -> list[tuple[Meaning, str]]:
    """Each change with what it means for this member, and how much longer or shorter in words."""
    if offer is None:
        return []
    words = Words(visit.speech)
    return [
        (one, words.phrase(phrases.days(abs(one.days or 0))))
        for one in await visit.site.changes.meanings(visit.session.subject, offer)
    ]


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
