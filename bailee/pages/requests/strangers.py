"""Asking without an account: a form, a code to the address given, and a page to follow by a link.

Nothing is looked up on the way, so that everybody is answered alike.

Keeps: access.identity, access.thirty_days, access.refusal, officer.contact.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame import guards
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.requests.words import EMPTY, RequestWords, wrong
from bailee.rights.guardians import Contact
from bailee.rights.requests import BY_STRANGERS, Identity, Wish
from bailee.terms import BaileeError, ClauseId, NotFoundError

HERE = "/ask"
MOST_CHARACTERS, MOST_LINE = 4_000, 320
DAYS = ClauseId("access.thirty_days")
TYPED = ("kind", "about", "says", "contact")


async def _ask(visit: Visit) -> Response:
    return _form(visit)


def _form(visit: Visit, *, told: dict[str, str] | None = None) -> Response:
    return visit.show(
        "ask.html",
        status=422 if told else 200,
        kinds=BY_STRANGERS,
        typed={name: visit.form.get(name, "")[:MOST_CHARACTERS] for name in TYPED},
        is_member=isinstance(visit, MemberVisit),
        days=visit.site.policy.value(DAYS, "days"),
        officer=visit.site.policy.officer,
        says=RequestWords(visit.speech),
        wrong=told or {},
    )


async def _begin(visit: Visit) -> Response:
    kind = next((one for one in BY_STRANGERS if one.value == visit.form.get("kind")), None)
    said = visit.form.get("says", "")
    if kind is None or not said.strip():
        return _form(visit, told={"says": EMPTY})
    try:
        contact = Contact.read(visit.form.get("contact", "")[:MOST_LINE])
        about = visit.form.get("about", "")
        wish = Wish(kind, said, about, contact, visit.speech.code)
        ticket = await visit.site.strangers.begin(wish, network=guards.network_of(visit.http))
    except BaileeError as error:
        if told := wrong(error):
            return _form(visit, told=told)
        raise
    return _code(visit, ticket)


def _code(visit: Visit, ticket: str, *, told: dict[str, str] | None = None) -> Response:
    return visit.show(
        "ask_code.html",
        status=422 if told else 200,
        ticket=ticket,
        contact=visit.form.get("contact", "")[:MOST_LINE],
        wrong=told or {},
    )


async def _confirm(visit: Visit) -> Response:
    ticket, code = visit.form.get("ticket", "")[:MOST_LINE], visit.form.get("code", "")[:20]
    try:
        key = await visit.site.strangers.confirm(ticket, code)
    except BaileeError as error:
        if told := wrong(error):
            return _code(visit, ticket, told=told)
        raise
    return visit.go(f"{HERE}/{key}", new="yes")


def _key(visit: Visit) -> str:
    return str(visit.http.path_params["key"])[:MOST_LINE]


async def _one(visit: Visit) -> Response:
    return await _page(visit)


async def _page(visit: Visit, *, told: dict[str, str] | None = None) -> Response:
    number, one = await visit.site.strangers.follow(_key(visit))
    return visit.show(
        "ask_follow.html",
        status=422 if told else 200,
        key=_key(visit),
        number=number,
        one=one,
        is_new="new" in visit.http.query_params,
        now=visit.site.clock.now(),
        says=RequestWords(visit.speech),
        officer=visit.site.policy.officer,
        wrong=told or {},
    )


async def _act(visit: Visit) -> Response:
    """Add to it, take it back, appeal, or erase it."""
    act, text = visit.form.get("do", ""), visit.form.get("says", "")[:MOST_CHARACTERS]
    if act in {"add", "appeal"} and not text.strip():
        return await _page(visit, told={"says": EMPTY})
    if act == "erase":
        await visit.site.strangers.erase(_key(visit))
        return visit.show("ask_erased.html")
    try:
        await _do(visit, act, text)
    except BaileeError as error:
        if told := wrong(error):
            return await _page(visit, told=told)
        raise
    return visit.go(f"{HERE}/{_key(visit)}")


async def _do(visit: Visit, act: str, text: str) -> None:
    strangers, requests = visit.site.strangers, visit.site.desk.requests
    subject, _ = strangers.find(_key(visit))
    number, _ = await strangers.follow(_key(visit))
    if act == "add":
        await requests.add(subject, number, text)
    elif act == "take-back":
        await requests.take_back(subject, number)
    elif act == "appeal":
        identity = Identity(("link",), visit.site.clock.now())
        await requests.appeal(subject, number, text, identity)
    else:
        raise NotFoundError("there is no such act")


def routes(doors: Doors) -> list[Route]:
    """Asking without an account."""
    return [
        doors.public(HERE, show=_ask, take=_begin),
        doors.public(f"{HERE}/code", take=_confirm),
        doors.public(f"{HERE}/{{key}}", show=_one, take=_act),
    ]
