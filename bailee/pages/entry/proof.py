"""Proving again that it is you, before what matters: one form for every page.

A page asks `visit.confirm()` where `visit.is_confirmed` is false, and shows `proof.html` with what
is made here.

Keeps: access.identity.
May be imported by: pages.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import MemberVisit
from bailee.services.account import PasskeyError, SignInError

__all__ = ["Proof", "proof", "told"]

WRONG = mark("That is not your password.")
WRONG_OR_CODE = mark("That is neither your password nor a code of now.")
WRONG_KEY = mark("That passkey could not be checked. Try again.")


class Proof(Struct, frozen=True):
    """What a member can prove themselves with, as the form shows it.

    `options`: what a browser is asked for a passkey, as JSON; empty where there is none.
    """

    is_needed: bool
    handle: str
    has_password: bool
    has_codes: bool
    options: str
    wrong: str


async def proof(visit: MemberVisit, *, wrong: str = "", always: bool = False) -> Proof:
    """What the form needs. `always`: even if a proof is still good."""
    site, session = visit.site, visit.session
    is_needed = always or not visit.is_confirmed
    can_ask = is_needed and site.party is not None and await site.passkeys.has(session.subject)
    options = (
        await site.passkeys.asked_to_confirm(session, site.party)
        if can_ask and site.party is not None
        else ""
    )
    profile = await site.account.profile(session)
    return Proof(
        is_needed=is_needed,
        handle=profile.handle,
        has_password=await site.account.has_password(session),
        has_codes=await site.one_time.is_on(session.subject),
        options=options,
        wrong=wrong,
    )


async def told(visit: MemberVisit, error: SignInError) -> str:
    """What was wrong with a proof, for its field."""
    if isinstance(error, PasskeyError):
        return WRONG_KEY
    return WRONG_OR_CODE if await visit.site.one_time.is_on(visit.session.subject) else WRONG
