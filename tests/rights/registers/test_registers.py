"""Who works for the house and what of others is in it stands in a public register."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from bailee.assembly import House
from bailee.assembly.operator import COMMANDS
from bailee.rights.registers import COLUMNS, EntryError, Processor, as_json_ld, record
from bailee.terms import NotFoundError, Purpose
from tests.homes import Home
from tests.pages.joining.doors import browser
from tests.policy.files import ACCOUNT, CONTACTS
from tests.rights.registers.registering import KEYBOARD, MAILERS, WORKING

SERVICE = Purpose("service")
TERMS = frozenset((Path(__file__).parent / "dpv-2.0-terms.txt").read_text().split())
FAR = replace(
    MAILERS,
    id="far",
    name="=Far Mailers",
    country="US",
    safeguard="standard clauses",
    purposes=(SERVICE,),
)


@pytest.fixture
async def house(home: Home) -> AsyncIterator[House]:
    """A house whose policy has a case for processors."""
    yield await home.open(policy=WORKING)
    await home.leave()


@pytest.mark.keeps("scope.third_party_products")
async def test_everybody_reads_the_registers_and_a_link_says_that_it_leads_out(
    house: House,
) -> None:
    guest = browser(house)
    assert "Nobody." in (await guest.get("/registers")).text
    await house.desk.registers.enter_product(KEYBOARD)
    await house.desk.registers.enter_processor(FAR)
    page = (await guest.get("/registers")).text
    assert 'href="https://keys.example/privacy" rel="external noopener noreferrer"' in page
    assert "(leads out, to keys.example)" in page
    assert "AVV 2026/4" in page
    assert "standard clauses" in page
    assert "/registers" in (await guest.get("/policy")).text


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (replace(MAILERS, categories=(CONTACTS,)), "gives processors account"),
        (replace(MAILERS, purposes=(Purpose("gossip"),)), "purposes are"),
        (replace(MAILERS, country="US"), "safeguard"),
        (replace(MAILERS, country="Germany"), "two capital letters"),
        (replace(MAILERS, is_confidential=False), "confidentiality"),
        (replace(MAILERS, deletion="http://mailers.example"), "https: or mailto:"),
        (replace(MAILERS, contract=" "), "every word"),
    ],
)
async def test_an_entry_without_contract_safeguard_or_clause_is_none(
    house: House, entry: Processor, why: str
) -> None:
    with pytest.raises(EntryError, match=why):
        await house.desk.registers.enter_processor(entry)
    assert house.desk.registers.processors.all() == []


async def test_where_the_policy_has_no_case_nobody_works_for_the_house(home: Home) -> None:
    house = await home.open()
    with pytest.raises(EntryError, match="no case for processors"):
        await house.desk.registers.enter_processor(MAILERS)
    await home.leave()


async def test_an_entry_keeps_its_day_and_can_be_taken_out(house: House) -> None:
    processors = house.desk.registers.processors
    first = await house.desk.registers.enter_processor(MAILERS)
    again = await house.desk.registers.enter_processor(replace(MAILERS, name="Mailers"))
    assert (again.since, again.name) == (first.since, "Mailers")
    await processors.strike("mailers")
    with pytest.raises(NotFoundError):
        processors.get("mailers")


async def test_the_record_has_a_row_for_each_category_and_purpose(house: House) -> None:
    await house.desk.registers.enter_processor(FAR)
    answer = await COMMANDS["show_record"](house)
    head, *rows = csv.reader(io.StringIO(answer["csv"]))
    assert tuple(head) == COLUMNS
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(found) == sum(len(one.bases) for one in house.vault.policy.categories.values())
    [row] = [
        one for one in found if (one["category of data"], one["purpose"]) == (ACCOUNT, "service")
    ]
    assert (row["basis"], row["recipients"]) == ("contract", "'=Far Mailers")
    assert row["transfers"] == "US: standard clauses"
    assert row["time limit"] == "0 days after the account was closed"
    assert all(all(one.values()) for one in found)


async def test_every_term_of_the_json_ld_is_one_of_the_vocabulary(house: House) -> None:
    await house.desk.registers.enter_processor(FAR)
    policy = house.vault.policy
    rows = record(policy, recipients=[], processors=house.desk.registers.processors.all())
    found = as_json_ld(policy, rows)
    used = {word.removeprefix("dpv:") for word in _words(found) if word.startswith("dpv:")}
    assert used - TERMS == set()
    assert {"DataProcessingRecord", "ThirdCountry", "hasDataProcessor"} <= used
    assert json.loads(json.dumps(found)) == found


async def test_the_operator_enters_by_a_file_and_is_told_what_is_wrong(house: House) -> None:
    entry = msgspec.to_builtins(MAILERS)
    with pytest.raises(EntryError, match="no entry"):
        await COMMANDS["add_processor"](house, entry={**entry, "salary": 1})
    made = await COMMANDS["add_processor"](house, entry=entry)
    assert made["signed_on"] == "2026-01-01"
    assert len((await COMMANDS["list_processors"](house))["processors"]) == 1
    await COMMANDS["remove_processor"](house, name="mailers")
    given = {"name": "keyboard", "called": "Quick Keys", "maker": "Makers"}
    await COMMANDS["add_product"](house, **given, policy=KEYBOARD.policy)
    with pytest.raises(EntryError, match="https:"):
        await COMMANDS["add_product"](house, **given, policy="javascript:alert(1)")
    assert len((await COMMANDS["list_products"](house))["products"]) == 1
    await COMMANDS["remove_product"](house, name="keyboard")


def _words(found: object) -> Iterator[str]:
    """Every word of a JSON text: names and strings."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name != "@context":
                yield str(name)
                yield from _words(value)
    elif isinstance(found, list):
        for one in found:
            yield from _words(one)
    elif isinstance(found, str):
        yield found
