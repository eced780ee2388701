"""What the operator may ask of a house, running or not: one list, two ways in.

A running house listens on a socket in its data folder, which only its owner can open. A command
is one line of JSON, and so is its answer. When nothing runs, the command opens the house itself.

May be imported by: assembly, commands.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from bailee.assembly.apps import (
    add_app,
    let_apps_register,
    list_apps,
    remove_app,
    rotate_token_keys,
)
from bailee.assembly.bringing import bring_in
from bailee.assembly.desk.agents import add_agent, list_agents, remove_agent
from bailee.assembly.desk.holds import list_holds, report_retention
from bailee.assembly.desk.registers import (
    add_processor,
    add_product,
    list_processors,
    list_products,
    remove_processor,
    remove_product,
    show_record,
)
from bailee.assembly.desk.requests import list_requests, show_request
from bailee.assembly.desk.staff import add_staff, list_staff, remove_staff
from bailee.assembly.folder import Folder, FolderError
from bailee.assembly.house import House
from bailee.assembly.members import (
    invite_member,
    list_members,
    name_officer,
    recover_member,
    remove_member,
    restore_member,
    suspend_member,
)
from bailee.assembly.post.telling import tell_news, try_mail
from bailee.assembly.review import BACKED_UP_AT, review
from bailee.assembly.rotation import rotate
from bailee.assembly.versions import pending_policy, publish_policy, weigh_policy, withdraw_policy
from bailee.terms import BaileeError, ClauseId

__all__ = ["COMMANDS", "MOST_BYTES", "Answer", "ask", "listen"]

Answer = dict[str, Any]
MOST_BYTES = 1 << 20
"""The longest command."""


async def add_member(house: House, *, handle: str, password: str | None = None) -> Answer:
    """Add a member."""
    member = await house.account.add(handle, password=password)
    return {"handle": member.handle, "password": member.password}


async def verify_journal(house: House) -> Answer:
    """Check the whole journal against every signed head."""
    await house.vault.settle()
    found = await house.vault.tree.verify_in_turns()
    return {
        "size": found.size,
        "heads": found.heads,
        "fault": found.fault,
        "key": house.vault.tree.key.text(),
    }


async def rotate_keys(house: House) -> Answer:
    """End the epoch of the keys."""
    return {"keys": await rotate(house), "epoch": house.ring.epoch}


async def replace_root(house: House) -> Answer:
    """Replace the root key."""
    house.root.replace()
    return {"root": house.root.describe()}


async def expire(house: House) -> Answer:
    """Remove what is due now."""
    return {"removed": await house.vault.expire()}


async def review_house(house: House) -> Answer:
    """Review what protects the data."""
    return await review(house)


async def show_evidence(house: House, *, clauses: list[ClauseId]) -> Answer:
    """Give the numbers behind each of these promises, where there are any."""
    numbers = {clause: await house.evidence.of(clause) for clause in clauses}
    return {clause: shown for clause, shown in numbers.items() if shown}


async def back_up(house: House, *, to: str) -> Answer:
    """Copy the data beside older copies, and the key store in the place of the older one.

    One key store and no more: what was erased since an older copy of the data must stay erased.
    """
    target = Path(to)
    if await asyncio.to_thread(target.resolve) == await asyncio.to_thread(
        house.folder.path.resolve
    ):
        # The copy would take the place of the key store that is open.
        raise FolderError(f"{to} is the data folder itself", hint="name one on another disk")
    await house.vault.settle()
    copy = target / f"vault-{house.clock.now()}.db"
    plain = [file for file in (house.folder.policy, house.folder.id) if file.exists()]
    try:
        await asyncio.to_thread(_make_folder, target)
        await asyncio.to_thread(house.database.copy_to, copy)
        await asyncio.to_thread(house.store.copy_to, target / "keys.db")
        for file in plain:
            await asyncio.to_thread(shutil.copyfile, file, target / file.name)
    except OSError as error:
        raise FolderError(f"{to} cannot be written: {error.strerror}") from error
    await house.vault.note_fact(BACKED_UP_AT, str(house.clock.now()))
    return {"data": str(copy), "keys": str(target / "keys.db"), "root": house.root.describe()}


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


_ALL = (
    add_member,
    list_members,
    suspend_member,
    restore_member,
    recover_member,
    remove_member,
    invite_member,
    name_officer,
    list_holds,
    report_retention,
    add_processor,
    list_processors,
    remove_processor,
    add_product,
    list_products,
    remove_product,
    show_record,
    add_staff,
    list_staff,
    remove_staff,
    list_requests,
    show_request,
    add_agent,
    list_agents,
    remove_agent,
    add_app,
    list_apps,
    remove_app,
    let_apps_register,
    rotate_token_keys,
    verify_journal,
    rotate_keys,
    replace_root,
    expire,
    back_up,
    review_house,
    bring_in,
    show_evidence,
    tell_news,
    try_mail,
    weigh_policy,
    publish_policy,
    pending_policy,
    withdraw_policy,
)
COMMANDS: dict[str, Callable[..., Awaitable[Answer]]] = {one.__name__: one for one in _ALL}


async def _perform(house: House, line: bytes) -> bytes:
    try:
        asked = msgspec.json.decode(line)
        answer = await COMMANDS[asked["do"]](house, **asked["with"])
    except BaileeError as error:
        answer = {"error": str(error), "hint": error.hint}
    except (msgspec.DecodeError, KeyError, TypeError):
        answer = {"error": "this is not a command", "hint": "use the same Bailee on both sides"}
    return msgspec.json.encode(answer) + b"\n"


async def listen(house: House) -> asyncio.AbstractServer:
    """Hear the operator until the server is closed."""

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            try:
                writer.write(await _perform(house, await _line(reader)))
                await writer.drain()
            finally:
                writer.close()
                await writer.wait_closed()

    path = house.folder.socket
    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(hear, str(path), limit=MOST_BYTES)
    path.chmod(0o600)
    return server


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:
        return b""  # longer than any command


def ask(folder: Folder, do: str, **given: object) -> Answer:
    """Ask a house, through its socket if it runs, else by opening it. Raises `BaileeError`.

    Only adding a member makes a house where there is none.
    """
    is_there = folder.is_there
    if do != add_member.__name__ and not is_there:
        raise FolderError(
            f"there is no Bailee in {folder.path}", hint="bailee start makes one; see --data DIR"
        )
    line = msgspec.json.encode({"do": do, "with": given}) + b"\n"
    try:
        folder.claim()
    except FolderError:
        if not is_there or not folder.socket.exists():
            raise
        return _read(_through(folder.socket, line))
    return _read(asyncio.run(_opened(folder, line)))


async def _opened(folder: Folder, line: bytes) -> bytes:
    house = await House.open(folder, as_it_was=True)
    try:
        return await _perform(house, line)
    finally:
        await house.close()


def _through(path: Path, line: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
        connection.connect(str(path))
        connection.sendall(line)
        with connection.makefile("rb") as stream:
            answer = stream.readline()
        if answer:
            return answer
    raise FolderError(f"the Bailee that uses {path.parent} does not answer", hint="restart it")


def _read(line: bytes) -> Answer:
    answer: Answer = msgspec.json.decode(line)
    if "error" in answer:
        raise BaileeError(answer["error"], hint=answer["hint"])
    return answer
