"""Lets an open house answer: CardDAV and pages on one port, over TLS.

Keeps: security.transport.
May be imported by: assembly, commands.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from functools import cache

import uvicorn

from bailee.assembly import operator
from bailee.assembly.house import House
from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.assembly.post.rounds import Rounds
from bailee.assembly.web.address import Address, bind, tls_of
from bailee.assembly.web.guarded import GuardedProtocol
from bailee.gateways.api import Desks, api_app
from bailee.gateways.asgi import App, Receive, Scope, Send
from bailee.gateways.dav import dav_app
from bailee.gateways.drp import Agency, drp_app
from bailee.gateways.drp import is_endpoint as is_agents
from bailee.gateways.oidc import Provider, is_endpoint, oidc_app
from bailee.keys import verify
from bailee.pages.app import app as pages_app
from bailee.pages.choices import SIGNAL
from bailee.pages.joining.people import People
from bailee.pages.site import Site
from bailee.services.account import Registration, Throttle
from bailee.services.cloud import Cloud
from bailee.terms import ClauseId
from bailee.trace import Trace, collect

__all__ = ["Serving", "application"]

_LAST_ANSWERS_S = 10
"""How long an end waits for what is under way: somebody may never finish their request."""
_PAGE_METHODS = frozenset({"GET", "HEAD", "POST"})


class Serving:
    """A house on its port, not answering yet: what can fail, fails here and not later."""

    def __init__(self, house: House, address: Address) -> None:
        """Take the port and read the certificate. Raises `AddressError`."""
        address.check()
        self._house, self._address = house, address
        self._tls = tls_of(address, house.folder.tls, clock=house.clock)
        self._listener = bind(address)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate that we made, else nothing."""
        return self._tls.fingerprint

    async def run(self, ready: Callable[[], None]) -> None:
        """Answer until told to stop (SIGINT, SIGTERM); `ready` is called when it does."""
        server, log = _Server(self._config()), Log()
        keeper, postman = Housekeeping(self._house, log), Rounds(self._house, log)
        _stop_on_signals(server)
        heard = await operator.listen(self._house)
        keeper.start()
        postman.start()
        try:
            ready()
            await server.serve(sockets=[self._listener])
        finally:
            heard.close()
            await postman.stop()
            await keeper.stop()

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            application(self._house, self._address, fingerprint=self.fingerprint),
            http=GuardedProtocol,
            loop="none",
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            # Where something stands in front, on this machine, it says who comes.
            proxy_headers=bool(self._address.url),
            forwarded_allow_ips=["127.0.0.1", "::1"],
            timeout_keep_alive=120,
            timeout_graceful_shutdown=_LAST_ANSWERS_S,
            backlog=512,
            ssl_certfile=self._tls.certificate,
            ssl_keyfile=self._tls.key,
        )


class _Server(uvicorn.Server):
    """A server that leaves signals to the house, which has more to close than sockets."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture none."""
        yield


def application(house: House, address: Address, *, fingerprint: str = "") -> App:
    """All faces of the house as one ASGI application."""
    dav = dav_app(
        authenticate=house.devices.authenticate,
        cloud_of=lambda caller, shape: Cloud(
            house.vault, of=caller.subject, actor=caller.actor, things=shape.things
        ),
    )
    oidc = oidc_app(
        Provider(house.apps, address.origin, house.vault.policy.languages, Throttle(house.clock))
    )
    pages = pages_app(_site(house, address, fingerprint))
    api = api_app(_desks(house, address))
    drp = drp_app(_agency(house, address))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if path.startswith("/api/"):
            await api(scope, receive, send)
            return
        if is_agents(path):
            await drp(scope, receive, send)
            return
        if is_endpoint(path, scope.get("method", "")):
            await oidc(scope, receive, send)
            return
        of_dav = path.startswith(("/dav", "/.well-k")) and path != SIGNAL
        is_dav = scope.get("method") not in _PAGE_METHODS or of_dav
        await (dav if is_dav else pages)(scope, receive, send)

    return app


def _agency(house: House, address: Address) -> Agency:
    policy, exercises = house.vault.policy, house.desk.exercises
    return Agency(exercises, verify, house.clock, policy, address.origin)


def _desks(house: House, address: Address) -> Desks:
    return Desks(
        account=house.account,
        devices=house.devices,
        consents=house.consents,
        ledger=house.ledger,
        states=house.states,
        requests=house.desk.requests,
        is_secure=address.origin.startswith("https://"),
    )


_traced = cache(collect)


async def _trace() -> Mapping[ClauseId, Trace]:
    """Read once, when somebody asks, and apart: all modules and tests are looked through."""
    return await asyncio.to_thread(_traced)


def _site(house: House, address: Address, fingerprint: str) -> Site:
    return Site(
        account=house.account,
        passkeys=house.account.passkeys,
        one_time=house.account.one_time,
        recovery_codes=house.account.recovery_codes,
        recoveries=house.recoveries,
        devices=house.devices,
        consents=house.consents,
        ledger=house.ledger,
        export=house.export,
        bringing=house.bringing,
        erasure=house.erasure,
        receipts=house.erasure.receipts,
        states=house.states,
        changes=house.changes,
        evidence=house.evidence,
        notices=house.notices,
        topics=house.notices.topics,
        provider=house.apps.provider,
        connected=house.apps.connected,
        recipients=house.apps.recipients,
        people=People(
            house.joining, house.addresses, house.approvals, house.family, house.desk.discovery
        ),
        desk=house.desk,
        strangers=house.strangers,
        roles=house.desk.roles.of,
        takes_over=house.family.is_due,
        signs_up=house.joining.rules.registration is not Registration.CLOSED,
        policies=house.vault.policies,
        trace=_trace,
        clock=house.clock,
        origin=address.origin,
        certificate=fingerprint,
    )


def _stop_on_signals(server: uvicorn.Server) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
