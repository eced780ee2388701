"""Where a member is reached: added by a code, changed with a way back, taken out.

Keeps: collect.account, access.identity, use.safety.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.joining import words
from bailee.pages.joining.proving import unproven
from bailee.services.account import CodeError
from bailee.services.account.addresses import Kind
from bailee.terms import BaileeError, NotFoundError

HERE = "/me/addresses"
MOST_CHARACTERS = 320


def _field(visit: Visit, name: str) -> str:
    return visit.form.get(name, "")[:MOST_CHARACTERS].strip()


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(visit: MemberVisit, *, wrong: dict[str, str] | None = None) -> Response:
    session = visit.session
    return visit.show(
        "addresses.html",
        status=422 if wrong else 200,
        addresses=await visit.site.people.addresses.of(session.subject, actor=session.actor),
        typed=_field(visit, "address"),
        wrong=wrong or {},
    )


async def _add(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    try:
        ticket = await visit.site.people.addresses.ask(
            visit.session, _field(visit, "address"), language=visit.speech.code
        )
    except BaileeError as error:
        if words.is_known(error):
            return await _page(visit, wrong=words.words_of(error))
        raise
    return _code(visit, ticket)


def _code(
    visit: MemberVisit, ticket: str, *, wrong: dict[str, str] | None = None, sent: bool = False
) -> Response:
    return visit.show(
        "address_code.html",
        status=422 if wrong else 200,
        ticket=ticket,
        address=visit.site.people.addresses.asked(visit.session, ticket),
        wrong=wrong or {},
        sent=sent,
    )


async def _again(visit: MemberVisit) -> Response:
    try:
        ticket = await visit.site.people.addresses.ask_again(visit.session, _field(visit, "ticket"))
    except CodeError:
        return visit.go(HERE)
    return _code(visit, ticket, sent=True)


async def _confirm(visit: MemberVisit) -> Response:
    ticket = _field(visit, "ticket")
    try:
        await visit.site.people.addresses.confirm(
            visit.session, ticket, _field(visit, "code"), origin=visit.site.origin
        )
    except CodeError as error:
        try:
            return _code(visit, ticket, wrong=words.words_of(error))
        except CodeError:
            return await _page(visit, wrong=words.words_of(error))
    except BaileeError as error:
        if words.is_known(error):
            return await _page(visit, wrong=words.words_of(error))
        raise
    return visit.go(HERE)


async def _remove(visit: MemberVisit) -> Response:
    if asked := await unproven(visit):
        return asked
    try:
        kind = Kind(_field(visit, "kind"))
    except ValueError as error:
        raise NotFoundError("there is no such kind of address") from error
    await visit.site.people.addresses.remove(
        visit.session, kind, origin=visit.site.origin, language=visit.speech.code
    )
    return visit.go(HERE)


async def _undo(visit: Visit) -> Response:
    ticket = visit.http.query_params.get("ticket", "")[:MOST_CHARACTERS]
    is_good = visit.site.people.addresses.can_undo(ticket)
    return visit.show("address_undo.html", ticket=ticket, is_good=is_good, is_done=False)


async def _undone(visit: Visit) -> Response:
    try:
        await visit.site.people.addresses.undo(_field(visit, "ticket"))
    except CodeError:
        return visit.show("address_undo.html", status=422, ticket="", is_good=False, is_done=False)
    return visit.show("address_undo.html", ticket="", is_good=False, is_done=True)


def routes(doors: Doors) -> list[Route]:
    """The addresses."""
    return [
        doors.member(HERE, show=_show, take=_add),
        doors.member(f"{HERE}/again", take=_again),
        doors.member(f"{HERE}/code", take=_confirm),
        doors.member(f"{HERE}/remove", take=_remove),
        doors.public("/address/undo", show=_undo, take=_undone),
    ]
