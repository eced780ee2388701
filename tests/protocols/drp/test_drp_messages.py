"""A signed message is taken apart, read strictly, and believed only by whom and when it says."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailee.keys import verify
from bailee.protocols.drp.envelope import Envelope, seal
from bailee.protocols.drp.errors import DrpError, ForbiddenError
from bailee.protocols.drp.messages import Action, check, exercise_of, seconds, setup_of
from bailee.protocols.drp.status import State, Status, failed, moment
from tests.cast import NOON

SAID = {
    "agent-id": "ACME",
    "business-id": "HOME",
    "issued-at": "2026-01-01T12:00:00Z",
    "expires-at": "2026-01-01T12:10:00+00:00",
    "agent-request-id": "foo",
    "drp.version": "1.0",
    "exercise": "deletion",
    "regime": "ccpa",
    "relationships": ["customer"],
    "status_callback": "https://agent.example/status",
    "name": "Ada",
    "email": "ada@example.org",
    "email_verified": True,
}


def message(**changed: object) -> bytes:
    """The message of the standard's example, with some of it changed."""
    named = {name.replace("_", "-"): one for name, one in changed.items()}
    return json.dumps({**SAID, **named}).encode()


NACL_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
NACL_SIGNED = (
    "ZOzya8Ghn4xfnZphNnH2Q/4/G/UvGbcM/WdAto4zA7v89o8E4pGAoTSPqqotWSC3qt2qSq7rvQRRYwxu"
    "Bwk2D3siYWdlbnQtaWQiOiAiQUNNRSIsICJidXNpbmVzcy1pZCI6ICJIT01FIiwgImlzc3VlZC1hdCI6"
    "ICIyMDI2LTAxLTAxVDEyOjAwOjAwWiIsICJleHBpcmVzLWF0IjogIjIwMjYtMDEtMDFUMTI6MTA6MDBa"
    "IiwgImRycC52ZXJzaW9uIjogIjEuMCIsICJleGVyY2lzZSI6ICJhY2Nlc3MifQ=="
)
"""A message as PyNaCl (libsodium) signs it in combined mode: what agents of the network send."""


def test_what_libsodium_signs_is_read_and_believed() -> None:
    envelope = Envelope.read(NACL_SIGNED.encode())
    assert verify(base64.b64decode(NACL_KEY), envelope.signature, envelope.message)
    assert exercise_of(envelope.message).action is Action.ACCESS
    assert not verify(bytes(32), envelope.signature, envelope.message)


@given(signature=st.binary(min_size=64, max_size=64), said=st.binary(min_size=1, max_size=300))
def test_an_envelope_comes_apart_as_it_was_put_together(signature: bytes, said: bytes) -> None:
    assert Envelope.read(seal(signature, said)) == Envelope(signature, said)


@given(body=st.binary(max_size=200))
def test_whatever_comes_it_is_an_envelope_or_an_error_of_ours(body: bytes) -> None:
    try:
        Envelope.read(body)
    except DrpError as error:
        assert error.is_fatal


@pytest.mark.parametrize("body", [b"", b"%%", base64.b64encode(bytes(64)), b"\xff\xfe"])
def test_what_has_no_signature_is_no_message(body: bytes) -> None:
    with pytest.raises(DrpError):
        Envelope.read(body)


def test_the_example_of_the_standard_is_read() -> None:
    found = exercise_of(message())
    assert (found.action, found.agent_request_id) == (Action.DELETION, "foo")
    assert check(found, agent="ACME", business="HOME", now=NOON) == NOON + 600
    assert setup_of(message()).agent_id == "ACME"


def test_a_right_that_is_not_exercised_here_is_said_to_be_none() -> None:
    with pytest.raises(DrpError, match="Unsupported rights actions"):
        _ = exercise_of(message(exercise="sale:opt-out")).action


@pytest.mark.parametrize(
    ("changed", "agent", "now"),
    [({"agent_id": "EVIL"}, "ACME", NOON), ({"business_id": "OTHER"}, "ACME", NOON),
     ({}, "OTHER", NOON), ({}, "ACME", NOON + 600), ({}, "ACME", NOON - 120),
     ({"expires_at": "2027-01-01T00:00:00Z"}, "ACME", NOON), ({"issued_at": "now"}, "ACME", NOON)],
)  # fmt: skip
def test_it_counts_for_one_agent_one_business_and_a_while(
    changed: dict[str, object], agent: str, now: int
) -> None:
    with pytest.raises(DrpError):
        check(exercise_of(message(**changed)), agent=agent, business="HOME", now=now)


def test_whose_it_is_not_is_forbidden() -> None:
    with pytest.raises(ForbiddenError):
        check(setup_of(message()), agent="OTHER", business="HOME", now=NOON)


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"agent-id": 1}', b"\xff"])
def test_what_is_no_message_is_told_so(said: bytes) -> None:
    with pytest.raises(DrpError):
        exercise_of(said)


def test_a_status_has_the_names_of_the_standard() -> None:
    status = Status(request_id="1", status=State.IN_PROGRESS, received_at=moment(NOON))
    assert json.loads(status.written()) == {
        "request_id": "1",
        "status": "in_progress",
        "received_at": "2026-01-01T12:00:00+00:00",
    }
    assert seconds(moment(NOON)) == NOON
    said = json.loads(failed(ForbiddenError("no", is_fatal=True)))
    assert said == {"code": "403", "message": "no", "fatal": True}
