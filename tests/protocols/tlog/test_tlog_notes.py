"""Signed heads and proofs to take away are read as they were written, and trusted only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.protocols.tlog import (
    Checkpoint,
    OfflineProof,
    ProofError,
    PublicKey,
    add_signature,
    check_offline,
    inclusion_proof,
    open_checkpoint,
    open_note,
    sign_checkpoint,
    sign_note,
)
from tests.protocols.tlog.log import ORIGIN, Log, Signer, verify

LOG = Log(300)
OURS, WITNESS = Signer(), Signer("witness.example.org", seed=b"w" * 32)
HEAD = Checkpoint(ORIGIN, 300, LOG.roots[300])
SIGNED = sign_checkpoint(HEAD, key=OURS.key, sign=OURS.sign)
PROOF = OfflineProof(7, tuple(inclusion_proof(7, 300, LOG.hashes)), SIGNED)


def test_a_text_may_have_empty_lines_of_its_own() -> None:
    text = "What is held\n\nis held for somebody.\n"
    note = sign_note(text, key=OURS.key, sign=OURS.sign)
    assert open_note(note, keys=[OURS.key], verify=verify).text == text


def test_a_note_that_only_strangers_signed_is_not_trusted() -> None:
    with pytest.raises(ProofError, match="no key that we trust"):
        open_note(SIGNED, keys=[WITNESS.key], verify=verify)
    namesake = Signer(ORIGIN, seed=b"n" * 32)
    with pytest.raises(ProofError, match="no key that we trust"):
        open_note(SIGNED, keys=[namesake.key], verify=verify)


def test_a_key_as_other_tools_write_it_is_read_back() -> None:
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    key = PublicKey.parse(text)
    assert key.name == "PeterNeumann"
    assert key.id.hex() == "c74f20a3"
    assert key.text() == text


@pytest.mark.parametrize(
    "text", ["", "a+b", "Peter+c74f20a3+ARpc2QcU", OURS.key.text()[:-4] + "AAA="]
)
def test_what_is_not_a_key_is_refused(text: str) -> None:
    with pytest.raises(ProofError):
        PublicKey.parse(text)


def test_a_signed_head_says_what_was_signed() -> None:
    assert open_checkpoint(SIGNED, keys=[OURS.key], verify=verify, origin=ORIGIN) == HEAD
    origin, size, _, empty, signature, _ = SIGNED.split("\n")
    assert (origin, size, empty) == (ORIGIN, "300", "")
    assert signature.startswith(f"— {ORIGIN} ")


def test_a_head_of_another_log_is_refused() -> None:
    with pytest.raises(ProofError, match="another log"):
        open_checkpoint(SIGNED, keys=[OURS.key], verify=verify, origin="elsewhere.example.org")


def test_a_head_changed_after_signing_is_refused() -> None:
    with pytest.raises(ProofError, match="is false"):
        open_checkpoint(SIGNED.replace("300", "301"), keys=[OURS.key], verify=verify)


def test_a_witness_signs_beside_the_log() -> None:
    both = add_signature(SIGNED, key=WITNESS.key, sign=WITNESS.sign)
    keys = [OURS.key, WITNESS.key]
    assert open_note(both, keys=keys, verify=verify).signed_by == (OURS.key, WITNESS.key)
    assert open_note(both, keys=keys[1:], verify=verify).signed_by == (WITNESS.key,)
    assert open_note(both, keys=keys, verify=verify).text == HEAD.text()


@pytest.mark.parametrize("text", ["", "no newline", "a\ttab\n", "a\x00\n", "\ud800\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(ProofError):
        sign_note(text, key=OURS.key, sign=OURS.sign)


@pytest.mark.parametrize("size", ["", "-1", "+1", "01", "1_0", "\u0661", "9" * 20])
def test_a_size_that_is_not_a_plain_number_is_refused(size: str) -> None:
    with pytest.raises(ProofError):
        Checkpoint.parse(HEAD.text().replace("300", size))


def test_an_extension_line_is_kept() -> None:
    head = HEAD._replace(extensions=("one more line",))
    assert Checkpoint.parse(head.text()) == head


@given(st.text())
def test_nothing_but_a_proof_error_comes_out_of_any_text(text: str) -> None:
    for read in (PublicKey.parse, Checkpoint.parse, OfflineProof.parse):
        with pytest.raises(ProofError):
            read(text)
    with pytest.raises(ProofError):
        open_note(text, keys=[OURS.key], verify=verify)


@given(st.integers(0, len(SIGNED) - 1), st.characters())
def test_a_note_with_one_character_changed_does_not_say_something_else(at: int, char: str) -> None:
    changed = SIGNED[:at] + char + SIGNED[at + 1 :]
    try:
        assert open_checkpoint(changed, keys=[OURS.key], verify=verify) == HEAD
    except ProofError:
        assert changed != SIGNED


def test_a_proof_can_be_taken_away_and_checked_later() -> None:
    taken = OfflineProof.parse(PROOF.text())
    assert taken == PROOF
    assert PROOF.text().startswith("c2sp.org/tlog-proof@v1\nindex 7\n")
    assert check_offline(taken, b"7", keys=[OURS.key], verify=verify) == HEAD
    with pytest.raises(ProofError, match="not in this log"):
        check_offline(taken, b"8", keys=[OURS.key], verify=verify)


def test_a_proof_carries_something_extra_and_a_log_of_one_needs_no_path() -> None:
    head = sign_checkpoint(Checkpoint(ORIGIN, 1, LOG.roots[1]), key=OURS.key, sign=OURS.sign)
    proof = OfflineProof(0, (), head, b"the sealed details")
    assert OfflineProof.parse(proof.text()) == proof
    check_offline(proof, b"0", keys=[OURS.key], verify=verify)
