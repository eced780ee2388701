"""Choices: each consent as a switch, with the sentence that it turns and what follows.

Keeps: choice.explained, cloud.withdraw.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.terms import Agreement, Category, NotFoundError, Purpose


async def _choices(visit: MemberVisit) -> Response:
    choices = await visit.site.consents.choices(visit.session.subject)
    held = await visit.site.ledger.held(visit.session.subject)
    return visit.show(
        "choices.html",
        choices=choices,
        held={holding.category: holding for holding in held},
        saved="saved" in visit.http.query_params,
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
    return visit.go("/me/choices", saved="yes")


def routes(doors: Doors) -> list[Route]:
    """The choices."""
    return [doors.member("/me/choices", show=_choices, take=_turn)]
