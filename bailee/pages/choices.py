"""Choices: each consent as a switch, with the sentence that it turns and what follows.

Beside them, what there is no switch for and why, and when each switch was turned.
Keeps: choice.explained, cloud.withdraw.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.requests.doing import did
from bailee.rights.requests import Kind
from bailee.terms import Agreement, Category, NotFoundError, Purpose

HERE = "/me/choices"
MOST_TURNS = 50
MOST_DIGITS = 18


async def _choices(visit: MemberVisit) -> Response:
    desk, subject, query = visit.site.consents, visit.session.subject, visit.http.query_params
    held = await visit.site.ledger.held(subject)
    turns = desk.history(subject)
    return visit.show(
        "choices.html",
        choices=await desk.choices(subject),
        needed=await desk.needed(subject),
        held={holding.category: holding for holding in held},
        turns=turns if "all" in query else turns[:MOST_TURNS],
        more_turns=len(turns) > MOST_TURNS and "all" not in query,
        saved="saved" in query,
        withdrawn=desk.withdrawn(subject, since=_since(query.get("withdrawn", ""))),
        since=_since(query.get("withdrawn", "")),
    )


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
        doors.member(HERE, show=_choices, take=_turn),
        doors.member(f"{HERE}/none", show=_sure, take=_withdraw_all),
        doors.member(f"{HERE}/again", take=_give_again),
    ]
