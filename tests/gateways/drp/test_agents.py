"""An agent asks for Ada; nothing happens until Ada, signed in, says that it is hers."""

from __future__ import annotations

import pytest

from bailee.assembly import House
from bailee.terms import State
from tests.cast import DAY, Clock
from tests.gateways.drp.agent import PATH, Agent
from tests.homes import PASSWORD, Resident
from tests.pages.joining.doors import browser, send, signed_in

OWN = {"request_id", "user_verification_url"}
CLAIMS = {"name": "Ada", "email": "ada@example.org", "email_verified": True}


@pytest.fixture
async def agent(house: House) -> Agent:
    """An agent that has its token."""
    made = await Agent.of(house)
    assert (await made.set_up()).status_code == 200
    return made


async def decide(house: House, name: str, *, do: str = "confirm") -> None:
    """Ada opens the link, and says whether it is hers."""
    adas, path = await signed_in(house, "ada"), f"/me/requests/agent/{name}"
    page = await adas.get(path, params={"request_id": name})
    assert "ACME Rights" in page.text
    page = await send(adas, page, path, do=do)
    if do == "confirm":
        assert "Is it you?" in page.text
        page = await send(adas, page, path, password=PASSWORD)
    assert page.status_code == 303, page.text


@pytest.mark.keeps("access.identity")
async def test_ada_confirms_that_her_account_is_to_go(
    house: House, agent: Agent, ada: Resident, clock: Clock
) -> None:
    taken = await agent.exercise("deletion", **CLAIMS, **{"agent-request-id": "foo"})
    said = taken.json()
    name = said["request_id"]
    assert (taken.status_code, said["status"]) == (200, "in_progress")
    assert (said["reason"], said["agent_request_id"]) == ("need_user_verification", "foo")
    assert said["user_verification_url"].endswith(f"/me/requests/agent/{name}")
    assert house.states.of(ada.subject).state is State.ACTIVE
    await decide(house, name)
    assert house.states.of(ada.subject).state is State.CLOSING
    assert (await agent.status(name))["status"] == "in_progress"
    (one,) = (await house.desk.requests.of(ada.subject)).values()
    assert one.kind == "erase-account"
    clock.pass_days(15)
    await house.states.erase_due()
    assert (await agent.status(name))["status"] == "fulfilled"


async def test_who_changes_their_mind_has_taken_it_back(
    house: House, agent: Agent, ada: Resident
) -> None:
    name = (await agent.exercise("deletion")).json()["request_id"]
    await decide(house, name)
    assert (await agent.revoke(name)).status_code == 400, "only its member can undo it"
    await house.states.resume(ada.subject, actor=ada.session.actor)
    assert (await agent.status(name))["status"] == "revoked"


async def test_ada_takes_the_copy_herself(house: House, agent: Agent, ada: Resident) -> None:
    name = (await agent.exercise("access")).json()["request_id"]
    await decide(house, name)
    said = await agent.status(name)
    assert (said["status"], said["results_url"][-10:]) == ("fulfilled", "/me/export")
    assert [one.kind for one in (await house.desk.requests.of(ada.subject)).values()] == ["access"]


async def test_ada_says_that_it_is_not_hers(house: House, agent: Agent, ada: Resident) -> None:
    assert ada.subject
    name = (await agent.exercise("access")).json()["request_id"]
    await decide(house, name, do="decline")
    said = await agent.status(name)
    assert (said["status"], said["reason"]) == ("denied", "insuf_verification")
    adas = await signed_in(house, "ada")
    assert (await adas.get(f"/me/requests/agent/{name}")).status_code == 404


async def test_nobody_who_is_not_signed_in_confirms(house: House, agent: Agent) -> None:
    name = (await agent.exercise("access")).json()["request_id"]
    answer = await browser(house).get(f"/me/requests/agent/{name}")
    assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


async def test_whoever_it_is_about_is_answered_alike_and_kept_nowhere(
    house: House, agent: Agent, ada: Resident
) -> None:
    assert ada.subject
    told = []
    for name in ("ada", "nobody-here"):
        said = (await agent.exercise("access", **{**CLAIMS, "name": name})).json()
        told.append({key: text for key, text in said.items() if key not in OWN})
    assert told[0] == told[1]
    await house.vault.settle()
    data = b"".join(path.read_bytes() for path in house.folder.path.glob("vault.db*"))
    assert b"nobody-here" not in data


async def test_what_is_not_confirmed_in_time_expires_and_is_forgotten(
    house: House, agent: Agent, clock: Clock
) -> None:
    before = len(house.vault.subjects())
    name = (await agent.exercise("access")).json()["request_id"]
    clock.pass_days(30)
    assert (await agent.status(name))["status"] == "expired"
    await house.desk.exercises.look_after()
    assert len(house.vault.subjects()) == before + 1
    clock.pass_seconds(7 * DAY)
    await house.desk.exercises.look_after()
    assert len(house.vault.subjects()) == before
    assert (await agent.client.get(f"{PATH}/{name}", headers=agent.headers)).status_code == 403


async def test_an_agent_takes_back_what_nobody_confirmed(agent: Agent) -> None:
    name = (await agent.exercise("deletion")).json()["request_id"]
    assert (await agent.revoke(name)).json()["status"] == "revoked"
    assert (await agent.status(name))["status"] == "revoked"
