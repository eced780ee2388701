"""Ends a topic in one click, from a letter: without signing in, and with no word of whose it is.

A mail program posts to the address by itself (RFC 8058 §3.2), without cookies and without saying
where it comes from; so the key in the address is the proof, and nothing else is asked. Whoever
opens the address only gets a button: what looks at links before people do ends nothing.

Keeps: use.notices.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.notices.topics import ABOUT


async def _ask(visit: Visit) -> Response:
    topic = visit.site.topics.of_link(_key(visit))
    return visit.show("unsubscribe.html", stage="ask", about=ABOUT[topic], back="")


async def _end(visit: Visit) -> Response:
    topic, back = await visit.site.topics.end(_key(visit))
    return visit.show("unsubscribe.html", stage="ended", about=ABOUT[topic], back=back)


async def _take_back(visit: Visit) -> Response:
    topic = await visit.site.topics.take_back(_key(visit))
    return visit.show("unsubscribe.html", stage="back", about=ABOUT[topic], back="")


def _key(visit: Visit) -> str:
    return str(visit.http.path_params["key"])


def routes(doors: Doors) -> list[Route]:
    """The link, and the way back."""
    return [
        doors.by_key("/unsubscribe/{key}", show=_ask, take=_end),
        doors.by_key("/unsubscribe/{key}/undo", take=_take_back),
    ]
