"""`bailee member`: add, invite, list, suspend, restore, recover, remove; and name the officer.

May be imported by: __main__.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

Handle = Annotated[str, typer.Argument(metavar="NAME", help="The name they sign in with.")]
Reason = Annotated[str, typer.Option("--reason", help="Why: the member reads it in their ledger.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
app = typer.Typer(
    no_args_is_help=True,
    help="Add, invite, list, suspend, restore, recover, remove members; name the officer.",
)


@app.command()
def add(
    handle: Annotated[
        str, typer.Argument(metavar="NAME", help="The name to sign in with: ada, say.")
    ],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Add a member; prints the password that they begin with, once."""
    with told():
        made = ask(folder(data, root_key), "add_member", handle=handle)
    out.print(f"name      {made['handle']}\npassword  {made['password']}", markup=False)


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List members: where each account stands, how many devices, and when one came by last."""
    with told():
        answer = ask(folder(data, root_key), "list_members")
    if as_json:
        show_json(answer)
        return
    if not answer["members"]:
        out.print("There are no members yet: `bailee member add NAME` makes one.")
        return
    table = Table("name", "state", "policy", "devices", "last seen", box=None, pad_edge=False)
    for member in answer["members"]:
        version, seen = f"version {member['policy']}", day(member["seen_at"])
        table.add_row(member["handle"], state(member), version, str(member["devices"]), seen)
    out.print(table)


@app.command()
def suspend(
    handle: Handle,
    reason: Reason,
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Freeze an account: nothing is taken in or read. Its member keeps every right."""
    with told():
        where = folder(data, root_key)
        answer = ask(where, "suspend_member", handle=handle, reason=reason)
    name = answer["handle"]
    say(
        answer, f"{name} is suspended and reads why. To undo: bailee member restore {name}", as_json
    )


@app.command()
def restore(
    handle: Handle, data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False
) -> None:
    """Take back a suspension, or a removal whose days are not over."""
    with told():
        answer = ask(folder(data, root_key), "restore_member", handle=handle)
    say(answer, f"{answer['handle']} is active again.", as_json)


@app.command()
def recover(
    handle: Handle,
    origin: Annotated[
        str, typer.Option("--url", help="Where members find this server: https://cloud.example.")
    ],
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Begin a recovery for who lost every way in: a link to give them, good once, in three days."""
    with told():
        where = folder(data, root_key)
        answer = ask(where, "recover_member", handle=handle, origin=origin.rstrip("/"))
    say(answer, recovered(answer), as_json)


def recovered(answer: Mapping[str, Any]) -> str:
    """What the operator gives to the member, and when it opens something."""
    if answer["opens_at"] is None:
        wait = "It works at once: the member has no address that could be told of it."
    else:
        since = day(answer["opens_at"])
        wait = f"It works from {since} on, unless the member stops it; every address is told."
    return f"Give this link to {answer['handle']}, and to nobody else:\n{answer['link']}\n{wait}"


@app.command()
def remove(
    handle: Handle,
    reason: Reason,
    data: Data = None,
    root_key: RootKey = None,
    *,
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Erase now, with no days to undo it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    as_json: AsJson = False,
) -> None:
    """Close an account; when the days that the policy names are over, all of it is erased."""
    if at_once and not yes:
        typer.confirm(f"All of {handle} is erased now, for good. Are you sure?", abort=True)
    with told():
        where = folder(data, root_key)
        answer = ask(where, "remove_member", handle=handle, reason=reason, at_once=at_once)
    say(answer, removed(answer), as_json)


@app.command()
def invite(
    data: Data = None,
    root_key: RootKey = None,
    *,
    mail: Annotated[
        str, typer.Option("--mail", metavar="ADDRESS", help="Send it there, by mail or text.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Invite somebody: a link that lets one person sign up, once, within seven days."""
    with told():
        answer = ask(folder(data, root_key), "invite_member", to=mail)
    said = "sent; the link is" if answer["sent"] else "give them this link:"
    if answer["registration"] == "closed":
        said += " (of use once Bailee runs with --registration invited)"
    say(answer, f"{said}\n{answer['link']}", as_json)


@app.command()
def officer(
    handle: Handle, data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False
) -> None:
    """Name an officer: who answers requests, and settles reports about children."""
    with told():
        answer = ask(folder(data, root_key), "name_officer", handle=handle)
    say(answer, f"{answer['handle']} is an officer and finds the desk at /desk", as_json)


def removed(answer: Mapping[str, Any]) -> str:
    """What became of a member who was removed."""
    name = answer["handle"]
    if answer["state"] == "erased":
        dead = day(answer["backups_dead_by"])
        return f"{name} is erased; no old copy of the keys opens anything after {dead}."
    ends = day(answer["ends_at"])
    return f"{name} is closed and erased on {ends}. To undo: bailee member restore {name}"


def state(member: Mapping[str, Any]) -> str:
    """`closing until 2026-12-09`, or where else an account stands and by whose choice."""
    said = str(member["state"])
    if member["ends_at"]:
        said += f" until {day(member['ends_at'])}"
    return f"{said} (own choice)" if member["by_member"] else said


def day(at: int | None) -> str:
    """A day as operators read it (UTC), or a dash."""
    return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%d") if at else "-"


def say(answer: Mapping[str, Any], sentence: str, as_json: bool, /) -> None:  # noqa: FBT001 - one of two ways to say it
    """Tell people the sentence, or a program the answer."""
    if as_json:
        show_json(answer)
    else:
        out.print(sentence, markup=False)


def show_json(answer: Mapping[str, Any]) -> None:
    """The answer for programs."""
    typer.echo(json.dumps(answer, ensure_ascii=False))
