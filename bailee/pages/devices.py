"""Devices: which may sync, a password of its own for each, and how to connect it.

Keeps: account.devices.
May be imported by: pages.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import segno
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from bailee.pages.entry.proof import proof, told
from bailee.pages.frame.speech import mark
from bailee.pages.frame.visit import Doors, MemberVisit
from bailee.services.account import SignInError
from bailee.services.devices import NewDevice

NAMELESS = mark("Give the device a name, so that you know it again.")
TOO_LONG = mark("A name may have 60 characters at most.")
MOST_CHARACTERS = 60


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
    )


async def _add(visit: MemberVisit) -> Response:
    name = "".join(char for char in visit.form.get("name", "") if char.isprintable()).strip()
    if not name or len(name) > MOST_CHARACTERS:
        wrong = TOO_LONG if name else NAMELESS
        return await _page(visit, status=422, name=name[:MOST_CHARACTERS], wrong=wrong)
    if not visit.is_confirmed:
        try:
            await visit.confirm()
        except SignInError as error:
            return await _page(visit, status=422, name=name, wrong_proof=await told(visit, error))
    profile = await visit.site.account.profile(visit.session)
    device = await visit.site.devices.add(visit.session, name, username=profile.handle)
    return visit.show(
        "device_added.html",
        device=device,
        qr=qr(login_of(visit.site.origin, device)),
        address=visit.site.origin,
        host=urlsplit(visit.site.origin),
        certificate=visit.site.certificate,
    )


async def _remove(visit: MemberVisit) -> Response:
    await visit.site.devices.remove(visit.session, visit.form.get("device", ""))
    return visit.go("/me/devices")


def routes(doors: Doors) -> list[Route]:
    """The devices."""
    return [
        doors.member("/me/devices", show=_devices, take=_add),
        doors.member("/me/devices/remove", take=_remove),
    ]
