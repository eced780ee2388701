"""The pages over a whole house, as a browser meets them."""

from __future__ import annotations

import re

from httpx import ASGITransport, AsyncClient, Response

from bailee.assembly import House
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from tests.homes import PASSWORD
from tests.letters import ORIGIN

_HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')
_ACTION = re.compile(r'<form[^>]* action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)


def browser(house: House, *, language: str = "en") -> AsyncClient:
    """A browser at the house's door. It sends what browsers send with a form of our own page."""
    door = application(house, Address("127.0.0.1", 8443, url=ORIGIN))
    headers = {"sec-fetch-site": "same-origin", "accept-language": language, "accept": "text/html"}
    return AsyncClient(transport=ASGITransport(app=door), base_url=ORIGIN, headers=headers)


async def signed_in(house: House, handle: str, *, password: str = PASSWORD) -> AsyncClient:
    """A member's browser, signed in."""
    client = browser(house)
    form = {"handle": handle, "password": password}
    assert (await client.post("/sign-in", data=form)).status_code == 303
    return client


def hidden(page: Response, action: str) -> dict[str, str]:
    """What a form of a page carries by itself: the one that is sent there."""
    for where, inside in _ACTION.findall(page.text):
        if where == action:
            return {name: value for name, value in _HIDDEN.findall(inside) if name != "username"}
    raise AssertionError((action, [where for where, _ in _ACTION.findall(page.text)]))


async def send(client: AsyncClient, page: Response, action: str, **typed: str) -> Response:
    """Fill a form of a page in and send it."""
    return await client.post(action, data={**hidden(page, action), **typed})
