"""Ada at the provider, while some app waits for her: she reads, ticks, and is sent back."""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

from tests.clients.house import House, Visitor

BACK = "https://reader.example/back"
SEE_OTHER = 303
_ID, _SECRET = (
    re.compile(r"^id\s+(\S+)", re.MULTILINE),
    re.compile(r"^secret\s+(\S+)", re.MULTILINE),
)
_ONWARD = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


class App(Struct, frozen=True):
    """What the operator was told when the app was connected."""

    issuer: str
    id: str
    secret: str

    @property
    def discovery(self) -> str:
        return f"{self.issuer}/.well-known/openid-configuration"


def connect(house: House, name: str, *options: str, back: str = BACK) -> App:
    """Connect an app by the operator's own command, beside the house that runs."""
    said = house.say("app", "add", name, "--redirect", back, *options)
    named, secret = _ID.search(said), _SECRET.search(said)
    assert named, said
    return App(house.base, named[1], secret[1] if secret else "")


def approve(house: House, address: str, *scopes: str) -> str:
    """Ada follows an app's link, signs in, allows these scopes; where she is sent."""
    http = Visitor(house, "ada").http
    http.follow_redirects = False
    answer = http.get(address)
    if answer.status_code == SEE_OTHER:
        return answer.headers["location"]
    form = {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)}
    ticked = {f"allow-{scope}": "yes" for scope in scopes}
    headers = {"Origin": house.base, "Sec-Fetch-Site": "same-origin"}
    page = http.post("/oidc/consent", data={**form, **ticked, "answer": "allow"}, headers=headers)
    found = _ONWARD.search(page.text)
    assert found, f"{page.status_code} {page.text}"
    return unescape(found[1])
