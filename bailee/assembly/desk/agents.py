"""What the operator may do with the agents that bring requests (Data Rights Protocol).

May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House

__all__ = ["add_agent", "list_agents", "remove_agent"]

Answer = dict[str, Any]


async def add_agent(house: House, *, name: str, called: str, key: str) -> Answer:
    """Enter an agent."""
    agent = await house.desk.exercises.agents.add(name, called=called, key=key)
    return {"id": agent.id, "business": house.desk.exercises.agents.business}


async def list_agents(house: House) -> Answer:
    """Every agent, oldest first, and what they call this server."""
    agents = house.desk.exercises.agents
    found = [{"id": one.id, "name": one.name, "since": one.added_at} for one in agents.all()]
    return {"agents": found, "business": agents.business}


async def remove_agent(house: House, *, name: str) -> Answer:
    """Let an agent ask no more."""
    await house.desk.exercises.agents.remove(name)
    return {"removed": name}
