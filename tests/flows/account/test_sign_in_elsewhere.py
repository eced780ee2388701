"""Ada signs in to another app with her account; docs/lives/sign-in-elsewhere.md tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.assembly import House
from bailee.terms import (
    APPS,
    BAILEE,
    Agreement,
    Category,
    ClauseId,
    NotFoundError,
    Session,
    State,
    SubjectId,
)
from bailee.vault import Line
from tests.cast import Clock
from tests.gateways.oidc.world import CALLBACK, Told, World
from tests.homes import PASSWORD, Home

SCOPE = "openid profile email offline_access"
ACCOUNT, KNOWN = Agreement(APPS, Category("account")), Agreement(APPS, Category("apps"))


@pytest.fixture
async def world(house: House, clock: Clock) -> World:
    """Ada, and the Reading Room, which she may sign in to."""
    ada = await house.account.add("ada", password=PASSWORD)
    app = await house.apps.register.add("The Reading Room", [CALLBACK])
    world = World(house, app, clock)
    await world.fill_in(ada.subject)
    return world


async def session(world: World) -> Session:
    """Ada's own, beside the one of her browser."""
    token = await world.house.account.sign_in("ada", PASSWORD, network="::1")
    found = await world.house.account.session(token)
    assert found is not None
    return found


async def signed_in(world: World) -> Told:
    """The Reading Room knows who it is, her name, and may ask while she is away."""
    told = await world.visit(world.asks(scope=SCOPE), ticks=("profile", "stay"))
    return dict((await world.exchange(told["code"])).json())


async def is_over(world: World, tokens: Told) -> bool:
    """Whether neither token opens anything any more."""
    info = await world.userinfo(tokens["access_token"])
    renewed = await world.refresh(tokens["refresh_token"])
    return (info.status_code, renewed.status_code) == (401, 400)


def on_disk(folder: Path) -> bytes:
    """Every byte of the data folder."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def disclosures(world: World, subject: SubjectId) -> list[Line]:
    """What Ada's journal says was told of her, newest first."""
    lines = await world.house.ledger.lines(subject)
    return [line for line in lines if line.did == "disclose"]


@pytest.mark.keeps("use.permitted", "share.none", "security.evidence")
async def test_what_an_app_is_told_is_what_was_ticked_and_stands_in_the_journal(
    world: World,
) -> None:
    tokens = await signed_in(world)
    told = (await world.userinfo(tokens["access_token"])).json()
    assert set(told) == {"sub", "name", "preferred_username", "locale", "zoneinfo"}
    ada = await session(world)
    lines = await disclosures(world, ada.subject)
    assert {line.actor for line in lines} == {f"recipient:{world.app.client.id}"}
    assert {line.clause for line in lines} == {
        ClauseId("category.account"),
        ClauseId("category.apps"),
    }
    assert [entry.id for entry in world.house.apps.recipients.all()] == [world.app.client.id]


@pytest.mark.keeps("use.permitted")
async def test_to_be_known_is_all_that_is_told_without_a_tick(world: World) -> None:
    told = await world.visit(world.asks(scope=SCOPE), ticks=())
    tokens = (await world.exchange(told["code"])).json()
    assert set((await world.userinfo(tokens["access_token"])).json()) == {"sub"}
    subject = (await session(world)).subject
    assert world.house.vault.standing(subject).consents == {KNOWN}


@pytest.mark.keeps("use.safety")
async def test_she_is_told_once_that_an_app_came_and_that_it_went(world: World) -> None:
    await signed_in(world)
    await signed_in(world)
    ada, house = await session(world), world.house
    [connection] = await house.apps.connected.list(ada)
    await house.apps.connected.end(ada, connection.ref)
    told = [one.notice for one in await house.notices.all(ada.subject, actor=ada.actor)]
    about = [(one.key, one.details) for one in reversed(told) if "app-" in one.key]
    app = {"app": "The Reading Room"}
    assert about == [("security.app-connected", app), ("security.app-disconnected", app)]


@pytest.mark.keeps("account.service")
async def test_ending_an_app_ends_what_it_holds_at_once(world: World) -> None:
    tokens = await signed_in(world)
    ada = await session(world)
    [connection] = await world.house.apps.connected.list(ada)
    await world.house.apps.connected.end(ada, connection.ref)
    assert await is_over(world, tokens)
    assert await world.house.apps.connected.list(ada) == []
    assert world.house.vault.standing(ada.subject).consents == frozenset()
    with pytest.raises(NotFoundError):
        await world.house.apps.connected.end(ada, connection.ref)


@pytest.mark.keeps("use.permitted", "share.none")
@pytest.mark.parametrize("agreement", [ACCOUNT, KNOWN])
async def test_a_withdrawn_consent_ends_it_and_agreeing_again_revives_nothing(
    world: World, agreement: Agreement
) -> None:
    tokens = await signed_in(world)
    ada, consents = await session(world), world.house.consents
    await consents.withdraw(ada.subject, agreement, actor=ada.actor)
    assert await is_over(world, tokens)
    await consents.give(ada.subject, agreement, actor=ada.actor)
    assert await is_over(world, tokens)
    assert "/oidc/consent" in (await world.browser.get(world.asks(scope=SCOPE))).text


@pytest.mark.keeps("use.permitted", "account.undo")
@pytest.mark.parametrize("state", [State.RESTRICTED, State.CLOSING, State.HELD])
async def test_an_account_that_stands_still_is_told_to_nobody(world: World, state: State) -> None:
    tokens = await signed_in(world)
    ada = await session(world)
    await world.house.vault.set_state(ada.subject, state, actor=BAILEE)
    assert (await world.userinfo(tokens["access_token"])).status_code == 401
    told = await world.browser.get(world.asks(scope=SCOPE, prompt="none"))
    assert "error=access_denied" in told.headers["location"]


async def make_a_child(world: World, subject: SubjectId) -> None:
    """Have it come out that Ada is twelve."""
    twelve = "UPDATE subject SET is_child = 1 WHERE id = ?"
    await world.house.database.submit(lambda tx: tx.run(twelve, (subject,)))
    for state in (State.RESTRICTED, State.ACTIVE):  # what is remembered of her is read again
        await world.house.vault.set_state(subject, state, actor=BAILEE)


@pytest.mark.keeps("children.no_disclosure")
async def test_nothing_of_a_child_is_told_to_any_app(world: World) -> None:
    tokens = await signed_in(world)
    subject = (await session(world)).subject
    await make_a_child(world, subject)
    assert await is_over(world, tokens)
    page = await world.browser.get(world.asks(scope=SCOPE, prompt="consent"))
    assert (page.status_code, "/oidc/consent" in page.text) == (403, False)
    assert "/policy#children.no_disclosure" in page.text
    silent = await world.browser.get(world.asks(scope=SCOPE, prompt="none"))
    assert "error=access_denied" in silent.headers["location"]


@pytest.mark.keeps("access.residual")
async def test_an_erased_account_leaves_no_token_and_no_number(world: World) -> None:
    tokens = await signed_in(world)
    ada = await session(world)
    await world.house.erasure.erase(ada.subject, actor=ada.actor)
    assert await is_over(world, tokens)
    assert world.house.vault.names.of(ada.subject, "oidc-access") == []


@pytest.mark.keeps("share.none")
async def test_an_app_that_the_operator_removes_is_told_nothing_more(world: World) -> None:
    tokens = await signed_in(world)
    await world.house.apps.register.remove(world.app.client.id)
    assert (await world.userinfo(tokens["access_token"])).status_code == 401
    assert (await world.refresh(tokens["refresh_token"])).json()["error"] == "invalid_client"
    [connection] = await world.house.apps.connected.list(await session(world))
    assert connection.client is None


@pytest.mark.keeps("access.residual", "share.none")
async def test_what_a_restored_copy_brings_back_opens_nothing(
    world: World, home: Home, tmp_path: Path
) -> None:
    tokens = await signed_in(world)
    copy = tmp_path / "vault.db"
    world.house.database.copy_to(copy)
    ada = await session(world)
    [connection] = await world.house.apps.connected.list(ada)
    await world.house.apps.connected.end(ada, connection.ref)
    await home.leave()
    copy.replace(home.folder.vault)
    again = World(await home.open(), world.app, world.clock)
    assert await is_over(again, tokens)


@pytest.mark.keeps("security.rest")
async def test_no_token_code_or_number_is_on_the_disk(world: World, home: Home) -> None:
    code = await world.code(scope=SCOPE)
    tokens = (await world.exchange(code)).json()
    sub = (await world.read(tokens["id_token"]))["sub"]
    await world.house.vault.settle()
    kept = on_disk(home.data)
    for secret in (code, tokens["access_token"], tokens["refresh_token"], sub):
        assert secret.encode() not in kept
        assert secret.partition(".")[0].encode() not in kept
