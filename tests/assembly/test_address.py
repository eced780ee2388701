"""Where a house answers: over TLS from the first start, and plainly to this machine alone."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509

from bailee.assembly.web.address import Address, AddressError, tls_of
from bailee.assembly.web.memory import return_large_buffers
from bailee.keys import certificate
from tests.cast import DAY, NOON, Clock

pytestmark = pytest.mark.keeps("security.transport")


def own(folder: Path, clock: Clock, address: Address | None = None) -> bytes:
    """The certificate that a start shows."""
    tls_of(address or Address(), folder / "tls", clock=clock)
    return (folder / "tls" / "certificate.pem").read_bytes()


LOOPBACK = ["127.0.0.1", "127.9.9.9", "::1", "localhost"]
ANY = "0.0.0.0"  # noqa: S104 - nothing is bound to it here
ELSEWHERE = [ANY, "::", "192.168.1.20", "example.org", "localhost.example.org", ""]


@pytest.mark.parametrize("host", LOOPBACK)
def test_plain_http_is_for_this_machine(host: str) -> None:
    Address(host, tls=False).check()


@pytest.mark.parametrize("host", ELSEWHERE)
def test_plain_http_goes_nowhere_else(host: str) -> None:
    with pytest.raises(AddressError, match="without TLS only this machine itself is served"):
        Address(host, tls=False).check()
    Address(host).check()


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org", "//example.org", "8443"])
def test_an_address_for_members_is_whole(url: str) -> None:
    with pytest.raises(AddressError, match="not an address that a browser opens"):
        Address(url=url).check()


def test_the_address_that_members_type() -> None:
    assert Address().origin == "https://127.0.0.1:8443"
    assert Address("::1", 80, tls=False).origin == "http://[::1]:80"
    assert Address(ANY).origin == "https://localhost:8443"
    assert Address(url="https://home.example/").origin == "https://home.example"


def test_the_first_start_makes_a_certificate_for_its_names(tmp_path: Path, clock: Clock) -> None:
    made = own(tmp_path, clock, Address("192.168.1.20", url="https://home.example:8443"))
    local = {"localhost", "127.0.0.1", "::1"}
    assert certificate.names(made) == {"home.example", "192.168.1.20", *local}
    assert certificate.ends_at(made) == NOON + 397 * DAY
    parsed = x509.load_pem_x509_certificate(made)
    assert parsed.not_valid_before_utc < datetime.fromtimestamp(NOON, UTC)
    parsed.verify_directly_issued_by(parsed)


@pytest.mark.keeps("security.rest")
def test_the_key_of_the_certificate_is_its_owners_alone(tmp_path: Path, clock: Clock) -> None:
    own(tmp_path, clock)
    assert (tmp_path / "tls" / "key.pem").stat().st_mode & 0o077 == 0
    assert (tmp_path / "tls").stat().st_mode & 0o077 == 0


def test_a_certificate_stays_until_its_last_month(tmp_path: Path, clock: Clock) -> None:
    first = own(tmp_path, clock)
    clock.pass_days(366)
    assert own(tmp_path, clock) == first
    clock.pass_days(1)
    second = own(tmp_path, clock)
    assert certificate.fingerprint(second) != certificate.fingerprint(first)
    assert certificate.ends_at(second) == clock.now() + 397 * DAY


def test_another_name_needs_another_certificate(tmp_path: Path, clock: Clock) -> None:
    first = own(tmp_path, clock)
    second = own(tmp_path, clock, Address("192.168.1.20"))
    assert "192.168.1.20" in certificate.names(second)
    assert second != first
    assert own(tmp_path, clock) == second


def test_a_damaged_certificate_is_made_anew(tmp_path: Path, clock: Clock) -> None:
    own(tmp_path, clock)
    (tmp_path / "tls" / "certificate.pem").write_text("noise")
    assert own(tmp_path, clock).startswith(b"-----BEGIN CERTIFICATE")


def test_a_key_that_is_not_the_certificates_is_told_so(tmp_path: Path, clock: Clock) -> None:
    own(tmp_path, clock)
    (tmp_path / "tls" / "key.pem").write_bytes(certificate.make(["other"], now=NOON)[1])
    with pytest.raises(AddressError, match="are not a certificate and its key"):
        own(tmp_path, clock)


def test_a_certificate_of_ones_own_is_taken_with_its_key(tmp_path: Path, clock: Clock) -> None:
    public, secret = tmp_path / "chain.pem", tmp_path / "secret.pem"
    for file, content in zip((public, secret), certificate.make(["x"], now=NOON), strict=True):
        file.write_bytes(content)
    given = Address(certificate=public, certificate_key=secret)
    given.check()
    assert tls_of(given, tmp_path / "tls", clock=clock).fingerprint == ""
    assert not (tmp_path / "tls").exists()
    for half in (Address(certificate=public), Address(certificate_key=secret)):
        with pytest.raises(AddressError, match="a certificate needs its key"):
            half.check()
    swapped = Address(certificate=secret, certificate_key=public)
    with pytest.raises(AddressError, match="are not a certificate and its key"):
        tls_of(swapped, tmp_path / "tls", clock=clock)


def test_a_fingerprint_is_one_that_other_programs_show(tmp_path: Path, clock: Clock) -> None:
    made = own(tmp_path, clock)
    shown = certificate.fingerprint(made)
    assert len(shown.split(":")) == 32
    der = ssl.PEM_cert_to_DER_cert(made.decode())
    assert ssl.DER_cert_to_PEM_cert(der).encode().split() == made.split()
    assert shown == shown.upper()


def another(_: str) -> SimpleNamespace:
    """A C library that has no such call."""
    return SimpleNamespace()


def test_giving_memory_back_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    return_large_buffers()
    monkeypatch.setattr("ctypes.CDLL", another)
    return_large_buffers()
