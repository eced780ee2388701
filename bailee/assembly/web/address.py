"""Where a house answers: host, port, the certificate that it shows, and what members type.

Keeps: security.transport.
May be imported by: assembly, commands.
"""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bailee.keys import certificate
from bailee.terms import BaileeError, Clock

__all__ = ["Address", "AddressError", "Tls", "bind", "tls_of"]

_RENEW_S = 30 * 86_400


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
        if self.url:
            return self.url.rstrip("/")
        host = "localhost" if _is_any(self.host) else self.host
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.tls else 'http'}://{shown}:{self.port}"

    @property
    def names(self) -> list[str]:
        """What a certificate of our own has to be for."""
        named = [urlsplit(self.url).hostname or "", self.host, "localhost", "127.0.0.1", "::1"]
        return list(dict.fromkeys(name for name in named if name and not _is_any(name)))

    def check(self) -> None:
        """Raises `AddressError` when it cannot be what was meant."""
        if not self.tls and not _is_loopback(self.host):
            raise AddressError(
                "without TLS only this machine itself is served",
                hint="leave --no-tls away, or --host 127.0.0.1 behind a proxy that speaks TLS",
            )
        if self.url and urlsplit(self.url).scheme not in {"http", "https"}:
            raise AddressError(
                f"{self.url} is not an address that a browser opens",
                hint=f"write it whole: --url https://{self.url}",
            )
        if (self.certificate is None) is not (self.certificate_key is None):
            raise AddressError(
                "a certificate needs its key, and a key its certificate",
                hint="give both: --certificate FILE --certificate-key FILE",
            )


def _is_any(host: str) -> bool:
    return host in {"0.0.0.0", "::"}  # noqa: S104 - it is recognized here, not chosen


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bind(address: Address) -> socket.socket:
    """Take the port. Raises `AddressError`."""
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
class Tls:
    """The certificate that is shown; the fingerprint only when it is our own."""

    certificate: str | None = None
    key: str | None = None
    fingerprint: str = ""


def tls_of(address: Address, folder: Path, *, clock: Clock) -> Tls:
    """The certificate to show: the operator's, or our own in `folder`. Raises `AddressError`."""
    if not address.tls:
        return Tls()
    if address.certificate and address.certificate_key:
        return _checked(Tls(str(address.certificate), str(address.certificate_key)))
    file, key, now = folder / "certificate.pem", folder / "key.pem", clock.now()
    if not _is_good(file, address.names, now):
        _make(file, key, address.names, now=now)
    return _checked(Tls(str(file), str(key), certificate.fingerprint(file.read_bytes())))


def _checked(tls: Tls) -> Tls:
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls.certificate or "", tls.key)
    except OSError as error:
        raise AddressError(
            f"{tls.certificate} and {tls.key} are not a certificate and its key, both PEM",
            hint="check both files, and that this user may read them",
        ) from error
    return tls


def _is_good(file: Path, names: list[str], now: int) -> bool:
    """Whether the certificate is there, for these names, and lasts another month."""
    try:
        pem = file.read_bytes()
        lasts = certificate.begins_at(pem) <= now < certificate.ends_at(pem) - _RENEW_S
        return lasts and certificate.names(pem) >= set(names)
    except (OSError, ValueError):
        return False


def _make(file: Path, key: Path, names: list[str], *, now: int) -> None:
    public, secret = certificate.make(names, now=now)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(secret)
    file.write_bytes(public)
