"""Devices: which may sync, a password of its own for each, and how to connect it.

Keeps: account.devices, account.withdraw.
May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

import segno
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.services.account import SignInError
from bailee.services.devices import NewDevice, TooManyError

NAMELESS = mark("Give the device a name, so that you know it again.")
TOO_LONG = mark("A name may have 60 characters at most.")
TOO_MANY = mark("You have as many devices as an account may have. Remove one that you do not use.")
MOST_CHARACTERS = 60
MOST_DIGITS = 4


def login_of(origin: str, device: NewDevice) -> str:
    """What DAVx5 reads from a QR code: address, user name and password in one."""
    scheme = "davx5" if origin.startswith("https://") else "carddav"
    user, secret = quote(device.username, safe=""), quote(device.secret, safe="")
    return f"{scheme}://{user}:{secret}@{urlsplit(origin).netloc}/dav/"


def qr(text: str) -> Markup:
    """A picture for a telephone's camera, as SVG."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr")
    return Markup(svg)  # noqa: S704 - made here, of nothing but a path


async def _devices(visit: MemberVisit) -> Response:
    return await _page(visit)


async def _page(
    visit: MemberVisit, *, status: int = 200, name: str = "", wrong: str = "", wrong_proof: str = ""
) -> Response:
    return visit.show(
        "devices.html",
        status=status,
        devices=await visit.site.devices.list(visit.session),
        proof=await proof(visit, wrong=wrong_proof),
        name=name,
        wrong=wrong,
        signed_out=_counted(visit.http.query_params.get("out", "")),
    )


def _counted(text: str) -> int:
    """How many devices were signed out just now, as our own page says it."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < MOST_DIGITS else 0


async def _add(visit: MemberVisit) -> Response:
    name, wrong = _named(visit.form)
    if wrong:
        return await _page(visit, status=422, name=name[:MOST_CHARACTERS], wrong=wrong)
    if not visit.is_confirmed:
        try:
            await visit.confirm()
        except SignInError as error:
            return await _page(visit, status=422, name=name, wrong_proof=await told(visit, error))
    profile = await visit.site.account.profile(visit.session)
    try:
        device = await visit.site.devices.add(visit.session, name, username=profile.handle)
    except TooManyError:
        return await _page(visit, status=422, name=name, wrong=TOO_MANY)
    return visit.show(
        "device_added.html",
        device=device,
        qr=qr(login_of(visit.site.origin, device)),
        address=visit.site.origin,
        host=urlsplit(visit.site.origin),
        certificate=visit.site.certificate,
    )


def _named(form: Mapping[str, str]) -> tuple[str, str]:
    """The name that was typed, and what is wrong with it."""
    name = "".join(char for char in form.get("name", "") if char.isprintable()).strip()
    if not name:
        return name, NAMELESS
    return name, TOO_LONG if len(name) > MOST_CHARACTERS else ""


async def _rename(visit: MemberVisit) -> Response:
    name, wrong = _named(visit.form)
    if not wrong:
        await visit.site.devices.rename(visit.session, visit.form.get("device", ""), name)
    # What will not do changes nothing; the page shows the name that it still has.
    return visit.go("/me/devices")


async def _remove(visit: MemberVisit) -> Response:
    await visit.site.devices.remove(visit.session, visit.form.get("device", ""))
    return visit.go("/me/devices")


async def _remove_all(visit: MemberVisit) -> Response:
    count = await visit.site.devices.remove_all(visit.session)
    return visit.go("/me/devices", out=count)


def routes(doors: Doors) -> list[Route]:
    """The devices."""
    return [
        doors.member("/me/devices", show=_devices, take=_add),
        doors.member("/me/devices/rename", take=_rename),
        doors.member("/me/devices/remove", take=_remove),
        doors.member("/me/devices/remove-all", take=_remove_all),
    ]
