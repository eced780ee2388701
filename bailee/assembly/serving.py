"""Lets an open house answer: CardDAV and pages on one port, over TLS.

Keeps: security.transport.
May be imported by: assembly, commands.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from bailee.assembly import operator
from bailee.assembly.guarded import GuardedProtocol
from bailee.assembly.house import House
from bailee.assembly.housekeeping import Housekeeping
from bailee.assembly.logs import Log
from bailee.gateways.asgi import App, Receive, Scope, Send
from bailee.gateways.dav import dav_app
from bailee.keys import certificate
from bailee.pages.app import app as pages_app
from bailee.pages.site import Site
from bailee.services.cloud import Cloud
from bailee.terms import BaileeError
from bailee.trace import collect

__all__ = ["Address", "AddressError", "serve"]

_RENEW_S = 30 * 86_400
_PAGE_METHODS = frozenset({"GET", "HEAD", "POST"})


class AddressError(BaileeError):
    """The address cannot be served on."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to answer. `url` is what members type, when something stands in front."""

    host: str = "127.0.0.1"
    port: int = 8443
    tls: bool = True
    url: str = ""
    certificate: Path | None = None
    certificate_key: Path | None = None

    @property
    def origin(self) -> str:
        """The address that members type."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url.rstrip("/") or f"{'https' if self.tls else 'http'}://{host}:{self.port}"

    def check(self) -> None:
        """Raises `AddressError` when plain HTTP would leave this machine."""
        if not self.tls and not _is_loopback(self.host):
            raise AddressError(
                "without TLS only this machine itself is served",
                hint="leave --no-tls away, or --host 127.0.0.1 behind a proxy that speaks TLS",
            )


async def serve(house: House, address: Address, *, ready: Callable[[str], None]) -> None:
    """Answer until told to stop (SIGINT, SIGTERM); `ready` gets the certificate's fingerprint."""
    address.check()
    log, listener = Log(), _bind(address)
    options = _tls(house, address)
    shown = options.fingerprint
    config = uvicorn.Config(
        application(house, address, fingerprint=shown),
        http=GuardedProtocol,
        loop="none",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=120,
        backlog=512,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
    )
    server, keeper = _Server(config), Housekeeping(house, log)
    _stop_on_signals(server)
    heard = await operator.listen(house)
    keeper.start()
    ready(shown)
    try:
        await server.serve(sockets=[listener])
    finally:
        heard.close()
        await keeper.stop()


class _Server(uvicorn.Server):
    """A server that leaves signals to the house, which has more to close than sockets."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture none."""
        yield


def application(house: House, address: Address, *, fingerprint: str = "") -> App:
    """Both faces of the house as one ASGI application."""
    dav = dav_app(
        authenticate=house.devices.authenticate,
        books_of=lambda caller: Cloud(house.vault, of=caller.subject, actor=caller.actor),
    )
    pages = pages_app(_site(house, address, fingerprint))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        is_dav = scope.get("method") not in _PAGE_METHODS or path.startswith(("/dav", "/.well-k"))
        await (dav if is_dav else pages)(scope, receive, send)

    return app


def _site(house: House, address: Address, fingerprint: str) -> Site:
    return Site(
        account=house.account,
        devices=house.devices,
        consents=house.consents,
        ledger=house.ledger,
        export=house.export,
        erasure=house.erasure,
        evidence=house.evidence,
        policies=house.vault.policies,
        trace=collect(),
        clock=house.clock,
        origin=address.origin,
        certificate=fingerprint,
    )


def _bind(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except OSError as error:
        listener.close()
        raise AddressError(
            f"port {address.port} of {address.host} cannot be had: {error.strerror}",
            hint="stop what uses it, or choose another with --port",
        ) from error
    return listener


@dataclass(frozen=True, slots=True)
class _Tls:
    """The certificate that is shown; the fingerprint only when it is our own."""

    certificate: str | None = None
    key: str | None = None
    fingerprint: str = ""


def _tls(house: House, address: Address) -> _Tls:
    if not address.tls:
        return _Tls()
    if address.certificate and address.certificate_key:
        return _Tls(str(address.certificate), str(address.certificate_key))
    folder = house.folder.tls
    file, key = folder / "certificate.pem", folder / "key.pem"
    if not _is_good(file, house.clock.now()):
        _make_certificate(file, key, address, now=house.clock.now())
    return _Tls(str(file), str(key), certificate.fingerprint(file.read_bytes()))


def _is_good(file: Path, now: int) -> bool:
    try:
        return certificate.ends_at(file.read_bytes()) - now > _RENEW_S
    except (OSError, ValueError):
        return False


def _make_certificate(file: Path, key: Path, address: Address, *, now: int) -> None:
    names = list(dict.fromkeys([address.host, "localhost", "127.0.0.1", "::1"]))
    public, secret = certificate.make(names, now=now)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(secret)
    file.write_bytes(public)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _stop_on_signals(server: uvicorn.Server) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
