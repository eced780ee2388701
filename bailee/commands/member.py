"""`bailee member`: add and list members.

May be imported by: __main__.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Add and list members.")


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
def list_(data: Data = None, root_key: RootKey = None) -> None:
    """List members: handle, state, and the version of the policy that binds them."""
    with told():
        found = ask(folder(data, root_key), "list_members")["members"]
    if not found:
        out.print("There are no members yet: `bailee member add NAME` makes one.")
        return
    table = Table("name", "state", "policy", box=None, pad_edge=False)
    for member in found:
        table.add_row(member["handle"], member["state"], f"version {member['policy']}")
    out.print(table)
