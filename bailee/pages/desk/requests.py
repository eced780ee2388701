"""The officer's desk for requests: the queue, one case, and how it is answered or refused.

Whose request it is, the officer is not told; that it was opened stands in its member's ledger.

Keeps: children.discovered, access.thirty_days, access.refusal, officer.contact.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_officers
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.pages.requests.words import EMPTY, RequestWords, wrong
from bailee.rights.requests import TEMPLATES, Answers, Ground
from bailee.terms import BaileeError, ClauseId, NotFoundError

HERE, DAYS, DAY_S = "/desk/requests", ClauseId("access.thirty_days"), 86_400
MOST_CHARACTERS, MOST_SHOWN = 4_000, 100
TYPED = ("says", "ground", "reason", "evidence")


def _answers(visit: MemberVisit) -> Answers:
    return visit.site.desk.requests.answers


async def _queue(visit: MemberVisit) -> Response:
    return visit.show(
        "desk_requests.html",
        queue=await _answers(visit).queue(at_most=MOST_SHOWN),
        more=max(len(_answers(visit).clocks()) - MOST_SHOWN, 0),
        reports=await _reports(visit),
        now=visit.site.clock.now(),
        did=visit.http.query_params.get("did", ""),
        says=RequestWords(visit.speech),
    )


async def _reports(visit: MemberVisit) -> list[tuple[str, int]]:
    """Reports about children, which are decided elsewhere: each with the day when it is due."""
    days = visit.site.policy.value(DAYS, "days")
    cases = await visit.site.desk.discovery.cases()
    return [(case.number, case.at + days * DAY_S) for case in cases]


def _number(visit: MemberVisit) -> str:
    return str(visit.http.path_params["number"])[:20]


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, told: dict[str, str] | None = None) -> Response:
    case = await _answers(visit).look(_number(visit), officer=visit.session.subject)
    fitting = [one for one in TEMPLATES if case.request.kind in one.kinds]
    wanted = visit.http.query_params.get("template", "")
    chosen = next((one for one in fitting if one.id == wanted), None)
    typed = {name: visit.form.get(name, "")[:MOST_CHARACTERS] for name in TYPED}
    if chosen is not None and not typed["says"]:
        typed["says"] = chosen.text(case.request.language)
    return visit.show(
        "desk_request.html",
        status=422 if told else 200,
        case=case,
        one=case.request,
        templates=fitting,
        chosen=chosen,
        grounds=list(Ground),
        typed=typed,
        now=visit.site.clock.now(),
        says=RequestWords(visit.speech),
        wrong=told or {},
    )


async def _act(visit: MemberVisit) -> Response:
    act = visit.form.get("do", "")
    needed = ("reason", "evidence") if act == "refuse" else ("says",)
    missing = {name: EMPTY for name in needed if not visit.form.get(name, "").strip()}
    if act == "refuse" and not visit.form.get("ground"):
        missing["ground"] = EMPTY
    if missing:
        return await _page(visit, told=missing)
    if asked := await unproven(visit):
        return asked
    try:
        await _do(visit, act)
    except BaileeError as error:
        if told := wrong(error):
            return await _page(visit, told=told)
        raise
    return visit.go(HERE, did=act)


async def _do(visit: MemberVisit, act: str) -> None:
    answers, number, officer = _answers(visit), _number(visit), visit.session.subject
    typed = {name: visit.form.get(name, "")[:MOST_CHARACTERS] for name in TYPED}
    if act == "answer":
        await answers.answer(number, typed["says"], officer=officer)
    elif act == "ask-back":
        await answers.ask_back(number, typed["says"], officer=officer)
    elif act == "refuse":
        await answers.refuse(
            number,
            typed["ground"],
            reason=typed["reason"],
            evidence=typed["evidence"],
            officer=officer,
        )
    else:
        raise NotFoundError("there is no such act")


def routes(doors: Doors) -> list[Route]:
    """The desk for requests."""
    return [
        doors.member(HERE, show=for_officers(_queue)),
        doors.member(f"{HERE}/{{number}}", show=for_officers(_show), take=for_officers(_act)),
    ]
