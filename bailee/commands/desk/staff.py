"""`bailee staff`: who answers for the data. A role opens nothing by itself.

May be imported by: __main__.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import say, show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

Handle = Annotated[str, typer.Argument(metavar="NAME", help="The name they sign in with.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
app = typer.Typer(no_args_is_help=True, help="Name officers and staff, list them, let them go.")


@app.command()
def add(
    handle: Handle,
    data: Data = None,
    root_key: RootKey = None,
    *,
    officer: Annotated[bool, typer.Option("--officer", help="Who gives grants and answers.")] = (
        False
    ),
    as_json: AsJson = False,
) -> None:
    """Make a member one of the staff; what they look at takes a grant by an officer."""
    with told():
        answer = ask(folder(data, root_key), "add_staff", handle=handle, officer=officer)
    is_now = "an officer" if officer else "a member of staff"
    say(answer, f"{answer['handle']} is {is_now} and finds the desk at /desk", as_json)


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List who has a role, and how many grants of theirs stand."""
    with told():
        answer = ask(folder(data, root_key), "list_staff")
    if as_json:
        show_json(answer)
        return
    if not answer["staff"]:
        out.print("There is nobody: `bailee staff add NAME --officer` names an officer.")
        return
    table = Table("name", "role", "grants", box=None, pad_edge=False)
    for one in answer["staff"]:
        table.add_row(one["handle"], ", ".join(one["roles"]), str(one["grants"]))
    out.print(table)


@app.command()
def remove(
    handle: Handle, data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False
) -> None:
    """Take every role back, and every grant with them, at once."""
    with told():
        answer = ask(folder(data, root_key), "remove_staff", handle=handle)
    say(answer, f"{answer['handle']} has no role any more.", as_json)
