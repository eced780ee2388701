"""Choices: each consent as a switch, with the sentence that it turns and what follows.

Beside them, what there is no switch for and why, and when each switch was turned. A browser that
objects (Global Privacy Control) reads that it is heard, and nothing is noted of it.
Keeps: choice.explained, cloud.withdraw.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.requests.doing import did
from bailee.rights.consent import Needed
from bailee.rights.requests import Kind
from bailee.terms import Agreement, Basis, Category, ClauseId, NotFoundError, Purpose

HERE = "/me/choices"
SIGNAL = "/.well-known/gpc.json"
NEEDED_FOR_ALL = frozenset({ClauseId("use.safety"), ClauseId("use.service")})
MOST_TURNS = 50
MOST_DIGITS = 18


async def _choices(visit: MemberVisit) -> Response:
    desk, subject, query = visit.site.consents, visit.session.subject, visit.http.query_params
    held = await visit.site.ledger.held(subject)
    turns, needed = desk.history(subject), await desk.needed(subject)
    return visit.show(
        "choices.html",
        choices=await desk.choices(subject),
        needed=needed,
        objectionable=_objectionable(visit, needed),
        held={holding.category: holding for holding in held},
        turns=turns if "all" in query else turns[:MOST_TURNS],
        more_turns=len(turns) > MOST_TURNS and "all" not in query,
        saved="saved" in query,
        withdrawn=desk.withdrawn(subject, since=_since(query.get("withdrawn", ""))),
        since=_since(query.get("withdrawn", "")),
    )


def _objectionable(visit: MemberVisit, needed: Sequence[Needed]) -> list[Purpose]:
    """What rests on a legitimate interest and neither runs an account nor keeps it safe."""
    policy = visit.site.changes.binding(visit.session.subject)
    found = [
        use.purpose
        for one in needed
        for use in one.uses
        if use.basis is Basis.LEGITIMATE_INTERESTS
        and policy.purposes[use.purpose].under not in NEEDED_FOR_ALL
    ]
    return sorted(set(found))


async def _signal(visit: Visit) -> Response:
    """That a browser's signal is obeyed (Global Privacy Control §3.4), since this policy is."""
    since = visit.site.policy.since.isoformat()
    return JSONResponse({"gpc": True, "lastUpdate": since})


async def _turn(visit: MemberVisit) -> Response:
    agreement = Agreement(
        Purpose(visit.form.get("purpose", "")), Category(visit.form.get("category", ""))
    )
    subject, actor = visit.session.subject, visit.session.actor
    offered = await visit.site.consents.choices(subject)
    if agreement not in {Agreement(choice.purpose, choice.category) for choice in offered}:
        raise NotFoundError("there is no such choice")
    if visit.form.get("turn") == "on":
        await visit.site.consents.give(subject, agreement, actor=actor)
    else:
        await visit.site.consents.withdraw(subject, agreement, actor=actor)
        await did(visit, Kind.WITHDRAW, about=f"{agreement.purpose}:{agreement.category}")
    return visit.go(HERE, saved="yes")


async def _sure(visit: MemberVisit) -> Response:
    choices = await visit.site.consents.choices(visit.session.subject)
    return visit.show("choices_sure.html", choices=[one for one in choices if one.given])


async def _withdraw_all(visit: MemberVisit) -> Response:
    now, subject = visit.site.clock.now(), visit.session.subject
    await visit.site.consents.withdraw_all(subject, actor=visit.session.actor)
    await did(visit, Kind.WITHDRAW)
    return visit.go(HERE, withdrawn=now)


async def _give_again(visit: MemberVisit) -> Response:
    since, subject = _since(visit.form.get("since", "")), visit.session.subject
    await visit.site.consents.give_again(subject, since=since, actor=visit.session.actor)
    return visit.go(HERE, saved="yes")


def _since(text: str) -> int:
    """A moment as our own pages give it; of anything else, one that has not come."""
    is_ours = text.isdecimal() and text.isascii() and len(text) <= MOST_DIGITS
    return int(text) if is_ours else 10**MOST_DIGITS


def routes(doors: Doors) -> list[Route]:
    """The choices."""
    return [
        doors.public(SIGNAL, show=_signal),
        doors.member(HERE, show=_choices, take=_turn),
        doors.member(f"{HERE}/none", show=_sure, take=_withdraw_all),
        doors.member(f"{HERE}/again", take=_give_again),
    ]
