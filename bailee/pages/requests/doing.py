"""What a page has a machine do at once leaves a request behind, with how it was proven.

Keeps: access.thirty_days, access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from bailee.pages.frame.visit import MemberVisit
from bailee.rights.requests import Identity, Kind
from bailee.terms import SubjectId

__all__ = ["did", "identity_of"]


async def identity_of(visit: MemberVisit) -> Identity:
    """How and when a member proved last who they are: perhaps during this visit."""
    session = visit.session
    if visit.turned:
        session = await visit.site.account.session(visit.turned[-1]) or session
    return Identity(session.methods, session.confirmed_at)


async def did(
    visit: MemberVisit,
    kind: Kind,
    *,
    about: str = "",
    receipt: str = "",
    of: SubjectId | None = None,
) -> None:
    """Note what was done just now, for whoever visits; `of`: for their child."""
    await visit.site.desk.requests.did(
        of or visit.session.subject,
        kind,
        actor=visit.session.actor,
        identity=await identity_of(visit),
        about=about,
        receipt=receipt,
    )
