"""Agencies with certificates, papers they sign, and files that two officers work on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from msgspec import Struct

from bailee.assembly import House
from bailee.rights.disclosure import Orders, Scope
from bailee.rights.roles import Role
from bailee.terms import Category, SubjectId
from tests.cast import DAY, NOON
from tests.homes import PASSWORD
from tests.policy.files import AGENCY_CASE, CONTACTS, HOME

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_CASE = """
[case.{name}]
under = "share.{under}"
says = {{ en = "By {name}.", de = "Nach {name}." }}
evidence = [{evidence}]
categories = ["contacts"]
"""
EMERGENCY = _CASE.format(
    name="emergency", under="emergency", evidence='"threat", "second-staff", "time-limit", "scope"'
)
MERGER = _CASE.format(name="merger", under="merger", evidence='"notice", "confidentiality"')
WITH_CASES = HOME + AGENCY_CASE + EMERGENCY + MERGER
PAPER = b"%PDF-1.7 We need the contacts of Ada for the file 12/26."


class Signer(Struct, frozen=True):
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """Its certificate, as it is pinned."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def sign(self, document: bytes) -> bytes:
        """A detached signature (RFC 5652)."""
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        builder = pkcs7.PKCS7SignatureBuilder().set_data(document)
        return builder.add_signer(self.certificate, self.key, SHA256()).sign(Encoding.DER, options)

    def open(self, package: bytes) -> bytes:
        """What was encrypted to it."""
        assert isinstance(self.key, rsa.RSAPrivateKey)
        return pkcs7.pkcs7_decrypt_der(package, self.certificate, self.key, [])


def signer(key: Key, *, days: int = 900) -> Signer:
    """Somebody who signs, from a day before the stories begin."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "The agency")])
    start = datetime.fromtimestamp(NOON - DAY, UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(7).not_valid_before(start)
    return Signer(key, builder.not_valid_after(start + timedelta(days=days)).sign(key, SHA256()))


@cache
def agency() -> Signer:
    """The agency, made once for all tests."""
    return signer(rsa.generate_private_key(65537, 2048))


class Officers(Struct, frozen=True):
    """Two officers at one desk."""

    orders: Orders
    eve: SubjectId
    fay: SubjectId

    async def file(
        self, *, case: str = "agency", categories: tuple[Category, ...] = (CONTACTS,)
    ) -> str:
        """A file on Ada, with no evidence yet."""
        asked = Scope(categories, NOON - DAY, NOON + 400 * DAY)
        about = {"case": case, "recipient": "The agency", "certificate": agency().pem}
        return await self.orders.cabinet.open(
            "ada", **about, asked=asked, officer=self.eve, hours=48
        )

    async def fill(self, number: str, *, without: str = "") -> None:
        """Every piece of evidence but one, each checked by the other officer."""
        cabinet = self.orders.cabinet
        opened = await cabinet.look(number, officer=self.eve)
        for kind in sorted(opened.demands):
            if kind in {without, "scope", "second-staff", "time-limit", "notice"}:
                continue
            if kind == "signature" and without != "document":
                signed = agency().sign(PAPER)
                pinned = agency().pem.encode()
                await cabinet.sign(number, officer=self.eve, signature=signed, certificate=pinned)
            elif kind != "signature":
                paper = PAPER if kind == "document" else b""
                await cabinet.add(
                    number, kind, officer=self.eve, says="It is so.", paper=paper, rank="head"
                )
            if kind != "signature" or without != "document":
                await cabinet.check(number, kind, officer=self.fay)

    async def grant(self, number: str) -> None:
        """Both grant all of it."""
        asked = (await self.orders.cabinet.look(number, officer=self.eve)).file.asked
        await self.orders.deciding.decide(number, asked, reason="Right.", officer=self.eve)
        await self.orders.deciding.agree(number, reason="So it is.", officer=self.fay)


async def officers(house: House) -> Officers:
    """Eve and Fay, officers of a house."""
    found = list[SubjectId]()
    for handle in ("eve", "fay"):
        member = await house.account.add(handle, password=PASSWORD)
        await house.desk.roles.give(Role.OFFICER, to=member.subject)
        found.append(member.subject)
    return Officers(house.desk.orders, *found)
