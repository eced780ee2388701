"""The agents that may ask for people, by the Data Rights Protocol: whom the operator entered.

What is kept here is about agents and not about people. An agent proves itself by an Ed25519 key; of
the token that it is given for that there is only the digest.

Keeps: access.identity.
May be imported by: rights.requests.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import re
import secrets
from hashlib import sha256

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bailee.terms import BaileeError, ExistsError, NotFoundError
from bailee.vault import Vault

__all__ = ["Agent", "AgentError", "Agents"]

_FACT = "drp-agents"
_ID = re.compile(r"[A-Z_]{1,64}")
_KEY_BYTES, _MOST, _LONGEST = 32, 200, 100


class AgentError(BaileeError):
    """An agent cannot be entered as it is described."""


class Agent(Struct, frozen=True):
    """An agent: its id in the network, its name for people, its key (base64), since when."""

    id: str
    name: str
    key: str
    added_at: int
    token: str = ""

    @property
    def public(self) -> bytes:
        """The 32 bytes of its key."""
        return base64.b64decode(self.key)


_read = msgspec.json.Decoder(dict[str, Agent]).decode


class Agents:
    """Every agent that may ask."""

    def __init__(self, vault: Vault) -> None:
        """Over the vault."""
        self._vault = vault
        self._turn = asyncio.Lock()
        self._agents = _read(vault.fact(_FACT) or "{}")

    @property
    def business(self) -> str:
        """What agents call us: the policy's name, as the network writes ids."""
        return re.sub(r"[^A-Z]+", "_", self._vault.policy.name.upper()).strip("_") or "BAILEE"

    def all(self) -> list[Agent]:
        """Every agent, oldest first."""
        return sorted(self._agents.values(), key=lambda agent: agent.added_at)

    def find(self, name: str) -> Agent | None:
        """An agent by its id."""
        return self._agents.get(name)

    async def add(self, name: str, *, called: str, key: str) -> Agent:
        """Enter an agent. Raises `AgentError`, `ExistsError`."""
        called = " ".join(called.split())[:_LONGEST]
        if not _ID.fullmatch(name):
            raise AgentError("an agent's id has capital letters and underscores alone")
        if not called or not called.isprintable():
            raise AgentError("an agent needs a name that people know")
        if len(self._agents) >= _MOST:
            raise AgentError("there are too many agents", hint="bailee agent remove ID")
        agent = Agent(name, called, _key(key), self._vault.clock.now())
        async with self._turn:
            if name in self._agents:
                raise ExistsError("there is an agent of this id", hint="bailee agent remove ID")
            await self._keep({**self._agents, name: agent})
        return agent

    async def remove(self, name: str) -> None:
        """Let an agent ask no more; its token is void. Raises `NotFoundError`."""
        async with self._turn:
            if name not in self._agents:
                raise NotFoundError("there is no such agent", hint="bailee agent list")
            await self._keep({key: one for key, one in self._agents.items() if key != name})

    async def new_token(self, name: str) -> str:
        """A token for an agent that has proven its key; the one before is void."""
        token = secrets.token_urlsafe(32)
        async with self._turn:
            agent = self._agents.get(name)
            if agent is None:
                raise NotFoundError("there is no such agent")
            await self._keep({**self._agents, name: replace(agent, token=_digest(token))})
        return token

    def by_token(self, token: str) -> Agent | None:
        """Whose token this is."""
        given = _digest(token)
        for agent in self._agents.values():
            if agent.token and hmac.compare_digest(agent.token, given):
                return agent
        return None

    async def _keep(self, agents: dict[str, Agent]) -> None:
        await self._vault.note_fact(_FACT, msgspec.json.encode(agents).decode())
        self._agents = agents


def _key(text: str) -> str:
    try:
        if len(base64.b64decode(text, validate=True)) == _KEY_BYTES:
            return text
    except (binascii.Error, ValueError):
        pass
    raise AgentError("this is no Ed25519 key", hint="32 bytes in base64, as the directory has it")


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
