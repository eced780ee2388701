"""What an agent asks for somebody: nothing happens until a member confirms it, signed in.

Who the agent says they are is not kept and not looked up: an agent learns of nobody whether they
are here. Until it is confirmed, what is asked is a case of a subject without a name.

Keeps: access.identity, access.thirty_days.
May be imported by: rights.requests.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

from bailee.protocols.drp.errors import DrpError, ForbiddenError
from bailee.protocols.drp.messages import Action, Exercise
from bailee.protocols.drp.status import State, Status, moment
from bailee.rights.cases import Cases
from bailee.rights.requests.agents import Agent, Agents
from bailee.rights.requests.kinds import Kind
from bailee.rights.requests.record import Identity
from bailee.rights.requests.requests import Requests
from bailee.rights.states import States
from bailee.terms import BAILEE, ONES_OWN, Actor, NotFoundError, SubjectId
from bailee.terms import State as Stands
from bailee.vault import NOBODY, Vault

__all__ = ["Asked", "Exercises"]

_ASKED, _DONE, _SEEN = "agent-request", "agent-confirmed", "agent-message"
"""Kinds of blind names: what was asked, who confirmed it, and messages that were taken once."""
_DAY_S, _AFTERWARDS_S = 86_400, 7 * 86_400
_MOST = 2_000


class Asked(Struct, frozen=True, kw_only=True):
    """What an agent asked. `called`: the agent's own id for it; `end`: what became of it."""

    agent: str
    action: Action
    received: int
    until: int
    called: str = ""
    end: str = ""


class Exercises:
    """What agents ask."""

    def __init__(self, vault: Vault, requests: Requests, states: States) -> None:
        """Over the vault, the requests of members, and where accounts stand."""
        self._vault, self._requests, self._states = vault, requests, states
        self._cases = Cases(vault, "agents", Asked)
        self._turn = asyncio.Lock()
        self.agents = Agents(vault)

    async def take_once(self, digest: str, *, until: int) -> None:
        """Let a signed message count once. Raises `DrpError`."""
        if not await self._vault.names.add(_SEEN, digest, of=NOBODY, until=until):
            raise DrpError("this message was taken already", is_fatal=True)

    async def begin(self, agent: Agent, exercise: Exercise) -> str:
        """Take a request in; its id. Raises `DrpError`."""
        action, now = exercise.action, self._vault.clock.now()
        if len(self._vault.names.all(_ASKED)) >= _MOST:
            raise DrpError("too many requests wait; try again later")
        subject, name = await self._vault.admit(), str(uuid4())
        asked = Asked(
            agent=agent.id,
            action=action,
            received=now,
            until=now + self._requests.days(subject) * _DAY_S,
            called=exercise.agent_request_id,
        )
        number = await self._cases.open(subject, asked)
        await self._vault.names.add(_ASKED, name, of=subject, ref=number)
        return name

    async def status(self, agent: Agent, name: str, *, origin: str) -> Status:
        """Where a request stands. Raises `ForbiddenError` for another agent's, and for none."""
        asked = await self._of(agent, name)
        state, reason, more = self._stands(asked, name, origin)
        return Status(
            request_id=name,
            status=state,
            reason=reason,
            received_at=moment(asked.received),
            agent_request_id=asked.called,
            **more,
        )

    async def _of(self, agent: Agent, name: str) -> Asked:
        try:
            asked = await self.asked(name)
        except NotFoundError:
            asked = None
        if asked is None or asked.agent != agent.id:
            raise ForbiddenError("this agent has no such request")
        return asked

    def _stands(self, asked: Asked, name: str, origin: str) -> tuple[State, str, dict[str, str]]:
        if asked.end == "confirmed":
            return self._confirmed(asked, name, origin)
        if asked.end == "revoked":
            return State.REVOKED, "", {}
        if asked.end == "declined":
            details = "whoever opened it said that it is not theirs"
            return State.DENIED, "insuf_verification", {"processing_details": details}
        until = moment(asked.until)
        if asked.until <= self._vault.clock.now():
            return State.EXPIRED, "", {"expires_at": until}
        verify = f"{origin}/me/requests/agent/{name}"
        more = {"expected_by": until, "expires_at": until, "user_verification_url": verify}
        return State.IN_PROGRESS, "need_user_verification", more

    def _confirmed(self, asked: Asked, name: str, origin: str) -> tuple[State, str, dict[str, str]]:
        if asked.action is Action.ACCESS:
            return State.FULFILLED, "", {"results_url": f"{origin}/me/export"}
        found = self._vault.names.find(_DONE, name)
        if found is None:
            return State.FULFILLED, "", {}  # whoever confirmed it is gone, with all names
        stands = self._states.of(SubjectId(found.subject))
        if stands.state is not Stands.CLOSING or stands.ends_at is None:
            return State.REVOKED, "", {"processing_details": "the account was opened again"}
        return State.IN_PROGRESS, "", {"expected_by": moment(stands.ends_at)}

    async def revoke(self, agent: Agent, name: str) -> None:
        """Take a request back that nobody has confirmed yet. Raises `ForbiddenError`, `DrpError`.

        What its member confirmed, only the member can undo.
        """
        async with self._turn:
            asked = await self._of(agent, name)
            if asked.end == "confirmed":
                raise DrpError("its member has confirmed it, and can undo it here", is_fatal=True)
            await self._end(name, asked, "revoked")

    # What its member sees and does

    async def asked(self, name: str) -> Asked:
        """What an agent asked. Raises `NotFoundError`."""
        return await self._cases.get(self._number(name))

    def _number(self, name: str) -> str:
        found = self._vault.names.find(_ASKED, name)
        if found is None:
            raise NotFoundError("there is no such request")
        return found.ref

    def is_open(self, asked: Asked) -> bool:
        """Whether it waits for its member."""
        return not asked.end and asked.until > self._vault.clock.now()

    async def confirm(
        self, name: str, *, subject: SubjectId, actor: Actor, identity: Identity
    ) -> Action:
        """Say that it is one's own, and have it done. Raises `NotFoundError`, `Refused`."""
        async with self._turn:
            asked = await self._still_open(name)
            await self._vault.names.add(_DONE, name, of=subject)
            kind = Kind.ACCESS
            if asked.action is Action.DELETION:
                kind = Kind.ERASE_ACCOUNT
                gone = await self._close(name, subject, actor)
                if gone:
                    await self._end(name, asked, "confirmed")
                    return asked.action
            await self._requests.did(subject, kind, actor=actor, identity=identity)
            await self._end(name, asked, "confirmed")
        return asked.action

    async def _close(self, name: str, subject: SubjectId, actor: Actor) -> bool:
        """Close the account; whether it is erased already, because no day undoes it."""
        try:
            return await self._states.close(subject, actor=actor) is not None
        except BaseException:
            await self._vault.names.remove(_DONE, name)
            raise

    async def decline(self, name: str) -> None:
        """Say that it is not one's own. Raises `NotFoundError`."""
        async with self._turn:
            await self._end(name, await self._still_open(name), "declined")

    async def _still_open(self, name: str) -> Asked:
        asked = await self.asked(name)
        if not self.is_open(asked):
            raise NotFoundError("this request is over")
        return asked

    async def _end(self, name: str, asked: Asked, end: str) -> None:
        await self._cases.change(self._number(name), replace(asked, end=end))

    async def look_after(self) -> None:
        """Forget what was never confirmed, or is long over; can be stopped and run again."""
        now = self._vault.clock.now()
        for subject, number in self._vault.names.all(_ASKED):
            with suppress(*ONES_OWN):
                try:
                    until = (await self._cases.get(number)).until
                except NotFoundError:
                    until = 0
                if until + _AFTERWARDS_S <= now:
                    await self._vault.forget(subject, actor=BAILEE)
