"""Signatures of agencies: by the pinned certificate, of this document, today; or not at all."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bailee.keys import cms
from bailee.terms import PaperError
from tests.cast import DAY, NOON
from tests.rights.disclosure.papers import PAPER, agency, signer


@pytest.mark.keeps("share.agency")
def test_a_signature_by_the_pinned_certificate_is_good() -> None:
    for one in (agency(), signer(ec.generate_private_key(ec.SECP256R1()))):
        found = cms.verify(PAPER, one.sign(PAPER), one.pem.encode(), now=NOON)
        assert len(found) == 64


@pytest.mark.keeps("share.agency")
def test_another_document_another_signer_and_a_broken_signature_are_not() -> None:
    other = signer(rsa.generate_private_key(65537, 2048))
    good, pinned = agency().sign(PAPER), agency().pem.encode()
    for document, signature, why in (
        (PAPER + b" ", good, "another document"),
        (PAPER, other.sign(PAPER), "pinned certificate"),
        (PAPER, good[:-1] + bytes([good[-1] ^ 1]), "pinned certificate"),
        (PAPER, b"not a signature", "no CMS"),
    ):
        with pytest.raises(PaperError, match=why):
            cms.verify(document, signature, pinned, now=NOON)


def test_a_certificate_has_its_days() -> None:
    with pytest.raises(PaperError, match="today"):
        cms.verify(PAPER, agency().sign(PAPER), agency().pem.encode(), now=NOON + 1000 * DAY)
    with pytest.raises(PaperError, match=r"no X\.509"):
        cms.verify(PAPER, agency().sign(PAPER), b"-----BEGIN nonsense", now=NOON)


def test_a_package_opens_for_its_recipient() -> None:
    sealed = cms.envelope(b"contacts" * 1000, agency().pem.encode())
    assert b"contacts" not in sealed
    assert agency().open(sealed) == b"contacts" * 1000
    with pytest.raises(PaperError, match="RSA"):
        cms.envelope(b"x", signer(ec.generate_private_key(ec.SECP256R1())).pem.encode())
