"""Papers from outside: is this signature good, and a package that one recipient opens (RFC 5652).

A detached signature as agencies make it (CMS, CAdES, the part of PAdES that signs): one signer, who
is the very certificate that officers pinned; no chain is followed and nobody else is trusted.

Keeps: share.agency.
May be imported by: keys, vault.release.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, Hash, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options

from bailee.terms import PaperError

__all__ = ["envelope", "verify"]

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_HASHES: dict[str, type[HashAlgorithm]] = {
    "2.16.840.1.101.3.4.2.1": SHA256,
    "2.16.840.1.101.3.4.2.2": SHA384,
    "2.16.840.1.101.3.4.2.3": SHA512,
}
_LEAST_BITS = 2048


@asn1.sequence
class Algorithm:
    """An `AlgorithmIdentifier` without parameters (RFC 5280 §4.1.1.2)."""

    oid: x509.ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class Attribute:
    """One signed attribute (RFC 5652 §5.3)."""

    kind: x509.ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class Signer:
    """A `SignerInfo` (RFC 5652 §5.3)."""

    version: int
    sid: asn1.TLV
    digest: Algorithm
    attributes: Annotated[asn1.SetOf[Attribute], asn1.Implicit(0)]
    algorithm: Algorithm
    signature: bytes
    unsigned: Annotated[asn1.SetOf[Attribute] | None, asn1.Implicit(1)]


@asn1.sequence
class Content:
    """What was signed; empty when it lies apart (RFC 5652 §5.2)."""

    kind: x509.ObjectIdentifier
    content: Annotated[bytes | None, asn1.Explicit(0)]


@asn1.sequence
class Signed:
    """A `SignedData` (RFC 5652 §5.1)."""

    version: int
    digests: asn1.SetOf[Algorithm]
    content: Content
    certificates: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(0)]
    revocations: Annotated[asn1.SetOf[asn1.TLV] | None, asn1.Implicit(1)]
    signers: asn1.SetOf[Signer]


@asn1.sequence
class Info:
    """A `ContentInfo` (RFC 5652 §3)."""

    kind: x509.ObjectIdentifier
    signed: Annotated[Signed, asn1.Explicit(0)]


def verify(document: bytes, signature: bytes, certificate: bytes, *, now: int) -> str:
    """Check a detached signature (DER) by a certificate (PEM or DER); its fingerprint.

    Raises `PaperError`.
    """
    pinned = _certificate(certificate)
    at = datetime.fromtimestamp(now, UTC)
    if not pinned.not_valid_before_utc <= at <= pinned.not_valid_after_utc:
        raise PaperError("the pinned certificate is not valid today")
    signer = _signer(signature)
    kind = _HASHES.get(signer.digest.oid.dotted_string)
    if kind is None:
        raise PaperError("the signature uses a hash that is not trusted any more")
    if _digest_of(signer) != _hashed(document, kind):
        raise PaperError("the signature is of another document")
    _check(pinned, signer, kind())
    return pinned.fingerprint(SHA256()).hex()


def envelope(package: bytes, certificate: bytes) -> bytes:
    """Encrypt for the holder of an RSA certificate (AES-256-CBC; RFC 5652 §6).

    Raises `PaperError`.
    """
    recipient = _certificate(certificate)
    key = recipient.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_BITS:
        raise PaperError(f"the recipient's certificate needs an RSA key of {_LEAST_BITS} bits")
    builder = PKCS7EnvelopeBuilder().set_data(package).add_recipient(recipient)
    builder = builder.set_content_encryption_algorithm(AES256)
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def _certificate(text: bytes) -> x509.Certificate:
    try:
        if text.lstrip().startswith(b"-----"):
            return x509.load_pem_x509_certificate(text)
        return x509.load_der_x509_certificate(text)
    except ValueError as error:
        raise PaperError("this is no X.509 certificate", hint="PEM, or DER") from error


def _signer(signature: bytes) -> Signer:
    try:
        info = asn1.decode_der(Info, signature)
    except ValueError as error:
        raise PaperError("this is no CMS signature", hint="a detached .p7s file, DER") from error
    signers = info.signed.signers.as_list()
    if info.kind.dotted_string != _SIGNED_DATA or len(signers) != 1:
        raise PaperError("the signature must be of exactly one signer")
    if info.signed.content.content is not None:
        raise PaperError("the signature must lie apart from the document (detached)")
    return signers[0]


def _digest_of(signer: Signer) -> bytes:
    found = [
        bytes(value.data)
        for one in signer.attributes.as_list()
        if one.kind.dotted_string == _MESSAGE_DIGEST
        for value in one.values.as_list()
    ]
    if len(found) != 1:
        raise PaperError("the signature does not say what it is of")
    return found[0]


def _hashed(document: bytes, kind: type[HashAlgorithm]) -> bytes:
    digest = Hash(kind())
    digest.update(document)
    return digest.finalize()


def _check(pinned: x509.Certificate, signer: Signer, kind: HashAlgorithm) -> None:
    """The key of the pinned certificate alone decides, whatever the signature says of itself."""
    # What is signed is the set of attributes with its own tag (RFC 5652 §5.4).
    signed, key = asn1.encode_der(signer.attributes), pinned.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_BITS:
            key.verify(signer.signature, signed, padding.PKCS1v15(), kind)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signer.signature, signed, ec.ECDSA(kind))
        else:
            raise PaperError("the pinned certificate has a key that is not trusted")
    except InvalidSignature:
        raise PaperError("the signature is not by the pinned certificate") from None
