"""The inbox: what a member was told, and which topics they want to hear of.

Keeps: use.notices.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.notices.desks import Topic
from bailee.pages.notices.topics import ABOUT
from bailee.rights.notices import shown
from bailee.terms import Category, NotFoundError

NOTICES = Category("notices")
MOST = 200
"""How many are listed: who has more unread ones finds them once these are gone."""


async def _inbox(visit: MemberVisit) -> Response:
    found = await visit.site.notices.all(visit.session.subject, actor=visit.session.actor)
    listed = [(one, shown(one.notice, visit.speech.code)) for one in found[:MOST]]
    days = visit.site.policy.category(NOTICES).keep.days
    return visit.show("inbox.html", listed=listed, days=days)


async def _all_read(visit: MemberVisit) -> Response:
    await visit.site.notices.open_all(visit.session.subject, actor=visit.session.actor)
    return visit.go("/me/inbox")


async def _notice(visit: MemberVisit) -> Response:
    name = str(visit.http.path_params["name"])
    one = await visit.site.notices.open(visit.session.subject, name, actor=visit.session.actor)
    return visit.show("notice.html", notice=one.notice, say=shown(one.notice, visit.speech.code))


async def _topics(visit: MemberVisit) -> Response:
    subject, actor = visit.session.subject, visit.session.actor
    switches = await visit.site.topics.switches(subject, actor=actor)
    saved = "saved" in visit.http.query_params
    return visit.show("topics.html", switches=switches, about=ABOUT, saved=saved)


async def _turn(visit: MemberVisit) -> Response:
    try:
        topic = Topic(visit.form.get("topic", ""))
    except ValueError as error:
        raise NotFoundError("there is no such topic") from error
    turned_on = visit.form.get("turn") == "on"
    subject, actor = visit.session.subject, visit.session.actor
    await visit.site.topics.turn(subject, topic, on=turned_on, actor=actor)
    return visit.go("/me/notices", saved="yes")


def routes(doors: Doors) -> list[Route]:
    """The inbox and the topics."""
    return [
        doors.member("/me/inbox", show=_inbox, take=_all_read),
        doors.member("/me/inbox/{name}", show=_notice),
        doors.member("/me/notices", show=_topics, take=_turn),
    ]
