"""The way in that who joins chooses: a passkey or, where their browser has none, a password.

Keeps: collect.account, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.families import browser_of
from bailee.pages.frame import cookies, guards
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.joining import words
from bailee.services.account import CodeError, NewMember
from bailee.terms import BaileeError

__all__ = ["come_in", "come_in_with", "name", "page", "routes"]

FIRST = mark("My first passkey")
MOST_CHARACTERS = 120
NEXT = "/me/choices"


def name(visit: Visit) -> str:
    """What a first passkey is called until its member calls it something else."""
    return visit.speech.gettext(FIRST)


def page(visit: Visit, ticket: str, *, wrong: dict[str, str] | None = None) -> Response:
    """The code was right: how does who joins come in from now on? Raises `CodeError`."""
    joining, party = visit.site.people.joining, visit.site.party
    return visit.show(
        "sign_up_way.html",
        status=422 if wrong else 200,
        ticket=ticket,
        wish=joining.proven(ticket),
        options=joining.asked_for_passkey(ticket, party) if party else "",
        wrong=wrong or {},
    )


async def _enter(visit: Visit) -> Response:
    ticket = visit.form.get("ticket", "")[:MOST_CHARACTERS]
    try:
        visit.site.people.joining.proven(ticket)
    except CodeError:
        return visit.go("/sign-up")
    password = visit.form.get("password", "")
    made = visit.form.get("made", "")
    if not made and password != visit.form.get("again", ""):
        return page(visit, ticket, wrong=words.different())
    try:
        return await (_by_key(visit, ticket, made) if made else _by_word(visit, ticket, password))
    except BaileeError as error:
        if not words.is_known(error):
            raise
        return _again(visit, ticket, error)


def _again(visit: Visit, ticket: str, error: BaileeError) -> Response:
    try:
        return page(visit, ticket, wrong=words.words_of(error))
    except CodeError:  # it was the name or the address that could not be had: from the beginning
        return visit.go("/sign-up")


async def _by_key(visit: Visit, ticket: str, made: str) -> Response:
    party = visit.site.party
    if party is None:
        return visit.go("/sign-up")
    member, first = await visit.site.people.joining.enter_with_passkey(
        ticket, party, answer=made, name=name(visit)
    )
    return await come_in_with(visit, member, first.methods, to=NEXT)


async def _by_word(visit: Visit, ticket: str, password: str) -> Response:
    made = await visit.site.people.joining.enter(ticket, password=password)
    return await come_in(visit, made.handle, password, to=NEXT)


async def come_in(visit: Visit, handle: str, password: str, *, to: str) -> Response:
    """Sign a new member in, in the place of whoever was before."""
    came = browser_of(visit.http, secure=visit.site.is_secure)
    token = await visit.site.account.sign_in(
        handle, password, network=guards.network_of(visit.http), browser=came
    )
    return await _begin(visit, token, to=to)


async def come_in_with(
    visit: Visit, member: NewMember, methods: tuple[str, ...], *, to: str
) -> Response:
    """The same, for who has just made the passkey that they joined by."""
    came = browser_of(visit.http, secure=visit.site.is_secure)
    token = await visit.site.account.welcome(member.subject, methods, browser=came)
    return await _begin(visit, token, to=to)


async def _begin(visit: Visit, token: str, *, to: str) -> Response:
    account, secure = visit.site.account, visit.site.is_secure
    if isinstance(visit, MemberVisit):
        await account.sign_out(visit.token)
    answer = visit.go(to)
    cookies.give(answer, token, secure=secure)
    known = await account.remember(token, browser_of(visit.http, secure=secure))
    cookies.mark_known(answer, known, secure=secure)
    return answer


def routes(doors: Doors) -> list[Route]:
    """The last step of the way in."""
    return [doors.public("/sign-up/way", take=_enter)]
