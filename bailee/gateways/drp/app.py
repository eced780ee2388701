"""The endpoints of agents (Data Rights Protocol 1.0, §2). Decides nothing: a member confirms.

Keeps: access.identity, security.transport.
May be imported by: gateways.drp.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from bailee.gateways.asgi import App, Limits, Serve, app_of
from bailee.gateways.problems import answer
from bailee.policy.decide import Policy
from bailee.protocols.drp.envelope import Envelope
from bailee.protocols.drp.errors import DrpError, ForbiddenError
from bailee.protocols.drp.messages import check, exercise_of, setup_of
from bailee.protocols.drp.status import Business, failed
from bailee.protocols.http import HttpRequest, HttpResponse
from bailee.rights.requests import Agent, Exercises
from bailee.terms import Clock, NotFoundError

__all__ = ["Agency", "drp_app", "is_endpoint"]

BASE, DISCOVERY = "/drp", "/.well-known/data-rights.json"
_AGENT, _REQUEST = f"{BASE}/v1/agent/", f"{BASE}/v1/data-rights-request"
_LIMITS: Final = Limits(body=16 * 1024, idle_s=10.0, total_s=30.0)
_HEADERS: Final = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


class Agency(Struct, frozen=True):
    """What is asked: `verify` checks an Ed25519 signature of a key over a message."""

    exercises: Exercises
    verify: Callable[[bytes, bytes, bytes], bool]
    clock: Clock
    policy: Policy
    origin: str

    @property
    def business(self) -> Business:
        """Who we are to agents."""
        contact = self.policy.officer.contact.removeprefix("mailto:")
        return Business(
            id=self.exercises.agents.business,
            name=self.policy.controller.name,
            api_base=f"{self.origin}{BASE}",
            web_url=f"{self.origin}/",
            privacy_policy_url=f"{self.origin}/policy",
            business_contact=contact,
            technical_contact=contact,
        )


def is_endpoint(path: str) -> bool:
    """Whether a path is an agent's."""
    return path == DISCOVERY or path.startswith(f"{BASE}/")


def drp_app(agency: Agency) -> App:
    """The ASGI application for the paths of `is_endpoint`."""

    async def admit(head: HttpRequest) -> HttpResponse | Serve:
        method = "GET" if head.method == "HEAD" else head.method
        if head.path == DISCOVERY and method == "GET":
            return _told(agency.business.written())
        endpoint = _ENDPOINTS.get((method, _place(head.path)))
        if endpoint is None:
            raise NotFoundError("there is no such endpoint")
        return partial(_serve, endpoint, agency)

    return app_of(admit, show=_show, limits=_LIMITS)


def _place(path: str) -> str:
    """Which endpoint a path is of: its beginning."""
    if path.rstrip("/") == _REQUEST:
        return _REQUEST
    for place in (_AGENT, f"{_REQUEST}/"):
        if path.startswith(place) and "/" not in path.removeprefix(place):
            return place
    return ""


_Act: TypeAlias = Callable[[Agency, HttpRequest], Awaitable[bytes]]


async def _serve(endpoint: _Act, agency: Agency, request: HttpRequest) -> HttpResponse:
    return _told(await endpoint(agency, request))


def _told(body: bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(status, _HEADERS, body)


def _show(error: Exception, request: HttpRequest | None = None) -> HttpResponse:
    if isinstance(error, DrpError):
        return _told(failed(error) if error.message else b"", error.status)
    return answer(error, request)


def _name(request: HttpRequest) -> str:
    return request.path.rpartition("/")[2]


def _bearer(agency: Agency, request: HttpRequest) -> Agent:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    agent = agency.exercises.agents.by_token(token.strip()) if scheme.lower() == "bearer" else None
    if agent is None:
        raise ForbiddenError("this token is nobody's")
    return agent


def _signed(agency: Agency, agent: Agent | None, request: HttpRequest) -> bytes:
    """The message of a request that this agent signed. Raises `DrpError`."""
    envelope = Envelope.read(request.body)
    # Against nobody's key as well: how long it takes must not tell which agents there are.
    key = agent.public if agent else bytes(32)
    if not agency.verify(key, envelope.signature, envelope.message) or agent is None:
        raise ForbiddenError("the signature is not this agent's", is_fatal=True)
    return envelope.message


async def _set_up(agency: Agency, request: HttpRequest) -> bytes:
    """§2.05: a token for whoever has the key; of anything else, not even why not."""
    agents, name = agency.exercises.agents, _name(request)
    try:
        claims = setup_of(_signed(agency, agents.find(name), request))
        until = check(claims, agent=name, business=agents.business, now=agency.clock.now())
        await agency.exercises.take_once(_digest(request), until=until)
    except DrpError:
        raise ForbiddenError("") from None
    return msgspec.json.encode({"agent-id": name, "token": await agents.new_token(name)})


async def _known(agency: Agency, request: HttpRequest) -> bytes:
    """§2.06: whether a token is still good."""
    if _bearer(agency, request).id != _name(request):
        raise ForbiddenError("this token is another agent's")
    return b"{}"


async def _exercise(agency: Agency, request: HttpRequest) -> bytes:
    """§2.01: a right is exercised."""
    agent, business = _bearer(agency, request), agency.exercises.agents.business
    exercise = exercise_of(_signed(agency, agent, request))
    until = check(exercise, agent=agent.id, business=business, now=agency.clock.now())
    _ = exercise.action  # what we do not do is told before anything is kept
    await agency.exercises.take_once(_digest(request), until=until)
    name = await agency.exercises.begin(agent, exercise)
    return (await agency.exercises.status(agent, name, origin=agency.origin)).written()


async def _status(agency: Agency, request: HttpRequest) -> bytes:
    """§2.02: where it stands."""
    agent = _bearer(agency, request)
    found = await agency.exercises.status(agent, _name(request), origin=agency.origin)
    return found.written()


async def _revoke(agency: Agency, request: HttpRequest) -> bytes:
    """§2.04: it is taken back; the reason is not kept."""
    agent = _bearer(agency, request)
    _signed(agency, agent, request)
    await agency.exercises.revoke(agent, _name(request))
    return await _status(agency, request)


def _digest(request: HttpRequest) -> str:
    return sha256(request.body.strip()).hexdigest()


_ENDPOINTS: Final[dict[tuple[str, str], _Act]] = {
    ("POST", _AGENT): _set_up,
    ("GET", _AGENT): _known,
    ("POST", _REQUEST): _exercise,
    ("GET", f"{_REQUEST}/"): _status,
    ("DELETE", f"{_REQUEST}/"): _revoke,
}
