"""Of every request: it is due within the policy's days, and no refusal lacks what it needs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.rights.requests import Ground, Identity, Kind, Refusal, RequestError, SubjectRequest
from bailee.terms import Actor
from tests.cast import DAY, NOON, Clock
from tests.homes import Home, move_in
from tests.policy.files import HOME

BY = Actor("staff:ben")
BLANK = st.sampled_from(["", " ", "\n\t", "\u2003"])
SAID = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
PARTS = ("ground", "reason", "evidence", "appeal")
WHOLE = st.fixed_dictionaries(
    {"ground": st.sampled_from([one.value for one in Ground]), "reason": SAID, "evidence": SAID,
     "appeal": SAID}
)  # fmt: skip


@pytest.mark.keeps("access.refusal")
@given(said=WHOLE, lacks=st.sets(st.sampled_from(PARTS)), blank=BLANK)
def test_a_refusal_that_lacks_anything_can_be_neither_made_nor_read(
    said: dict[str, str], lacks: set[str], blank: str
) -> None:
    said = {name: blank if name in lacks else text for name, text in said.items()}
    written = msgspec.json.encode({"at": NOON, "by": BY, **said})
    if lacks:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(written, type=Refusal)
        with pytest.raises((RequestError, ValueError)):
            Refusal(
                at=NOON,
                by=BY,
                ground=Ground(said["ground"]),
                reason=said["reason"],
                evidence=said["evidence"],
                appeal=said["appeal"],
            )
    else:
        read = msgspec.json.decode(written, type=Refusal)
        assert {name: getattr(read, name) for name in PARTS} == said


@pytest.mark.keeps("access.refusal")
@given(said=WHOLE, missing=st.sampled_from(PARTS))
def test_a_request_whose_refusal_is_cut_short_on_disk_is_not_read(
    said: dict[str, str], missing: str
) -> None:
    refusal = {"at": NOON, "by": BY, **{k: v for k, v in said.items() if k != missing}}
    identity = {"methods": ["pwd"], "at": NOON}
    written = msgspec.json.encode(
        {"kind": "complain", "received": NOON, "due": NOON, "identity": identity,
         "refusal": refusal}
    )  # fmt: skip
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(written, type=SubjectRequest)


@pytest.mark.keeps("access.thirty_days")
@settings(max_examples=12)
@given(
    days=st.integers(1, 30), kind=st.sampled_from([Kind.RECTIFY, Kind.COMPLAIN]),
    late_s=st.integers(0, 400 * DAY),
)  # fmt: skip
async def test_no_request_is_due_later_than_the_days_of_the_policy(
    days: int, kind: Kind, late_s: int
) -> None:
    with TemporaryDirectory() as folder:
        clock = Clock()
        home = Home(Path(folder), clock)
        text = HOME.replace("\ndays = 30\n", f"\ndays = {days}\n", 1)
        assert '[promise."access.thirty_days"]' in text.split(f"\ndays = {days}\n")[0]
        house = await home.open(policy=text)
        ada, requests = await move_in(house, "ada"), house.desk.requests
        clock.pass_seconds(late_s)
        identity = Identity(("pwd",), clock.now())
        number = await requests.ask(ada.subject, kind, says="x", identity=identity)
        due = (await requests.one(ada.subject, number)).due
        await requests.add(ada.subject, number, "More.")
        clock.pass_seconds(late_s)
        await requests.clocks.look_after()
        assert (await requests.one(ada.subject, number)).due == due
        assert due <= clock.now() - late_s + days * DAY
        await home.leave()


def test_a_request_cannot_be_due_before_it_comes() -> None:
    with pytest.raises(RequestError):
        SubjectRequest(kind=Kind.COMPLAIN, received=NOON, due=NOON - 1, identity=Identity((), NOON))
