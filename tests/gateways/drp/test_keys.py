"""Who has no key, no token, or another agent's, asks nothing; and nothing counts twice."""

from __future__ import annotations

import json

import pytest

from bailee.assembly import House
from bailee.rights.requests import AgentError
from bailee.terms import ExistsError
from tests.cast import Clock
from tests.gateways.drp.agent import PATH, Agent, at
from tests.pages.joining.doors import browser


@pytest.fixture
async def agent(house: House) -> Agent:
    """An agent that has its token."""
    made = await Agent.of(house)
    await made.set_up()
    return made


async def test_a_token_is_for_whoever_signs_with_the_key(house: House, agent: Agent) -> None:
    path = f"/drp/v1/agent/{agent.name}"
    known = await agent.client.get(path, headers=agent.headers)
    assert (known.status_code, known.json()) == (200, {})
    other = await Agent.of(house, name="OTHER", seed=2)
    answer = await other.client.post(path, content=other.sealed(agent.said()))
    assert (answer.status_code, answer.content) == (403, b"")
    assert (await other.client.get(path, headers=other.headers)).status_code == 403
    await other.set_up()
    assert (await other.client.get(path, headers=other.headers)).status_code == 403


@pytest.mark.parametrize("name", ["NOBODY", "", "ACME/x"])
async def test_who_is_no_agent_is_told_nothing(agent: Agent, name: str) -> None:
    body = agent.sealed({**agent.said(), "agent-id": name})
    answer = await agent.client.post(f"/drp/v1/agent/{name}", content=body)
    assert answer.status_code in {403, 404}
    assert b"agent" not in answer.content


async def test_a_message_counts_once(agent: Agent) -> None:
    body = agent.sealed(agent.said(exercise="access"))
    statuses = [
        (await agent.client.post(PATH, content=body, headers=agent.headers)).status_code
        for _ in range(2)
    ]
    assert statuses == [200, 400]


@pytest.mark.parametrize(
    "more",
    [{"business-id": "OTHER"}, {"agent-id": "OTHER"}, {"expires-at": at(0)}, {"exercise": "x"}],
)
async def test_a_message_for_another_or_of_another_time_is_not_taken(
    house: House, agent: Agent, more: dict[str, object]
) -> None:
    before = len(house.vault.subjects())
    body = agent.sealed({**agent.said(exercise="access"), **more})
    answer = await agent.client.post(PATH, content=body, headers=agent.headers)
    assert answer.status_code in {400, 403}
    assert answer.json()["fatal"] is True
    assert len(house.vault.subjects()) == before


async def test_what_is_changed_on_its_way_is_not_taken(agent: Agent) -> None:
    body = bytearray(agent.sealed(agent.said(exercise="access")))
    body[100] = ord("A") if body[100] != ord("A") else ord("B")
    answer = await agent.client.post(PATH, content=bytes(body), headers=agent.headers)
    assert answer.status_code in {400, 403}


async def test_another_agent_sees_and_ends_nothing(house: House, agent: Agent) -> None:
    name = (await agent.exercise("access")).json()["request_id"]
    other = await Agent.of(house, name="OTHER", seed=2)
    await other.set_up()
    for answer in (
        await other.client.get(f"{PATH}/{name}", headers=other.headers),
        await other.client.get(f"{PATH}/nothing", headers=other.headers),
        await other.revoke(name),
    ):
        assert answer.status_code == 403
    assert (await agent.status(name))["status"] == "in_progress"


async def test_an_agent_that_is_removed_asks_no_more(house: House, agent: Agent) -> None:
    await house.desk.exercises.agents.remove(agent.name)
    assert (await agent.exercise("access")).status_code == 403
    assert (await agent.set_up()).status_code == 403


async def test_a_new_token_ends_the_one_before(agent: Agent, clock: Clock) -> None:
    before = dict(agent.headers)
    clock.pass_seconds(1)
    await agent.set_up()
    path = f"/drp/v1/agent/{agent.name}"
    assert (await agent.client.get(path, headers=before)).status_code == 403
    assert (await agent.client.get(path, headers=agent.headers)).status_code == 200


async def test_the_business_is_described_as_the_directory_wants_it(house: House) -> None:
    said = json.loads((await browser(house).get("/.well-known/data-rights.json")).content)
    assert (said["id"], said["supported_actions"]) == ("HOME", ["access", "deletion"])
    assert said["api_base"].startswith("https://")
    assert said["business_contact"] == "privacy@family.example"


async def test_agents_are_entered_with_a_key_and_once(house: House) -> None:
    agents = house.desk.exercises.agents
    for name, key in (("acme", "A" * 44), ("ACME", "no"), ("ACME", "QQ==")):
        with pytest.raises(AgentError):
            await agents.add(name, called="Acme", key=key)
    await Agent.of(house)
    with pytest.raises(ExistsError):
        await Agent.of(house)
