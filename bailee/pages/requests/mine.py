"""A member's requests: what one may ask, asking, following, adding, taking back, appealing.

Keeps: access.self, access.thirty_days, access.identity, access.refusal, access.free,
children.discovered.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.pages.requests.doing import did, identity_of
from bailee.pages.requests.words import EMPTY, RequestWords, switch_of, wrong
from bailee.rights.requests import BY_MEMBERS, Kind, Requests, SubjectRequest
from bailee.terms import BaileeError, NotFoundError

HERE = "/me/requests"
MOST_SHOWN = 20
MOST_CHARACTERS = 4_000


def _requests(visit: MemberVisit) -> Requests:
    return visit.site.desk.requests


async def _list(visit: MemberVisit) -> Response:
    found = await _requests(visit).of(visit.session.subject)
    newest = sorted(found.items(), key=lambda one: one[1].received, reverse=True)
    done = [one for one in newest if one[1].is_own_doing]
    return visit.show(
        "requests.html",
        asked=[one for one in newest if not one[1].is_own_doing],
        done=done if "all" in visit.http.query_params else done[:MOST_SHOWN],
        more_done=len(done) > MOST_SHOWN and "all" not in visit.http.query_params,
        days=_requests(visit).days(visit.session.subject),
        now=visit.site.clock.now(),
        officer=visit.site.policy.officer,
        says=RequestWords(visit.speech),
        switch_of=switch_of,
    )


async def _access(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    await did(visit, Kind.ACCESS)
    return visit.go("/me")


def _kind(text: str) -> Kind:
    """What is asked. Raises `NotFoundError` for what no person answers."""
    found = next((kind for kind in BY_MEMBERS if kind.value == text), None)
    if found is None:
        raise NotFoundError("there is no such request")
    return found


async def _new(visit: MemberVisit) -> Response:
    return await _form(visit, _kind(visit.http.query_params.get("kind", "")))


async def _form(visit: MemberVisit, kind: Kind, *, told: dict[str, str] | None = None) -> Response:
    requests, subject = _requests(visit), visit.session.subject
    policy = visit.site.changes.binding(subject)
    return visit.show(
        "request_new.html",
        status=422 if told else 200,
        kind=kind,
        purposes=[(name, policy.purposes[name].says) for name in requests.objectionable(subject)],
        wards=await visit.site.people.family.wards(subject),
        typed={name: visit.form.get(name, "") for name in ("says", "about", "ward")},
        days=requests.days(subject),
        says=RequestWords(visit.speech),
        wrong=told or {},
    )


async def _ask(visit: MemberVisit) -> Response:
    kind, text = _kind(visit.form.get("kind", "")), visit.form.get("says", "")
    if not text.strip():
        return await _form(visit, kind, told={"says": EMPTY})
    if asked := await unproven(visit):
        return asked
    try:
        number = await _requests(visit).ask(
            visit.session.subject,
            kind,
            says=text[:MOST_CHARACTERS],
            about=visit.form.get("about", ""),
            ward=visit.form.get("ward", ""),
            identity=await identity_of(visit),
            language=visit.speech.code,
        )
    except BaileeError as error:
        if told := wrong(error):
            return await _form(visit, kind, told=told)
        raise
    return visit.go(f"{HERE}/{number}")


def _number(visit: MemberVisit) -> str:
    return str(visit.http.path_params["number"])[:20]


async def _one(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, told: dict[str, str] | None = None) -> Response:
    one: SubjectRequest = await _requests(visit).one(visit.session.subject, _number(visit))
    return visit.show(
        "request.html",
        status=422 if told else 200,
        number=_number(visit).upper(),
        one=one,
        now=visit.site.clock.now(),
        days=_requests(visit).days(visit.session.subject),
        says=RequestWords(visit.speech),
        switch=switch_of(one.about) if one.kind is Kind.WITHDRAW else None,
        officer=visit.site.policy.officer,
        wrong=told or {},
    )


async def _act(visit: MemberVisit) -> Response:
    """Add to a request, take it back, or appeal against its refusal."""
    act, text = visit.form.get("do", ""), visit.form.get("says", "")[:MOST_CHARACTERS]
    if act in {"add", "appeal"} and not text.strip():
        return await _page(visit, told={"says": EMPTY})
    if asked := await unproven(visit):
        return asked
    try:
        number = await _do(visit, act, text)
    except BaileeError as error:
        if told := wrong(error):
            return await _page(visit, told=told)
        raise
    return visit.go(f"{HERE}/{number}")


async def _do(visit: MemberVisit, act: str, text: str) -> str:
    requests, subject, number = _requests(visit), visit.session.subject, _number(visit)
    if act == "add":
        await requests.add(subject, number, text)
    elif act == "take-back":
        await requests.take_back(subject, number)
    elif act == "appeal":
        return await requests.appeal(subject, number, text, await identity_of(visit))
    else:
        raise NotFoundError("there is no such act")
    return number


def routes(doors: Doors) -> list[Route]:
    """A member's requests."""
    return [
        doors.member(HERE, show=_list),
        doors.member(f"{HERE}/access", take=_access),
        doors.member(f"{HERE}/new", show=_new, take=_ask),
        doors.member(f"{HERE}/{{number}}", show=_one, take=_act),
    ]
