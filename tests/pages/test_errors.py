"""Every no is told, with its reason, and in the way that the asker reads."""

from __future__ import annotations

import json

import pytest

from bailee.gateways import problems as gateway
from bailee.pages.problems import EXPLAINED
from bailee.terms import ClauseId, LockedError, Refuse, Refused, StorageError
from tests.pages.house import PASSWORD, House, browser, csrf, signed_in

JSON = {"accept": "application/json"}
NO = Refused(Refuse("you have not agreed to sync", ClauseId("category.contacts")))
NEVER = Refused(Refuse("the policy says <nothing> about photos"))


def broken(error: Exception) -> House:
    """A house whose ledger fails."""
    house = House()
    house.ledger.fault = error
    return house


async def test_a_refusal_links_the_sentence_that_decided() -> None:
    answer = await (await signed_in(broken(NO))).get("/me")
    assert answer.status_code == 403
    assert "you have not agreed to sync" in answer.text
    assert 'href="/policy#category.contacts"' in answer.text


async def test_a_refusal_by_no_sentence_says_so() -> None:
    page = (await (await signed_in(broken(NEVER))).get("/me")).text
    assert "the policy says &lt;nothing&gt; about photos" in page
    assert "No sentence of the policy allows it." in page


async def test_a_program_gets_a_problem_it_can_read() -> None:
    answer = await (await signed_in(broken(NO))).get("/me", headers=JSON)
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text) == {
        "type": "/problems/refused",
        "title": "The policy does not allow that",
        "status": 403,
        "detail": "you have not agreed to sync",
        "policy": "/policy#category.contacts",
    }


async def test_a_program_is_not_sent_to_the_sign_in_page() -> None:
    answer = await browser(House()).get("/me", headers=JSON)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/signed-out")


@pytest.mark.parametrize(
    ("error", "status"),
    [(StorageError("full"), 503), (LockedError("locked"), 503), (KeyError("ada@example"), 500)],
)
async def test_what_went_wrong_is_told_without_a_word_of_ours(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await (await signed_in(broken(error))).get("/me")
    assert answer.status_code == status
    assert str(error) not in answer.text.partition("<main")[2].partition("<h1>")[0]
    assert "ada@example" not in answer.text + caplog.text


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("GET", "/me/nothing")])
async def test_a_page_that_is_not_there(method: str, path: str) -> None:
    answer = await browser(House()).request(method, path)
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.text


async def test_a_method_that_a_page_does_not_know() -> None:
    answer = await browser(House()).request("DELETE", "/sign-in")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


async def test_every_problem_is_explained_in_both_languages() -> None:
    for name, problem in EXPLAINED.items():
        english = await browser(House()).get(f"/problems/{name}")
        german = await browser(House(), language="de").get(f"/problems/{name}")
        assert problem.title in english.text
        assert problem.title not in german.text
    assert (await browser(House()).get("/problems/none")).status_code == 404


def test_every_problem_that_a_gateway_names_has_its_page() -> None:
    named = {gateway.problem_of(error).name for error in (NO, StorageError(""), LockedError(""))}
    assert named <= set(EXPLAINED)


async def test_an_export_that_is_refused_is_not_half_a_file() -> None:
    house = House()
    house.export.fault = NO
    client = await signed_in(house)
    form = {"csrf": csrf(house), "password": PASSWORD}
    assert (await client.post("/me/export", data=form)).status_code == 403


async def test_a_refused_erasure_says_why() -> None:
    house = House()
    house.erasure.fault = NO
    client = await signed_in(house)
    form = {"csrf": csrf(house), "password": PASSWORD}
    answer = await client.post("/me/erase/contacts", data=form)
    assert answer.status_code == 403
    assert "you have not agreed to sync" in answer.text
