"""What has to be kept: an officer sets a hold and lifts it, with what demands it.

The officer types the short names that the order gives; no page lists whose data is held.

Keeps: access.must_keep, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_officers
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.frame.words import Words
from bailee.pages.joining.proving import unproven
from bailee.rights.retention import OrderError, Wanted
from bailee.terms import BaileeError, NotFoundError, Refused

HERE = "/desk/holds"
DAY_S = 86_400
WRONG: dict[type[BaileeError], str] = {
    OrderError: mark(
        "Say who demands it, why and by which law or order; what is held, and whose; and a day to "
        "come, within ten years."
    ),
    NotFoundError: mark("One of these names is nobody’s here; nothing was held."),
}


async def _show(visit: MemberVisit) -> Response:
    return _page(visit, wrong="")


def _page(visit: MemberVisit, *, wrong: str) -> Response:
    holds = visit.site.desk.holds
    return visit.show(
        "desk_holds.html",
        status=422 if wrong else 200,
        orders=holds.all(),
        can_be_held=holds.can_be_held(),
        typed=defaultdict(str, visit.form),
        wrong=wrong,
        did=visit.http.query_params.get("did", ""),
    )


async def _act(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    try:
        did = await _do(visit)
    except (OrderError, NotFoundError) as error:
        return _page(visit, wrong=visit.speech.gettext(WRONG[type(error)]))
    except Refused as error:
        return _page(visit, wrong=Words(visit.speech).reason(error.refusal.reason)[0])
    return visit.go(HERE, did=did)


async def _do(visit: MemberVisit) -> str:
    holds, officer, did = visit.site.desk.holds, visit.session.subject, visit.form.get("do", "")
    if did == "set":
        await holds.place(_wanted(visit), officer=officer)
    elif did == "lift":
        why = visit.form.get("why", "")
        await holds.lift(visit.form.get("hold", "")[:20], reason=why, officer=officer)
    else:
        raise NotFoundError("there is no such act")
    return did


def _wanted(visit: MemberVisit) -> Wanted:
    form, can_be_held = visit.form, visit.site.desk.holds.can_be_held()
    return Wanted(
        names=tuple(form.get("names", "").replace(",", " ").split()),
        categories=tuple(one for one in can_be_held if form.get(f"holds-{one}")),
        authority=_line(form.get("authority", "")),
        reason=_line(form.get("reason", "")),
        citation=_line(form.get("citation", "")),
        until=_end_of(form.get("until", "")),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _end_of(day: str) -> int:
    """The end of a day (UTC); 0 where none was given."""
    try:
        return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()) + DAY_S - 1
    except ValueError:
        return 0


def routes(doors: Doors) -> list[Route]:
    """The holds."""
    return [doors.member(HERE, show=for_officers(_show), take=for_officers(_act))]
