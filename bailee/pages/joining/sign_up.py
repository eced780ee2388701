"""Signing up: the month of birth, a name and an address, the code that was sent there, a way in.

The question about age comes first and says nothing about what follows from it; a browser whose
answer led to a guardian keeps a mark for a day, so that another answer changes nothing.

Keeps: collect.account, children.approval.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame import guards
from bailee.pages.frame.visit import Doors, Visit
from bailee.pages.joining import marks, way, words
from bailee.rights.guardians import Month
from bailee.services.account import Age, ClosedError, CodeError, SignUp, read_address
from bailee.terms import BaileeError, Basis

MOST_CHARACTERS = 120
TYPED = ("handle", "name", "address", "contact")


def _field(visit: Visit, name: str, most: int = MOST_CHARACTERS) -> str:
    return visit.form.get(name, "")[:most].strip()


async def _ask(visit: Visit) -> Response:
    invitation = visit.http.query_params.get("invitation", "")[:MOST_CHARACTERS]
    try:
        await visit.site.people.joining.check(invitation)
    except ClosedError as error:
        is_open = bool(invitation)
        return visit.show("sign_up_closed.html", wrong=words.words_of(error) if is_open else {})
    return _age(visit, invitation=invitation)


def _age(visit: Visit, *, invitation: str, wrong: BaileeError | None = None) -> Response:
    names = visit.speech.locale.months["stand-alone"]["wide"]
    return visit.show(
        "sign_up_age.html",
        status=422 if wrong else 200,
        months=[(number, names[number]) for number in range(1, 13)],
        month=_field(visit, "month"),
        year=_field(visit, "year"),
        invitation=invitation,
        wrong=words.words_of(wrong) if wrong else {},
    )


async def _answer(visit: Visit) -> Response:
    invitation, ages = _field(visit, "invitation"), visit.site.people.joining.ages
    text = f"{_field(visit, 'year').zfill(4)}-{_field(visit, 'month').zfill(2)}"
    try:
        await visit.site.people.joining.check(invitation)
        born = Month.read(text, now=visit.site.clock.now())
    except BaileeError as error:
        return _age(visit, invitation=invitation, wrong=error)
    before = marks.age_of(visit.http, secure=visit.site.is_secure)
    age = ages.answer(born, before=before)
    answer = _who(visit, age)
    if age.is_child:
        marks.keep_age(answer, age.ticket, secure=visit.site.is_secure)
    return answer


def _who(visit: Visit, age: Age, *, wrong: BaileeError | None = None) -> Response:
    """The form for who is old enough, or the other one."""
    template = "sign_up_child.html" if age.is_child else "sign_up_who.html"
    return visit.show(
        template,
        status=422 if wrong else 200,
        age=age.ticket,
        invitation=_field(visit, "invitation"),
        values={
            name: _field(visit, name, 320) for name in ("handle", "name", "address", "contact")
        },
        wrong=words.words_of(wrong) if wrong else {},
        sentences=_sentences(visit),
        wishes=_wishes(visit),
    )


def _sentences(visit: Visit) -> list[tuple[object, str]]:
    """What an account needs: the sentences whose basis is the contract."""
    return [
        (clause.says, clause.clause)
        for clause in visit.site.policy.categories.values()
        if Basis.CONTRACT in clause.bases.values()
    ]


def _wishes(visit: Visit) -> int:
    """How many choices there are, all of them off."""
    return len(visit.site.policy.agreements)


async def _begin(visit: Visit) -> Response:
    joining, network = visit.site.people.joining, guards.network_of(visit.http)
    age = joining.ages.find(_field(visit, "age"))
    if age is None or age.is_child:
        return visit.go("/sign-up", invitation=_field(visit, "invitation"))
    try:
        wish = SignUp(
            _field(visit, "handle"),
            read_address(_field(visit, "address", 320)),
            _field(visit, "name"),
            _field(visit, "invitation"),
            visit.speech.code,
        )
        ticket = await joining.begin(wish, age=age.ticket, network=network)
    except BaileeError as error:
        if words.is_known(error):
            return _who(visit, age, wrong=error)
        raise
    return _code(visit, ticket, wish)


def _code(
    visit: Visit,
    ticket: str,
    wish: SignUp,
    *,
    wrong: dict[str, str] | None = None,
    sent: bool = False,
) -> Response:
    return visit.show(
        "sign_up_code.html",
        status=422 if wrong else 200,
        ticket=ticket,
        wish=wish,
        wrong=wrong or {},
        sent=sent,
    )


async def _again(visit: Visit) -> Response:
    joining, ticket = visit.site.people.joining, _field(visit, "ticket")
    try:
        wish = joining.waiting(ticket)
        ticket = await joining.send_again(ticket, network=guards.network_of(visit.http))
    except CodeError:
        return visit.go("/sign-up")
    return _code(visit, ticket, wish, sent=True)


async def _confirm(visit: Visit) -> Response:
    joining, ticket = visit.site.people.joining, _field(visit, "ticket")
    try:
        wish = joining.waiting(ticket)
    except CodeError:
        return visit.go("/sign-up")
    password = visit.form.get("password", "")
    if password != visit.form.get("again", ""):
        return _code(visit, ticket, wish, wrong=words.different())
    try:
        made = await joining.confirm(ticket, _field(visit, "code"), password=password)
    except BaileeError as error:
        if words.is_known(error):
            return _code(visit, ticket, wish, wrong=words.words_of(error))
        raise
    return await way.come_in(visit, made.handle, password, to="/me/choices")


async def _prove(visit: Visit) -> Response:
    """The code first: what opens the account is asked for on a page of its own."""
    joining, ticket = visit.site.people.joining, _field(visit, "ticket")
    try:
        wish = joining.waiting(ticket)
    except CodeError:
        return visit.go("/sign-up")
    try:
        proven = joining.prove(ticket, _field(visit, "code"))
    except CodeError as error:
        return _code(visit, ticket, wish, wrong=words.words_of(error))
    return way.page(visit, proven)


async def _ask_guardian(visit: Visit) -> Response:
    joining = visit.site.people.joining
    age = joining.ages.find(_field(visit, "age"))
    if age is None or not age.is_child:
        return visit.go("/sign-up", invitation=_field(visit, "invitation"))
    try:
        code = await joining.ask_guardian(
            age,
            _field(visit, "handle"),
            _field(visit, "contact", 320),
            invitation=_field(visit, "invitation"),
            network=guards.network_of(visit.http),
            language=visit.speech.code,
        )
    except BaileeError as error:
        if words.is_known(error):
            return _who(visit, age, wrong=error)
        raise
    return visit.show("sign_up_asked.html", code=code, handle=_field(visit, "handle").casefold())


def routes(doors: Doors) -> list[Route]:
    """The way in."""
    return [
        doors.public("/sign-up", show=_ask, take=_answer),
        doors.public("/sign-up/who", take=_begin),
        doors.public("/sign-up/again", take=_again),
        doors.public("/sign-up/code", take=_confirm),
        doors.public("/sign-up/passkey", take=_prove),
        *way.routes(doors),
        doors.public("/sign-up/guardian", take=_ask_guardian),
    ]
