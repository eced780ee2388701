"""Somebody is a child: their own word, a guardian's proof, a report, and what its member answers.

Keeps: children.discovered, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.frame import cookies, guards
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit, Visit
from bailee.pages.joining.proving import unproven
from bailee.pages.requests.doing import did
from bailee.rights.guardians import Contact, OftenError
from bailee.rights.requests import Kind
from bailee.services.account import normal
from bailee.terms import NotFoundError, SubjectId

HERE, REPORT, PROOF = "/me/age", "/report-child", "/me/family-proof"
OFTEN = mark("You have reported somebody within the last day. Every report is read.")
EMPTY = mark("Write which account it is, and why you think so.")
MOST_CHARACTERS = 500


async def _age(visit: MemberVisit) -> Response:
    return visit.show(
        "age.html",
        report=await visit.site.people.discovery.report_on(visit.session.subject),
        relation=await visit.site.people.family.relation(visit.session.subject),
        years=visit.site.people.approvals.years,
        officer=visit.site.policy.officer,
        answered="answered" in visit.http.query_params,
    )


async def _declare(visit: MemberVisit) -> Response:
    if await visit.site.people.family.relation(visit.session.subject) is not None:
        raise NotFoundError("your guardian has agreed already")
    # Asked every time: whoever finds the browser open must not be able to do this.
    if asked := await unproven(visit, always=True):
        return asked
    receipt = await visit.site.people.discovery.declare(
        visit.session.subject, language=visit.speech.code
    )
    answer = visit.signed_out().show("receipt.html", receipt=receipt, is_all=True)
    cookies.take_back(answer, secure=visit.site.is_secure)
    return answer


async def _answer(visit: MemberVisit) -> Response:
    await visit.site.people.discovery.answer(
        visit.session.subject, visit.form.get("answer", "")[:MOST_CHARACTERS]
    )
    return visit.go(HERE, answered="yes")


async def _report(visit: Visit) -> Response:
    return _report_page(visit)


def _report_page(visit: Visit, *, wrong: str = "", is_done: bool = False) -> Response:
    return visit.show(
        "report_child.html",
        status=422 if wrong else 200,
        is_member=isinstance(visit, MemberVisit),
        officer=visit.site.policy.officer,
        has_officer=visit.site.people.discovery.has_officer,
        typed={name: visit.form.get(name, "")[:MOST_CHARACTERS] for name in ("handle", "reason")},
        years=visit.site.people.approvals.years,
        is_done=is_done,
        wrong=wrong,
    )


async def _take_report(visit: Visit) -> Response:
    handle, reason = normal(visit.form.get("handle", "")[:120]), visit.form.get("reason", "")
    if not handle or not reason.strip():
        return _report_page(visit, wrong=EMPTY)
    by = visit.session.subject if isinstance(visit, MemberVisit) else None
    try:
        await visit.site.people.discovery.report(
            handle, reason[:MOST_CHARACTERS], network=guards.network_of(visit.http), by=by
        )
    except OftenError:
        return _report_page(visit, wrong=OFTEN)
    if isinstance(visit, MemberVisit):
        await did(visit, Kind.REPORT_CHILD)
    if by is not None and visit.form.get("mine") == "yes":
        await _offer_proof(visit, handle, guardian=by)
    return _report_page(visit, is_done=True)


async def _offer_proof(visit: Visit, handle: str, *, guardian: SubjectId) -> None:
    """Write to the account's own address, if it has one."""
    people = visit.site.people
    subject = people.discovery.whose(handle)
    found = (await people.addresses.reach(subject))[0] if subject else []
    contact = Contact(found[0].kind, found[0].value) if found else None
    await people.discovery.offer_proof(
        handle, guardian=guardian, contact=contact, language=visit.speech.code
    )


async def _proof(visit: MemberVisit) -> Response:
    ticket = visit.http.query_params.get("ticket", "")[:MOST_CHARACTERS]
    if not visit.site.people.discovery.can_prove(ticket, guardian=visit.session.subject):
        return visit.show("family_link_over.html", status=404)
    return visit.show("family_proof.html", ticket=ticket, is_done=False)


async def _prove(visit: MemberVisit) -> Response:
    ticket = visit.form.get("ticket", "")[:MOST_CHARACTERS]
    if asked := await unproven(visit, always=True):
        return asked
    await visit.site.people.discovery.prove(ticket, guardian=visit.session.subject)
    return visit.show("family_proof.html", is_done=True)


def routes(doors: Doors) -> list[Route]:
    """Finding out."""
    return [
        doors.member(HERE, show=_age),
        doors.member(f"{HERE}/child", take=_declare),
        doors.member(f"{HERE}/answer", take=_answer),
        doors.public(REPORT, show=_report, take=_take_report),
        doors.member(PROOF, show=_proof, take=_prove),
    ]
