"""A file, its evidence, two who decide, a package, and a person who hears of it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from bailee.assembly import House
from bailee.rights.disclosure import DisclosureError, Gag, Phase, Scope
from bailee.terms import Actor, NotFoundError, Refused
from tests.cast import DAY, NOON, Clock
from tests.homes import Home, Resident
from tests.policy.files import CONTACTS, DEVICES
from tests.rights.disclosure.papers import PAPER, WITH_CASES, Officers, agency

PIECES = ["document", "signature", "rank-of-signatory", "necessity"]


async def inbox(house: House, ada: Resident) -> list[str]:
    """What Ada was told."""
    found = await house.notices.all(ada.subject, actor=Actor(f"member:{ada.subject}"))
    return [one.notice.key for one in found if "disclosure" in one.notice.key]


async def did(house: House, ada: Resident) -> list[str]:
    """The lines about disclosure in Ada's ledger."""
    await house.vault.settle()
    lines = await house.ledger.lines(ada.subject)
    return [line.outcome for line in lines if line.did == "disclose"]


@pytest.mark.keeps("share.agency", "share.law", "share.proceedings", "share.none")
@pytest.mark.parametrize("missing", PIECES)
async def test_with_one_piece_missing_nothing_opens_and_it_is_named(
    house: House, ada: Resident, desk: Officers, missing: str
) -> None:
    number = await desk.file()
    await desk.fill(number, without=missing)
    with pytest.raises(Refused, match=missing):
        await desk.grant(number)
    with pytest.raises(DisclosureError):
        await desk.orders.deciding.release(number, officer=desk.eve)
    assert await did(house, ada) == ["refuse"]
    assert await inbox(house, ada) == []


@pytest.mark.keeps("share.agency", "share.public_agency", "share.permitted", "security.evidence")
async def test_a_whole_file_releases_what_was_granted_to_its_recipient_alone_and_once(
    house: House, ada: Resident, desk: Officers
) -> None:
    number = await desk.file()
    await desk.fill(number)
    await desk.grant(number)
    assert await inbox(house, ada) == ["security.disclosure-coming"]
    package = await desk.orders.deciding.release(number, officer=desk.fay)
    assert b"Dede" not in package.content
    archive = ZipFile(BytesIO(agency().open(package.content)))
    assert b"FN:Dede" in archive.read("contacts/000001")
    assert "case.agency" in archive.read("clause.txt").decode()
    assert house.vault.tree.vouched(
        "bailee/disclosure", archive.read("manifest.json.note").decode()
    )
    assert await did(house, ada) == ["permit"]
    assert house.vault.fact("disclosures") == "1"
    with pytest.raises(DisclosureError):
        await desk.orders.deciding.release(number, officer=desk.fay)


async def test_two_different_officers_decide_and_nobody_on_themselves(
    house: House, ada: Resident, desk: Officers
) -> None:
    number = await desk.file()
    await desk.fill(number)
    asked = Scope((CONTACTS,), NOON - DAY, NOON + DAY)
    await desk.orders.deciding.decide(number, asked, reason="Right.", officer=desk.eve)
    with pytest.raises(DisclosureError, match="two officers"):
        await desk.orders.deciding.agree(number, reason="Me again.", officer=desk.eve)
    with pytest.raises(NotFoundError):
        await desk.orders.cabinet.look(number, officer=ada.subject)
    with pytest.raises(NotFoundError):
        await desk.orders.cabinet.open(
            "eve", case="agency", recipient="A", certificate="", asked=asked, officer=desk.eve
        )
    assert house.vault.fact("disclosures") is None


async def test_a_decision_is_undone_when_the_evidence_changes(desk: Officers) -> None:
    number = await desk.file()
    await desk.fill(number)
    await desk.grant(number)
    await desk.orders.cabinet.add(number, "necessity", says="Another.", officer=desk.eve)
    with pytest.raises(DisclosureError, match="open"):
        await desk.orders.deciding.release(number, officer=desk.eve)


async def test_a_scan_takes_two_checks(desk: Officers) -> None:
    number, cabinet = await desk.file(), desk.orders.cabinet
    await desk.fill(number)
    await cabinet.sign(number, officer=desk.eve)
    await cabinet.check(number, "signature", officer=desk.fay)
    assert (await cabinet.look(number, officer=desk.fay)).missing == ("signature",)
    await cabinet.check(number, "signature", officer=desk.eve)
    assert (await cabinet.look(number, officer=desk.fay)).missing == ()
    await cabinet.add(number, "document", paper=PAPER + b" And more.", officer=desk.eve)
    await cabinet.check(number, "document", officer=desk.fay)
    assert (await cabinet.look(number, officer=desk.fay)).missing == ("signature",)


async def test_less_can_be_granted_and_never_more(desk: Officers) -> None:
    number = await desk.file()
    await desk.fill(number)
    more = Scope((CONTACTS, DEVICES), NOON - DAY, NOON + DAY)
    with pytest.raises(DisclosureError, match="beyond"):
        await desk.orders.deciding.decide(number, more, reason="All.", officer=desk.eve)
    less = Scope((CONTACTS,), NOON + DAY, NOON + 2 * DAY)
    await desk.orders.deciding.decide(number, less, reason="Later only.", officer=desk.eve)
    await desk.orders.deciding.agree(number, reason="Yes.", officer=desk.fay)
    package = await desk.orders.deciding.release(number, officer=desk.fay)
    assert package.items == {}


@pytest.mark.keeps("share.none")
async def test_a_refusal_is_written_down_and_told(
    house: House, ada: Resident, desk: Officers
) -> None:
    number = await desk.file()
    with pytest.raises(DisclosureError, match="why"):
        await desk.orders.deciding.refuse(number, reason=" ", officer=desk.eve)
    await desk.orders.deciding.refuse(number, reason="No paper at all.", officer=desk.eve)
    assert await did(house, ada) == ["refuse"]
    assert await inbox(house, ada) == ["security.disclosure-refused"]
    told = await desk.orders.telling.of(ada.subject)
    assert [one.reason for one in told] == ["No paper at all."]


@pytest.mark.keeps("share.emergency", "share.interest")
async def test_in_an_emergency_the_person_is_told_at_once_after_and_the_time_is_limited(
    house: House, ada: Resident, desk: Officers, clock: Clock
) -> None:
    number = await desk.file(case="emergency")
    await desk.fill(number)
    await desk.grant(number)
    assert await inbox(house, ada) == []
    late = await desk.file(case="emergency")
    await desk.fill(late)
    await desk.grant(late)
    await desk.orders.deciding.release(number, officer=desk.eve)
    assert await inbox(house, ada) == ["security.disclosure-done"]
    clock.pass_days(3)
    with pytest.raises(Refused, match="time-limit"):
        await desk.orders.deciding.release(late, officer=desk.eve)


@pytest.mark.keeps("share.merger")
async def test_in_a_merger_nothing_moves_before_the_person_was_told(
    house: House, ada: Resident, desk: Officers
) -> None:
    number = await desk.file(case="merger")
    await desk.fill(number)
    with pytest.raises(Refused, match="notice"):
        await desk.grant(number)
    await desk.orders.deciding.announce(number, officer=desk.eve)
    assert await inbox(house, ada) == ["security.disclosure-coming"]
    await desk.grant(number)
    assert (await desk.orders.deciding.release(number, officer=desk.eve)).items == {"contacts": 1}


@pytest.mark.keeps("security.evidence")
async def test_a_gag_keeps_it_from_everything_of_the_member_until_its_day_even_after_a_restart(
    home: Home, ada: Resident, desk: Officers, clock: Clock
) -> None:
    house = ada.house
    number = await desk.file()
    await desk.fill(number)
    gag = Gag(NOON + 30 * DAY, "The court", "12/26")
    await desk.orders.cabinet.gag(number, gag, officer=desk.eve)
    await desk.orders.cabinet.check(number, "document", officer=desk.fay)
    await desk.grant(number)
    await desk.orders.deciding.release(number, officer=desk.eve)
    assert await desk.orders.deciding.look_after() == 0
    assert (await inbox(house, ada), await did(house, ada)) == ([], [])
    assert await desk.orders.telling.of(ada.subject) == []
    assert house.vault.fact("disclosures") is None
    await home.leave()
    house = await home.open(policy=WITH_CASES)
    clock.pass_days(30)
    assert await house.desk.orders.deciding.look_after() == 1
    assert await house.desk.orders.deciding.look_after() == 0
    assert await inbox(house, ada) == ["security.disclosure-done"]
    assert await did(house, ada) == ["permit"]
    told = await house.desk.orders.telling.of(ada.subject)
    assert [(one.number, one.by_order_of) for one in told] == [(number, "The court")]


async def test_a_gag_has_an_end_an_authority_and_a_place_where_it_stands(desk: Officers) -> None:
    number = await desk.file()
    for gag in (Gag(NOON, "C", "1"), Gag(NOON + 500 * DAY, "C", "1"), Gag(NOON + DAY, "", "1")):
        with pytest.raises(DisclosureError):
            await desk.orders.cabinet.gag(number, gag, officer=desk.eve)


async def test_when_a_person_is_gone_the_papers_stay_and_lead_nowhere(
    house: House, ada: Resident, desk: Officers
) -> None:
    number = await desk.file()
    await desk.fill(number)
    await desk.grant(number)
    await house.erasure.erase(ada.subject, actor=Actor(f"member:{ada.subject}"))
    opened = await desk.orders.cabinet.look(number, officer=desk.eve)
    assert opened.is_gone
    assert opened.file.phase is Phase.GRANTED
    with pytest.raises(DisclosureError, match="gone"):
        await desk.orders.deciding.release(number, officer=desk.eve)
