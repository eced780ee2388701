"""The operator is heard the same, whether Bailee runs or not."""

from __future__ import annotations

import asyncio
import base64
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from bailee.assembly import Folder, FolderError, operator
from bailee.assembly.operator import COMMANDS, Answer, ask, listen
from bailee.terms import BaileeError
from tests.assembly.versions.test_versions import PAST, version
from tests.clients.people import cards
from tests.homes import Home, move_in
from tests.policy.files import HOME

FAR = "2099-01-01"
Asking = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def running(home: Home) -> AsyncIterator[Folder]:
    """A house that runs, with Ada in it."""
    house = await home.open()
    await move_in(house, "ada")
    server = await listen(house)
    yield house.folder
    server.close()
    await home.leave()


@pytest.fixture(params=["running", "stopped"])
async def asking(request: pytest.FixtureRequest, home: Home) -> AsyncIterator[Asking]:
    """What the command line does, beside a house that runs or does not."""
    house = await home.open()
    await move_in(house, "ada")
    server = await listen(house)
    if request.param == "stopped":
        server.close()
        await home.leave()

    async def asked(do: str, **given: object) -> Answer:
        return await asyncio.to_thread(ask, home.folder, do, **given)

    yield asked
    server.close()
    await home.leave()


async def test_members_are_added_and_listed(asking: Asking) -> None:
    made = await asking("add_member", handle="Ben")
    assert made["handle"] == "ben"
    assert len(made["password"]) > 10
    listed = (await asking("list_members"))["members"]
    assert {member["handle"] for member in listed} == {"ada", "ben"}
    assert {(member["state"], member["policy"]) for member in listed} == {("active", 1)}


@pytest.mark.keeps("account.undo")
async def test_members_are_suspended_restored_and_removed(asking: Asking) -> None:
    assert (await asking("suspend_member", handle="ada", reason="x"))["state"] == "restricted"
    assert (await asking("restore_member", handle="ada"))["state"] == "active"
    assert (await asking("remove_member", handle="ada", reason="x"))["state"] == "closing"
    gone = await asking("remove_member", handle="ada", reason="x", at_once=True)
    assert gone["state"] == "erased"
    assert (await asking("list_members"))["members"] == []


async def test_a_recovery_is_begun_for_a_member(asking: Asking) -> None:
    begun = await asking("recover_member", handle="ada", origin="https://cloud.example")
    assert begun["link"].startswith("https://cloud.example/lost/open?ticket=")


async def test_people_are_invited_and_an_officer_is_named(asking: Asking) -> None:
    assert "/sign-up?invitation=" in (await asking("invite_member"))["link"]
    assert await asking("name_officer", handle="ADA") == {"handle": "ada"}


async def test_an_error_is_told_with_its_hint(asking: Asking) -> None:
    with pytest.raises(BaileeError, match="this handle is taken") as told:
        await asking("add_member", handle="ada")
    assert told.value.hint == "choose another one"


@pytest.mark.keeps("security.evidence")
async def test_the_journal_is_verified(asking: Asking) -> None:
    found = await asking("verify_journal")
    assert (found["fault"], found["heads"]) == ("", 1)
    assert found["size"] > 3
    assert found["key"].startswith("bailee/journal+")
    assert (await asking("verify_journal"))["key"] == found["key"]


async def test_keys_are_rotated_and_the_root_replaced(asking: Asking, home: Home) -> None:
    before = home.root_key.read_bytes()
    first, second = await asking("rotate_keys"), await asking("rotate_keys")
    assert (first["epoch"], second["epoch"]) == (2, 3)
    assert first["keys"] == second["keys"] > 0
    assert (await asking("replace_root"))["root"] == str(home.root_key)
    assert home.root_key.read_bytes() != before
    assert len((await asking("list_members"))["members"]) == 1


async def test_expiry_and_backup_and_evidence_are_at_hand(asking: Asking, tmp_path: Path) -> None:
    # A house that is opened for it goes by the wall clock: the notice of her phone is old there.
    assert (await asking("expire"))["removed"] <= 1
    copies = tmp_path / "copies"
    made = await asking("back_up", to=str(copies))
    assert {made["data"], made["keys"]} <= {str(file) for file in copies.iterdir()}
    shown = await asking("show_evidence", clauses=["security.evidence", "use.permitted"])
    assert list(shown) == ["security.evidence"]


async def test_apps_are_connected_and_removed(asking: Asking) -> None:
    uri = "https://app.example/back"
    made = await asking("add_app", name="Wiki", redirects=[uri], logouts=[])
    listed = await asking("list_apps")
    assert [(app["id"], app["redirects"]) for app in listed["apps"]] == [(made["id"], [uri])]
    assert not listed["is_open"]
    assert (await asking("let_apps_register", is_open=True))["is_open"]
    first, second = await asking("rotate_token_keys"), await asking("rotate_token_keys")
    assert set(second["keys"]) - set(first["keys"])
    await asking("remove_app", app=made["id"])
    assert (await asking("list_apps"))["apps"] == []


async def test_news_reach_whoever_wants_them_and_mail_can_be_tried(asking: Asking) -> None:
    texts = {"en": {"title": "New", "text": "Calendars."}, "de": {"title": "Neu", "text": "Ja."}}
    assert await asking("tell_news", texts=texts) == {"told": 0}
    with pytest.raises(BaileeError):
        await asking("try_mail", to="no address")


async def test_the_operator_sees_the_clocks_of_requests(asking: Asking) -> None:
    assert await asking("list_requests") == {"requests": [], "late": 0, "officers": 0}
    with pytest.raises(BaileeError):
        await asking("show_request", number="NOSUCH22")


@pytest.mark.keeps("change.notice")
async def test_the_operator_publishes_looks_and_withdraws(home: Home, asking: Asking) -> None:
    longer = version(2, days=60, since=FAR)
    weighed = await asking("weigh_policy", text=longer, file="new.toml")
    assert (weighed["binds_on"], weighed["staying"], weighed["told"]) == (FAR, 1, 1)
    assert "60 days" in weighed["reduces"][0]["says"]["en"]
    assert home.folder.policy.read_text() == HOME
    await asking("publish_policy", text=longer, file="new.toml")
    assert home.folder.policy.read_text() == longer
    pending = await asking("pending_policy")
    assert (pending["version"], pending["untold"]) == (2, 1)
    assert await asking("withdraw_policy") == {"withdrawn": 2, "in_force": 1}
    assert home.folder.policy.read_text() == HOME
    assert (await asking("pending_policy"))["version"] is None


@pytest.mark.keeps("change.notice")
async def test_what_the_operator_publishes_at_once_holds_at_once(
    home: Home, asking: Asking
) -> None:
    text = version(2, days=7, since=PAST)
    assert (await asking("publish_policy", text=text, file="new.toml"))["at_once"]
    assert {one["policy"] for one in (await asking("list_members"))["members"]} == {2}
    with pytest.raises(BaileeError, match="is published already"):
        await asking("publish_policy", text=text, file="new.toml")
    assert home.folder.policy.read_text() == text


async def test_agents_are_entered_listed_and_removed(asking: Asking) -> None:
    key = base64.b64encode(bytes(range(32))).decode()
    made = await asking("add_agent", name="ACME", called="Acme", key=key)
    assert made == {"id": "ACME", "business": "HOME"}
    assert [one["id"] for one in (await asking("list_agents"))["agents"]] == ["ACME"]
    await asking("remove_agent", name="ACME")
    assert (await asking("list_agents"))["agents"] == []


async def test_files_are_brought_in_for_a_member(asking: Asking, tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    await asyncio.to_thread(file.write_bytes, b"".join(card.body for card in cards(3)))
    report = await asking("bring_in", path=str(file), handle="ada")
    assert (report["new"], report["odd"]) == (3, [])
    with pytest.raises(BaileeError, match="cannot be read"):
        await asking("bring_in", path=str(tmp_path / "nowhere"), handle="ada")


def test_every_command_is_tried() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    others = [path.read_text(encoding="utf-8") for path in Path("tests").rglob("test_*.py")]
    called = [name for name in COMMANDS if any(f'COMMANDS["{name}"]' in text for text in others)]
    assert [
        name for name in COMMANDS if f'asking("{name}"' not in tried and name not in called
    ] == []


async def test_nobody_but_its_owner_can_speak_to_it(running: Folder) -> None:
    assert running.socket.stat().st_mode & 0o777 == 0o600
    assert running.path.stat().st_mode & 0o777 == 0o700


MALFORMED = [
    b"",
    b"\n",
    b"hello\n",
    b"\xff\n",
    b"[]\n",
    b"5\n",
    b"{}\n",
    b'{"do": "list_members"}\n',
    b'{"do": "list_members", "with": []}\n',
    b'{"do": "list_members", "with": {"what": 1}}\n',
    b'{"do": "close", "with": {}}\n',
    b'{"do": ["list_members"], "with": {}}\n',
    b'{"do": "add_member", "with": {"handle": 5}}\n',
    b'{"do": "add_member", "with": {"handle": null}}\n',
    b'{"do": "__init__", "with": {}}\n',
]


async def say(folder: Folder, line: bytes) -> bytes:
    """Say anything to the socket."""
    reader, writer = await asyncio.open_unix_connection(str(folder.socket))
    writer.write(line)
    writer.write_eof()
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize("line", MALFORMED, ids=repr)
async def test_what_is_no_command_is_told_so_and_does_nothing(running: Folder, line: bytes) -> None:
    answer = msgspec.json.decode(await say(running, line))
    assert answer["error"] == "this is not a command"
    assert answer["hint"]
    listed = await asyncio.to_thread(ask, running, "list_members")
    assert len(listed["members"]) == 1


async def test_a_line_without_end_is_not_kept(running: Folder) -> None:
    assert b"not a command" in await say(running, b"x" * (operator.MOST_BYTES + 100))
    assert len((await asyncio.to_thread(ask, running, "list_members"))["members"]) == 1


async def test_who_hangs_up_disturbs_nobody(running: Folder) -> None:
    for _ in range(20):
        _, writer = await asyncio.open_unix_connection(str(running.socket))
        writer.close()
    assert len((await asyncio.to_thread(ask, running, "list_members"))["members"]) == 1


async def test_a_socket_that_a_power_cut_left_is_no_hindrance(home: Home) -> None:
    house = await home.open()
    server = await listen(house)
    server.close()
    home.cut_power()
    assert home.folder.socket.exists()
    assert (await asyncio.to_thread(ask, home.folder, "list_members"))["members"] == []
    again = await listen(await home.open())
    assert (await asyncio.to_thread(ask, home.folder, "list_members"))["members"] == []
    again.close()
    await home.leave()


async def test_a_house_that_does_not_answer_is_told_so(home: Home) -> None:
    house = await home.open()
    with pytest.raises(FolderError, match="another Bailee uses"):
        await asyncio.to_thread(ask, home.folder, "list_members")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(house.folder.socket))
        with pytest.raises(FolderError, match="does not answer") as told:
            await asyncio.to_thread(ask, home.folder, "list_members")
    assert told.value.hint == "restart it"
    await home.leave()


@pytest.mark.parametrize("name", ["x" * 90, "x" * 300, "file/data"])
def test_a_folder_that_cannot_be_is_told_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    for do in ("list_members", "add_member"):
        with pytest.raises(FolderError, match=r"too long|cannot be written|cannot be read|no Bail"):
            ask(Folder(tmp_path / name, root_key=tmp_path / "key"), do)
