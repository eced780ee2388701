"""A certificate that the house makes for itself, so that the first start speaks TLS.

Keeps: security.transport.
May be imported by: keys.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["begins_at", "ends_at", "fingerprint", "make", "names"]

_DAYS = 397
"""The longest that phones accept."""


def make(for_names: list[str], *, now: int) -> tuple[bytes, bytes]:
    """A self-signed certificate for these names and addresses, and its key, both PEM."""
    key = generate_private_key(SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Bailee on {for_names[0]}")])
    start = datetime.fromtimestamp(now, UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(issuer)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - timedelta(days=1))
        .not_valid_after(start + timedelta(days=_DAYS))
        .add_extension(
            x509.SubjectAlternativeName([_name(name) for name in for_names]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return certificate.public_bytes(Encoding.PEM), secret


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def ends_at(certificate: bytes) -> int:
    """When a certificate ends (seconds since 1970). Raises `ValueError` when it is none."""
    return int(x509.load_pem_x509_certificate(certificate).not_valid_after_utc.timestamp())


def begins_at(certificate: bytes) -> int:
    """When a certificate begins (seconds since 1970). Raises `ValueError` when it is none."""
    return int(x509.load_pem_x509_certificate(certificate).not_valid_before_utc.timestamp())


def names(certificate: bytes) -> set[str]:
    """The names and addresses that a certificate is for. Raises `ValueError` when it is none."""
    extensions = x509.load_pem_x509_certificate(certificate).extensions
    listed = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = listed.get_values_for_type(x509.IPAddress)
    return {*listed.get_values_for_type(x509.DNSName), *map(str, addresses)}


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate, as `AB:CD:…`, to compare by eye."""
    encoded = x509.load_pem_x509_certificate(certificate).public_bytes(Encoding.DER)
    digest = sha256(encoded).hexdigest().upper()
    return ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))
