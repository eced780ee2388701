"""Addresses as people type them, read as RFC 5321 and E.164 write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.addresses import MalformedAddressError, mailbox, number, same


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ada@example.org", "ada@example.org"),
        (" Ada.L+x@EXAMPLE.org\n", "Ada.L+x@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("o'neil@a.b.c", "o'neil@a.b.c"),
        ("ada\uff20example.org", "ada@example.org"),
    ],
)
def test_a_mailbox_is_read_as_it_is_written_to(typed: str, meant: str) -> None:
    assert mailbox(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "ada",
        "ada@",
        "@example.org",
        "ada@localhost",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        "a..b@example.org",
        ".a@example.org",
        '"a b"@example.org',
        "a b@example.org",
        "ada@example.org\r\nBcc: cem@example.org",
        "ada@-example.org",
        "ada@example-.org",
        "ada@example..org",
        "a" * 65 + "@example.org",
        "ada@" + "a" * 64 + ".org",
        "ada@" + "a." * 130 + "org",
        "ada@example.org" + " " * 400,
        "ada,ben@example.org",
        "ädä@example.org",
        "=?utf-8?q?=0D=0AX?=@example.org",
        "a,b@evil.org@example.org",
        "a@b@example.org",
        "a\x00b@example.org",
    ],
)
def test_what_is_no_mailbox_is_refused(typed: str) -> None:
    with pytest.raises(MalformedAddressError):
        mailbox(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("+49 30 1234567", "+49301234567"),
        ("0049 (0)30 / 123-45.67", "+49301234567"),
        ("+1 (212) 555\u20110123", "+12125550123"),
        ("\uff0b491701234567", "+491701234567"),
    ],
)
def test_a_number_is_read_with_its_country(typed: str, meant: str) -> None:
    assert number(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "030 1234567", "+0 30 1234567", "+49301", "+1234567890123456", "+49 ada", "++49"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(MalformedAddressError):
        number(typed)


def test_capitals_make_no_other_mailbox() -> None:
    assert same(mailbox("Ada@Example.org")) == same(mailbox("ADA@example.ORG"))


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_or_refused_and_stays_what_it_was_read_as(typed: str) -> None:
    for reader in (mailbox, number):
        try:
            meant = reader(typed)
        except MalformedAddressError:
            continue
        assert reader(meant) == meant
        assert meant.isascii()
        assert meant.isprintable()
        assert " " not in meant
