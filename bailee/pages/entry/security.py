"""What opens a member's account, and where it is open: passkeys, codes, sessions.

To look takes a session; to change something takes a fresh proof as well, given once on the page.

Keeps: access.identity, use.safety, account.service.
May be imported by: pages.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.routing import Route

from bailee.pages import recovery
from bailee.pages.devices import qr
from bailee.pages.entry.families import NAMES
from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberPage, MemberVisit
from bailee.services.account import PasskeyError, SignInError

ONLY_WAY = mark("This passkey is the only way into your account. Set a password first.")
NOT_MADE = mark("That passkey could not be added. Try again.")
NOT_NOW = mark("That is not the code of now. Wait for the next one, and look at the phone’s clock.")
PATH = "/me/security"


async def _show(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(
    visit: MemberVisit, *, status: int = 200, wrong: str = "", wrong_proof: str = ""
) -> Response:
    site, session = visit.site, visit.session
    return visit.show(
        "security.html",
        status=status,
        wrong=wrong,
        proof=await proof(visit, wrong=wrong_proof),
        passkeys=await site.passkeys.of(session),
        can_passkeys=site.party is not None,
        recovery_opens_at=site.recoveries.opens_at(session.subject),
        has_unlocked=recovery.is_of_use(visit),
        codes_left=await site.recovery_codes.left(session.subject),
        sessions=await site.account.signed_in(session),
        families=NAMES,
    )


async def _prove(visit: MemberVisit) -> Response:
    try:
        await visit.confirm()
    except SignInError as error:
        return await _page(visit, status=422, wrong_proof=await told(visit, error))
    return visit.go(PATH)


def _confirmed(page: MemberPage) -> MemberPage:
    """A page for who has just shown that it is them; others are asked first."""

    async def confirmed(visit: MemberVisit) -> Response:
        return await page(visit) if visit.is_confirmed else visit.go(PATH)

    return confirmed


# Passkeys


async def _passkey(visit: MemberVisit) -> Response:
    return await _passkey_page(visit)


async def _passkey_page(visit: MemberVisit, *, status: int = 200, wrong: str = "") -> Response:
    party = visit.site.party
    if party is None:
        return visit.go(PATH)
    profile = await visit.site.account.profile(visit.session)
    options = await visit.site.passkeys.asked_to_add(visit.session, party, name=profile.handle)
    name = visit.form.get("name", "")[:60]
    return visit.show("passkey.html", status=status, options=options, name=name, wrong=wrong)


async def _add_passkey(visit: MemberVisit) -> Response:
    party, made = visit.site.party, visit.form.get("made", "")
    if party is None:
        return visit.go(PATH)
    try:
        name = visit.form.get("name", "")
        await visit.site.passkeys.add(visit.session, party, answer=made, name=name)
    except PasskeyError:
        return await _passkey_page(visit, status=422, wrong=NOT_MADE)
    return visit.go(PATH)


async def _rename(visit: MemberVisit) -> Response:
    key, name = visit.form.get("passkey", ""), visit.form.get("name", "")
    await visit.site.passkeys.rename(visit.session, key, name=name)
    return visit.go(PATH)


async def _remove(visit: MemberVisit) -> Response:
    try:
        await visit.site.passkeys.remove(visit.session, visit.form.get("passkey", ""))
    except SignInError:
        return await _page(visit, status=422, wrong=ONLY_WAY)
    return visit.go(PATH)


# Codes


async def _app(visit: MemberVisit) -> Response:
    if await visit.site.one_time.is_on(visit.session.subject):
        return visit.go(PATH)
    return await _app_page(visit, visit.site.one_time.draw())


async def _app_page(
    visit: MemberVisit, secret: str, *, status: int = 200, wrong: str = ""
) -> Response:
    profile = await visit.site.account.profile(visit.session)
    issuer = urlsplit(visit.site.origin).hostname or "Bailee"
    address = visit.site.one_time.address(secret, name=profile.handle, issuer=issuer)
    return visit.show("one_time.html", status=status, secret=secret, qr=qr(address), wrong=wrong)


async def _turn_on(visit: MemberVisit) -> Response:
    secret = visit.form.get("secret", "")
    try:
        code = visit.form.get("code", "")
        await visit.site.one_time.turn_on(visit.session, secret=secret, code=code)
    except SignInError:
        return await _app_page(visit, secret, status=422, wrong=NOT_NOW)
    return await _make_codes(visit)


async def _turn_off(visit: MemberVisit) -> Response:
    await visit.site.one_time.turn_off(visit.session)
    return visit.go(PATH)


async def _make_codes(visit: MemberVisit) -> Response:
    return visit.show("codes.html", codes=await visit.site.recovery_codes.make(visit.session))


# Sessions


async def _sign_out(visit: MemberVisit) -> Response:
    await visit.site.account.sign_out_of(visit.session, visit.form.get("session", ""))
    return visit.go(PATH)


def routes(doors: Doors) -> list[Route]:
    """What opens the account."""
    keys = f"{PATH}/passkeys"
    return [
        doors.member(PATH, show=_show, take=_prove),
        doors.member(keys, show=_confirmed(_passkey), take=_confirmed(_add_passkey)),
        doors.member(f"{keys}/rename", take=_confirmed(_rename)),
        doors.member(f"{keys}/remove", take=_confirmed(_remove)),
        doors.member(f"{PATH}/app", show=_confirmed(_app), take=_confirmed(_turn_on)),
        doors.member(f"{PATH}/app/off", take=_confirmed(_turn_off)),
        doors.member(f"{PATH}/codes", take=_confirmed(_make_codes)),
        doors.member(f"{PATH}/sign-out", take=_sign_out),
    ]
