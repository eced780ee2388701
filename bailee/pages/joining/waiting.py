"""Where a child comes back to: what is missing, what is kept of them, and the way in at last.

Keeps: children.approval.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame import guards
from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.joining import way, words
from bailee.rights.guardians import Asked
from bailee.terms import BaileeError, NotFoundError, State

MOST_CHARACTERS = 320
NEXT = "/me/family"


def _field(visit: Visit, name: str) -> str:
    return visit.form.get(name, "")[:MOST_CHARACTERS].strip()


async def _ask(visit: Visit) -> Response:
    return _form(visit)


def _form(visit: Visit, *, wrong: BaileeError | None = None) -> Response:
    return visit.show(
        "waiting_ask.html",
        status=422 if wrong else 200,
        handle=_field(visit, "handle"),
        wrong=words.words_of(wrong) if wrong else {},
    )


async def _look(visit: Visit) -> Response:
    asked = await _asked(visit)
    return _page(visit, asked) if asked else _form(visit, wrong=NotFoundError("nobody waits here"))


async def _asked(visit: Visit) -> Asked | None:
    joining = visit.site.people.joining
    return await joining.waiting_child(_field(visit, "handle"), _field(visit, "code"))


def _page(
    visit: Visit, asked: Asked, *, wrong: dict[str, str] | None = None, sent: bool = False
) -> Response:
    is_open, party = asked.state is State.ACTIVE, visit.site.party
    joining = visit.site.people.joining
    return visit.show(
        "waiting.html",
        status=422 if wrong else 200,
        asked=asked,
        born=_month(visit, asked.born),
        is_open=is_open,
        options=joining.asked_of_child(asked, party) if is_open and party else "",
        code=_field(visit, "code"),
        years=visit.site.people.approvals.years,
        wrong=wrong or {},
        sent=sent,
    )


def _month(visit: Visit, born: str) -> str:
    """`June 2013`, in the visitor's language."""
    year, _, month = born.partition("-")
    return f"{visit.speech.locale.months['stand-alone']['wide'][int(month)]} {year}"


async def _ask_again(visit: Visit) -> Response:
    asked = await _asked(visit)
    if asked is None:
        return _form(visit, wrong=NotFoundError("nobody waits here"))
    try:
        await visit.site.people.joining.ask_guardian_again(
            asked.handle,
            _field(visit, "code"),
            _field(visit, "contact"),
            network=guards.network_of(visit.http),
        )
    except BaileeError as error:
        if words.is_known(error):
            return _page(visit, asked, wrong=words.words_of(error))
        raise
    again = await _asked(visit)
    return _page(visit, again or asked, sent=True)


async def _finish(visit: Visit) -> Response:
    asked = await _asked(visit)
    if asked is None:
        return _form(visit, wrong=NotFoundError("nobody waits here"))
    password, made = visit.form.get("password", ""), visit.form.get("made", "")
    if not made and password != visit.form.get("again", ""):
        return _page(visit, asked, wrong=words.different())
    try:
        return await (_by_key(visit, asked, made) if made else _by_word(visit, asked, password))
    except BaileeError as error:
        if words.is_known(error):
            return _page(visit, asked, wrong=words.words_of(error))
        raise


async def _by_key(visit: Visit, asked: Asked, made: str) -> Response:
    party = visit.site.party
    if party is None:
        return _page(visit, asked)
    member, first = await visit.site.people.joining.finish_with_passkey(
        asked.handle, _field(visit, "code"), party, answer=made, name=way.name(visit)
    )
    return await way.come_in_with(visit, member, first.methods, to=NEXT)


async def _by_word(visit: Visit, asked: Asked, password: str) -> Response:
    made = await visit.site.people.joining.finish(
        asked.handle, _field(visit, "code"), password=password
    )
    return await way.come_in(visit, made.handle, password, to=NEXT)


def routes(doors: Doors) -> list[Route]:
    """Where a child comes back to."""
    return [
        doors.public("/sign-up/waiting", show=_ask, take=_look),
        doors.public("/sign-up/waiting/ask", take=_ask_again),
        doors.public("/sign-up/waiting/finish", take=_finish),
    ]
