"""Ada, her browser, and an app that she signs in to: a whole house, asked in the same process."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from httpx import ASGITransport, AsyncClient, Response
from joserfc import jwt
from joserfc.jwk import KeySet

from bailee.assembly import House
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.services.account import Profile
from bailee.services.account.addresses import kept
from bailee.services.apps import NewApp
from bailee.terms import BAILEE, SERVICE_PURPOSE, Category, SubjectId
from bailee.vault.records import Records
from tests.cast import Clock
from tests.homes import PASSWORD

ORIGIN, CALLBACK = "https://cloud.example", "https://reader.example/back"
BROWSER = {"sec-fetch-site": "same-origin", "accept": "text/html"}
Told = dict[str, Any]
EVERYTHING = ("profile", "email", "phone", "address", "stay")


class World:
    """One house, one app, one browser."""

    def __init__(self, house: House, app: NewApp, clock: Clock) -> None:
        self.house, self.app, self.clock = house, app, clock
        door = ASGITransport(app=application(house, Address(url=ORIGIN)), client=("192.0.2.7", 5))
        self.browser = AsyncClient(transport=door, base_url=ORIGIN, headers=BROWSER)
        self.backend = AsyncClient(transport=door, base_url=ORIGIN)
        self.secret: tuple[str, str] = (app.client.id, app.secret)

    def asks(self, **said: str) -> str:
        """The address that the app sends a browser to; what is empty is left out."""
        usual = {
            "client_id": self.app.client.id,
            "redirect_uri": self.app.client.redirect_uris[0],
            "response_type": "code",
            "scope": "openid",
            "state": "the-state",
            "nonce": "the-nonce",
        }
        query = {name: value for name, value in (usual | said).items() if value}
        return f"/oidc/authorize?{urlencode(query)}"

    async def sign_in(self, handle: str = "ada", *, to: str = "/me") -> Response:
        form = {"handle": handle, "password": PASSWORD, "to": to}
        answer = await self.browser.post("/sign-in", data=form)
        assert answer.status_code == 303
        return answer

    async def visit(self, address: str, *, ticks: tuple[str, ...] = EVERYTHING) -> Told:
        """Go where the app sends a browser, sign in and agree where asked: what the app is told."""
        answer = await self.browser.get(address)
        while answer.status_code == 303 and answer.headers["location"].startswith("/sign-in"):
            query = parse_qs(urlsplit(answer.headers["location"]).query)
            back = (await self.sign_in(to=query["to"][0])).headers["location"]
            answer = await self.browser.get(back)
        if answer.status_code == 200 and "/oidc/consent" in answer.text:
            answer = await self.agree(answer, ticks)
        return arrived(answer)

    async def agree(self, page: Response, ticks: tuple[str, ...] = EVERYTHING) -> Response:
        form = {**hidden(page), "answer": "allow", **{f"allow-{tick}": "yes" for tick in ticks}}
        return await self.browser.post("/oidc/consent", data=form)

    async def code(self, **said: str) -> str:
        """A code, whatever it takes."""
        told = await self.visit(self.asks(**said))
        assert "code" in told, told
        return str(told["code"])

    async def exchange(self, code: str, **said: str) -> Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, **said}
        return await self.backend.post("/oidc/token", data=form, auth=self.secret)

    async def tokens(self, **said: str) -> Told:
        """Tokens, by the code flow."""
        answer = await self.exchange(await self.code(**said))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def refresh(self, token: str, **said: str) -> Response:
        form = {"grant_type": "refresh_token", "refresh_token": token, **said}
        return await self.backend.post("/oidc/token", data=form, auth=self.secret)

    async def userinfo(self, token: str) -> Response:
        bearer = {"authorization": f"Bearer {token}"}
        return await self.backend.get("/oidc/userinfo", headers=bearer)

    async def read(self, id_token: str) -> Told:
        """What an ID token says, its signature checked by the published keys."""
        keys = KeySet.import_key_set((await self.backend.get("/oidc/jwks")).json())
        return dict(jwt.decode(id_token, keys, algorithms=["RS256", "ES256"]).claims)

    async def fill_in(self, subject: SubjectId) -> None:
        """Have Ada tell everything of herself that can be told."""
        account, vault = Category("account"), self.house.vault
        records = Records(
            vault, account, Profile, of=subject, purpose=SERVICE_PURPOSE, actor=BAILEE
        )
        whole = Profile(
            "ada",
            "Ada Byron",
            "en",
            postal_address="12 St James’s Square, London",
            postcode="SW1Y 4JH",
            time_zone="Europe/London",
        )
        await records.put("profile", whole)
        email = kept.Address(kept.Kind.EMAIL, "ada@example.org")
        phone = kept.Address(kept.Kind.PHONE, "+442079460000")
        await kept.records(vault, of=subject).put("addresses", kept.Kept((email, phone)))


def hidden(page: Response) -> dict[str, str]:
    """What a page's form carries unseen."""
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
    return {name: unescape(value) for name, value in fields}


def arrived(answer: Response) -> Told:
    """What an app is told when the browser comes back to it, at once or by way of a page."""
    to = answer.headers.get("location", "")
    if answer.status_code == 200:
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', answer.text)
        assert found, answer.text
        to = unescape(found[1])
    assert to.startswith(CALLBACK), to or answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(to).query).items()}
