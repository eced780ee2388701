"""Ada comes in, adds a passkey, is guessed at, and loses everything; docs/lives/sign-in.md."""

from __future__ import annotations

import pytest
from httpx import ASGITransport, AsyncClient
from msgspec import Struct
from pyotp.totp import TOTP

from bailee.assembly import House
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.services.account import NewMember
from tests.authenticator import Authenticator
from tests.cast import Clock
from tests.homes import PASSWORD
from tests.pages.frame.forms import field_of, options_of

pytestmark = pytest.mark.keeps("use.safety", "account.service", "access.identity")
ORIGIN = "https://cloud.example"
WRONG = "not the password"


class Life(Struct):
    """Ada's house, as a browser meets it."""

    house: House
    clock: Clock
    ada: NewMember

    def browser(self) -> AsyncClient:
        """A browser that was never here."""
        app = application(self.house, Address(url=ORIGIN))
        headers = {"sec-fetch-site": "same-origin", "accept-language": "en"}
        return AsyncClient(transport=ASGITransport(app=app), base_url=ORIGIN, headers=headers)

    async def signed_in(self) -> AsyncClient:
        """Ada's browser, after name and password."""
        client = self.browser()
        answer = await post(client, "/sign-in", handle="ada", password=PASSWORD)
        assert answer == (303, "/me")
        return client


async def post(client: AsyncClient, path: str, **form: str) -> tuple[int, str]:
    """Send a form of a page; the status, and where it leads or what it says."""
    if "__Host-bailee" in client.cookies:
        form["csrf"] = field_of((await client.get("/me/security")).text, "csrf")
    answer = await client.post(path, data=form)
    return answer.status_code, answer.headers.get("location") or answer.text


@pytest.fixture
async def life(house: House, clock: Clock) -> Life:
    """Ada has a name and a password."""
    return Life(house, clock, await house.account.add("ada", password=PASSWORD))


async def test_1_a_password_begins_a_session_and_a_mark(life: Life) -> None:
    client = await life.signed_in()
    assert set(client.cookies) == {"__Host-bailee", "__Host-bailee-known"}
    assert (await client.get("/me")).status_code == 200


async def with_passkey(life: Life) -> Authenticator:
    """A key of Ada's, with her passkey on it."""
    client, key = await life.signed_in(), Authenticator(origin=ORIGIN)
    page = (await client.get("/me/security/passkeys")).text
    made = key.make(options_of(page))
    assert await post(client, "/me/security/passkeys", name="key", made=made) == (
        303,
        "/me/security",
    )
    return key


async def test_2_a_passkey_comes_in_by_itself(life: Life) -> None:
    key, client = await with_passkey(life), life.browser()
    answer = key.use(options_of((await client.get("/sign-in")).text))
    assert await post(client, "/sign-in/passkey", credential=answer) == (303, "/me")
    again = await life.browser().post("/sign-in/passkey", data={"credential": answer})
    assert again.status_code == 422


async def test_3_what_matters_takes_a_proof_again(life: Life) -> None:
    key, client = await with_passkey(life), await life.signed_in()
    life.clock.pass_seconds(301)
    before = client.cookies["__Host-bailee"]
    page = (await client.get("/me/export")).text
    csrf = field_of(page, "csrf")
    form = {"csrf": csrf, "credential": key.use(options_of(page))}
    copy = await client.post("/me/export", data=form)
    assert copy.headers["content-type"] == "application/zip"
    assert client.cookies["__Host-bailee"] != before
    assert (await client.post("/me/export", data={"csrf": csrf})).status_code == 200


async def test_4_with_an_app_it_takes_two_steps(life: Life) -> None:
    client = await life.signed_in()
    secret = field_of((await client.get("/me/security/app")).text, "secret")
    code = TOTP(secret).at(life.clock.now())
    status, page = await post(client, "/me/security/app", secret=secret, code=code)
    assert (status, page.count("<dd>")) == (200, 10)
    life.clock.pass_seconds(60)
    guest = life.browser()
    status, page = await post(guest, "/sign-in", handle="ada", password=PASSWORD)
    assert (status, dict(guest.cookies)) == (200, {})
    code, ticket = TOTP(secret).at(life.clock.now()), field_of(page, "ticket")
    assert await post(guest, "/sign-in/code", ticket=ticket, code=code) == (303, "/me")


async def test_5_who_guesses_shuts_nobody_out(life: Life) -> None:
    hers, theirs = await life.signed_in(), life.browser()
    for _ in range(8):
        await post(theirs, "/sign-in", handle="ada", password=WRONG)
    assert (await post(theirs, "/sign-in", handle="ada", password=PASSWORD))[0] == 429
    await post(hers, "/sign-out")
    assert await post(hers, "/sign-in", handle="ada", password=PASSWORD) == (303, "/me")


async def test_6_an_unknown_name_is_answered_alike(life: Life) -> None:
    answers = list[tuple[int, int]]()
    for name in ("ada", "cem"):
        status, page = await post(life.browser(), "/sign-in", handle=name, password=WRONG)
        answers.append((status, len(page)))
    assert answers[0] == answers[1]


async def test_7_everything_is_lost_and_three_days_later_it_is_not(life: Life) -> None:
    begun = await life.house.recoveries.begin_for(life.ada.subject, origin=ORIGIN)
    guest = life.browser()
    assert (await guest.get("/lost/open", params={"ticket": begun.ticket})).status_code == 200
    form = {"ticket": begun.ticket, "new": "three quiet words", "again": "three quiet words"}
    assert await post(guest, "/lost/open", **form) == (303, "/sign-in")
    answer = await post(guest, "/sign-in", handle="ada", password="three quiet words")
    assert answer == (303, "/me")
