"""Grants at the desk: ask, give, accept, look, and take back.

What staff see is shown by a form that is sent, never by an address: no name of an item stands in
one. Officers see who looked when and how much, and nothing of what was seen.

Keeps: security.staff.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_staff
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.rights.roles import Role, staff
from bailee.rights.staff import CONFIDENTIALITY, GrantError, Odd, Phase
from bailee.terms import Category, FolderId, ItemId, NotFoundError, Purpose

HERE = "/desk/grants"
TYPED = ("about", "reference", "reason", "days")
PHASES = {
    Phase.ASKED: mark("waits for an officer"),
    Phase.GIVEN: mark("given; confidentiality is not accepted yet"),
    Phase.STANDS: mark("stands"),
    Phase.OVER: mark("over"),
    Phase.REFUSED: mark("refused"),
    Phase.REVOKED: mark("taken back"),
}
ODD = {
    Odd.HOURS: mark("outside working hours"),
    Odd.MANY_ITEMS: mark("many items in a day"),
    Odd.MANY_SUBJECTS: mark("many people in a day"),
    Odd.LAST_HOUR: mark("just before its end"),
    Odd.OWN: mark("their own data"),
}


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, wrong: str = "", typed: bool = False) -> Response:
    desk, me = visit.site.desk, visit.session.subject
    is_officer, now = Role.OFFICER in visit.roles, desk.grants.now
    found = await (desk.grants.all() if is_officer else desk.grants.of(me))
    return visit.show(
        "desk_grants.html",
        status=422 if wrong else 200,
        grants=[(number, one, one.phase(now).value) for number, one in found.items()],
        me=staff(me),
        is_officer=is_officer,
        offered=desk.grants.offered(),
        phases=PHASES,
        odd=ODD,
        accepting=CONFIDENTIALITY,
        wrong=wrong,
        typed={name: visit.form.get(name, "") if typed else "" for name in TYPED},
    )


async def _act(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    act, number = visit.form.get("do", ""), visit.form.get("grant", "")[:20]
    if act in {"look", "take"}:
        return await (_look if act == "look" else _take)(visit, number)
    try:
        await _do(visit, act, number)
    except GrantError:
        return await _page(visit, wrong="grant", typed=True)
    except NotFoundError:
        if act == "ask":
            return await _page(visit, wrong="about", typed=True)
        raise
    return visit.go(HERE)


async def _do(visit: MemberVisit, act: str, number: str) -> None:
    grants, me, form = visit.site.desk.grants, visit.session.subject, visit.form
    if act == "ask":
        purpose, _, category = form.get("what", "").partition(" ")
        days = form.get("days", "")
        await grants.ask(
            me,
            about=form.get("about", "")[:100],
            reference=form.get("reference", ""),
            reason=form.get("reason", ""),
            categories=[Category(category)],
            purpose=Purpose(purpose),
            days=int(days) if days.isdecimal() and len(days) <= len("14") else 0,
        )
    elif act == "give":
        await grants.give(number, officer=me)
    elif act == "accept":
        await grants.accept(number, by=me, language=visit.speech.code)
    elif act == "end":
        await grants.end(number, officer=me)
    elif act == "flag":
        await grants.flag(number, officer=me, says=form.get("says", ""))
    else:
        raise NotFoundError("there is no such act")


async def _look(visit: MemberVisit, number: str) -> Response:
    category, start = Category(visit.form.get("category", "")), visit.form.get("start", "0")
    place = int(start) if start.isdecimal() and len(start) <= len("999999") else 0
    page = await visit.site.desk.looks.look(number, category, by=visit.session.subject, start=place)
    return visit.show("desk_look.html", page=page, number=number, category=category)


async def _take(visit: MemberVisit, number: str) -> Response:
    form = visit.form
    body = await visit.site.desk.looks.take(
        number,
        Category(form.get("category", "")),
        FolderId(form.get("folder", "")),
        ItemId(form.get("item", "")),
        by=visit.session.subject,
    )
    headers = {"content-disposition": 'attachment; filename="item"', "cache-control": "no-store"}
    return Response(body, media_type="application/octet-stream", headers=headers)


def routes(doors: Doors) -> list[Route]:
    """Grants."""
    return [doors.member(HERE, show=for_staff(_show), take=for_staff(_act))]
