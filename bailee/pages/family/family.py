"""A family: a guardian's children and what each allows, and what a child sees of it.

Keeps: children.guardian_rights, children.approval, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.family.agreeing import agreed_in, choices_of, stand_alone
from bailee.pages.frame import guards
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.pages.joining import words
from bailee.pages.joining.proving import unproven
from bailee.pages.requests.doing import did
from bailee.rights.guardians import Ward
from bailee.rights.requests import Kind
from bailee.terms import Agreement, BaileeError, Category, NotFoundError, Purpose, State, SubjectId

HERE = "/me/family"


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(
    visit: MemberVisit, *, wrong: dict[str, str] | None = None, sent: bool = False
) -> Response:
    family, subject = visit.site.people.family, visit.session.subject
    return visit.show(
        "family.html",
        status=422 if wrong else 200,
        wards=await family.wards(subject),
        relation=await family.relation(subject),
        is_held=visit.stands.state is State.HELD,
        approved="approved" in visit.http.query_params,
        choices=choices_of(visit.site.policy),
        given=await _given(visit, subject),
        wrong=wrong or {},
        sent=sent,
    )


async def _given(visit: MemberVisit, subject: SubjectId) -> set[str]:
    """The fields of what somebody agreed to."""
    found = await visit.site.consents.choices(subject)
    return {f"agree:{one.purpose}:{one.category}" for one in found if one.given}


async def _accept(visit: MemberVisit) -> Response:
    """The child is old enough, and takes over."""
    agreed = agreed_in(visit.form, visit.site.policy)
    await visit.site.people.family.accept(visit.session.subject, agreed=agreed)
    return visit.go("/me/choices", saved="yes")


async def _ask_again(visit: MemberVisit) -> Response:
    """A child whose guardian is gone asks another one."""
    try:
        await visit.site.people.joining.ask_another_guardian(
            visit.session.subject,
            visit.form.get("contact", "")[:320],
            network=guards.network_of(visit.http),
        )
    except BaileeError as error:
        if words.is_known(error) and not isinstance(error, NotFoundError):
            return await _page(visit, wrong=words.words_of(error))
        raise
    return await _page(visit, sent=True)


# One child


async def _ward(visit: MemberVisit) -> Ward:
    """The child that the path names. Raises `NotFoundError`."""
    child = str(visit.http.path_params["child"])
    return await visit.site.people.family.ward(visit.session.subject, child)


async def _show_ward(visit: MemberVisit) -> Response:
    return await _ward_page(visit, await _ward(visit))


async def _ward_page(visit: MemberVisit, ward: Ward) -> Response:
    held = await visit.site.ledger.held(ward.subject)
    return visit.show(
        "family_child.html",
        ward=ward,
        is_held=ward.state is State.HELD,
        held=[one for one in held if one.items],
        alone=stand_alone(visit.site.policy),
        choices=choices_of(visit.site.policy),
        given=await _given(visit, ward.subject),
        saved="saved" in visit.http.query_params,
    )


async def _turn(visit: MemberVisit) -> Response:
    ward = await _ward(visit)
    agreement = Agreement(
        Purpose(visit.form.get("purpose", "")), Category(visit.form.get("category", ""))
    )
    is_given = visit.form.get("turn") == "on"
    if is_given and (asked := await unproven(visit)):
        return asked
    await visit.site.people.family.turn(
        visit.session.subject, ward.subject, agreement, given=is_given
    )
    if not is_given:
        about = f"{agreement.purpose}:{agreement.category}"
        await did(visit, Kind.WITHDRAW, about=about, of=ward.subject)
    return visit.go(f"{HERE}/{ward.subject}", saved="yes")


async def _open(visit: MemberVisit) -> Response:
    """Open the account of a child that waits, though its guardian is known."""
    ward = await _ward(visit)
    if asked := await unproven(visit):
        return asked
    profile = await visit.site.account.profile(visit.session)
    await visit.site.people.approvals.open(
        ward.subject,
        guardian=visit.session.subject,
        name=profile.handle,
        agreed=agreed_in(visit.form, visit.site.policy),
    )
    return visit.go(f"{HERE}/{ward.subject}", saved="yes")


async def _erase(visit: MemberVisit) -> Response:
    """One kind of the child's data, or the account."""
    ward = await _ward(visit)
    # Asked every time: five minutes of trust are too long for what cannot be undone.
    if asked := await unproven(visit, always=True):
        return asked
    what = visit.form.get("what", "")
    if what != "all" and what not in stand_alone(visit.site.policy):
        raise NotFoundError("nothing of this kind is held of the child")
    receipt = await visit.site.people.family.erase(
        visit.session.subject,
        ward.subject,
        None if what == "all" else Category(what),
        language=visit.speech.code,
    )
    if what != "all":
        await did(visit, Kind.ERASE_PART, about=what, receipt=receipt.id, of=ward.subject)
    return visit.show("family_erased.html", receipt=receipt)


def routes(doors: Doors) -> list[Route]:
    """The family."""
    return [
        doors.member(HERE, show=_show),
        doors.member(f"{HERE}/accept", take=_accept),
        doors.member(f"{HERE}/ask", take=_ask_again),
        doors.member(f"{HERE}/{{child}}", show=_show_ward),
        doors.member(f"{HERE}/{{child}}/turn", take=_turn),
        doors.member(f"{HERE}/{{child}}/open", take=_open),
        doors.member(f"{HERE}/{{child}}/erase", take=_erase),
    ]
