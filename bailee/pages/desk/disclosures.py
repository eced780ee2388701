"""The officers' desk for disclosure: a new file, its evidence, checks, decisions, and the package.

Keeps: share.agency, share.none, officer.contact.
May be imported by: pages.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.desk.guard import for_officers
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining.proving import unproven
from bailee.pages.orders.papers import with_paper
from bailee.pages.orders.words import OrderWords
from bailee.rights.disclosure import RANKS, DisclosureError, Gag, Orders, Scope
from bailee.terms import BaileeError, Category, LockedError, NotFoundError, PaperError, Refused

HERE = "/desk/disclosures"
_BY_HOUSE = frozenset({"scope", "second-staff", "time-limit", "notice"})
_TOLD = (DisclosureError, PaperError, Refused, LockedError)
_PROVEN = frozenset({"decide", "agree", "refuse", "release", "gag"})


def _orders(visit: MemberVisit) -> Orders:
    return visit.site.desk.orders


def _number(visit: MemberVisit) -> str:
    return str(visit.http.path_params["number"])[:20]


async def _queue(visit: MemberVisit, *, wrong: BaileeError | None = None) -> Response:
    return visit.show(
        "desk_disclosures.html",
        status=422 if wrong else 200,
        files=await _orders(visit).cabinet.queue(officer=visit.session.subject),
        cases=visit.site.policy.said.cases,
        categories=list(visit.site.policy.categories),
        typed=visit.form,
        says=OrderWords(visit.speech),
        wrong=wrong,
    )


async def _show_queue(visit: MemberVisit) -> Response:
    return await _queue(visit)


async def _open(visit: MemberVisit) -> Response:
    form = visit.form
    try:
        number = await _orders(visit).cabinet.open(
            form.get("handle", "").strip(),
            case=form.get("case", ""),
            recipient=form.get("recipient", ""),
            certificate=form.get("certificate", ""),
            asked=_scope(visit),
            officer=visit.session.subject,
            hours=_count(form.get("hours", "")),
        )
    except (*_TOLD, NotFoundError) as error:
        return await _queue(visit, wrong=error)
    return visit.go(f"{HERE}/{number}")


async def _file(visit: MemberVisit, *, wrong: BaileeError | None = None) -> Response:
    opened = await _orders(visit).cabinet.look(_number(visit), officer=visit.session.subject)
    return visit.show(
        "desk_disclosure.html",
        status=422 if wrong else 200,
        one=opened,
        file=opened.file,
        me=visit.session.subject,
        pieces=[kind for kind in opened.demands if kind not in _BY_HOUSE],
        ranks=RANKS,
        says=OrderWords(visit.speech),
        wrong=wrong,
        reason=wrong.refusal.reason if isinstance(wrong, Refused) else "",
        is_gagged=opened.file.is_gagged(visit.site.clock.now()),
    )


async def _show_file(visit: MemberVisit) -> Response:
    return await _file(visit)


async def _paper(visit: MemberVisit) -> Response:
    digest = str(visit.http.path_params["digest"])[:64]
    officer = visit.session.subject
    body = await _orders(visit).cabinet.paper(_number(visit), digest, officer=officer)
    # Never shown by the browser in our name: it comes from outside.
    headers = {"content-disposition": f'attachment; filename="{digest[:12]}.bin"'}
    return Response(body, media_type="application/octet-stream", headers=headers)


async def _act(visit: MemberVisit) -> Response:
    act = visit.form.get("do", "")
    if act in _PROVEN and (asked := await unproven(visit, always=act == "release")):
        return asked
    try:
        if act == "release":
            return await _release(visit)
        await (_prepare(visit, act) if act not in _PROVEN else _decide(visit, act))
    except _TOLD as error:
        return await _file(visit, wrong=error)
    return visit.go(f"{HERE}/{_number(visit)}")


async def _prepare(visit: MemberVisit, act: str) -> None:
    cabinet, number, officer = _orders(visit).cabinet, _number(visit), visit.session.subject
    form, kind = visit.form, visit.form.get("kind", "")
    if act == "check":
        await cabinet.check(number, kind, officer=officer)
    elif act == "announce":
        await _orders(visit).deciding.announce(number, officer=officer)
    elif act == "sign":
        pinned = form.get("pinned", "").encode()
        signature = _paper_of(visit)
        await cabinet.sign(number, officer=officer, signature=signature, certificate=pinned)
    elif act == "add":
        says, rank = form.get("says", ""), form.get("rank", "")
        paper = _paper_of(visit)
        await cabinet.add(number, kind, officer=officer, says=says, paper=paper, rank=rank)
    else:
        raise NotFoundError("there is no such act")


async def _decide(visit: MemberVisit, act: str) -> None:
    deciding, number, officer = _orders(visit).deciding, _number(visit), visit.session.subject
    reason = visit.form.get("reason", "")
    if act == "decide":
        await deciding.decide(number, _scope(visit), reason=reason, officer=officer)
    elif act == "agree":
        await deciding.agree(number, reason=reason, officer=officer)
    elif act == "refuse":
        await deciding.refuse(number, reason=reason, officer=officer)
    else:
        form, until = visit.form, _day(visit.form.get("until", ""))
        gag = Gag(until, form.get("authority", ""), form.get("reference", ""))
        await _orders(visit).cabinet.gag(number, gag, officer=officer)


async def _release(visit: MemberVisit) -> Response:
    number = _number(visit)
    package = await _orders(visit).deciding.release(number, officer=visit.session.subject)
    headers = {"content-disposition": f'attachment; filename="{number}.p7m"'}
    return Response(package.content, media_type="application/pkcs7-mime", headers=headers)


def _scope(visit: MemberVisit) -> Scope:
    wanted = [one for one in visit.site.policy.categories if visit.form.get(f"category-{one}")]
    since, until = _day(visit.form.get("since", "")), _day(visit.form.get("until", ""))
    # The last day counts whole.
    return Scope(tuple(map(Category, wanted)), since, until + 86_400 if until else 0)


def _day(text: str) -> int:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return max(0, int((day - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)))


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= len("1000") else 0


def _paper_of(visit: MemberVisit) -> bytes:
    return visit.file.body if visit.file else b""


def routes(doors: Doors) -> list[Route]:
    """The desk for disclosure."""
    return [
        doors.member(HERE, show=for_officers(_show_queue), take=for_officers(_open)),
        doors.member(
            f"{HERE}/{{number}}",
            show=for_officers(_show_file),
            take=for_officers(_act),
            read=with_paper,
        ),
        doors.member(f"{HERE}/{{number}}/{{digest}}", show=for_officers(_paper)),
    ]
