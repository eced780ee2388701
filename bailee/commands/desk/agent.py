"""`bailee agent`: who may bring requests of others, by the Data Rights Protocol.

May be imported by: __main__.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As the network's directory has it: ACME.")]
app = typer.Typer(
    no_args_is_help=True, help="Let agents bring requests of members (Data Rights Protocol)."
)


@app.command()
def add(
    name: Id,
    *,
    called: Annotated[str, typer.Option("--name", help="What members know it as.")],
    key: Annotated[
        str, typer.Option("--key", metavar="BASE64", help="Its Ed25519 key, of the directory.")
    ],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Enter an agent: what it asks for somebody waits until that member says yes, signed in."""
    with told():
        answer = ask(folder(data, root_key), "add_agent", name=name, called=called, key=key)
    out.print(f"{name} may ask; to agents, this server is {answer['business']}.", markup=False)


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List the agents, and what they call this server."""
    with told():
        answer = ask(folder(data, root_key), "list_agents")
    if as_json:
        show_json(answer)
        return
    if not answer["agents"]:
        out.print("There is no agent: `bailee agent add ID --name NAME --key BASE64` enters one.")
        return
    table = Table("id", "name", "since", box=None, pad_edge=False)
    for one in answer["agents"]:
        since = datetime.fromtimestamp(one["since"], tz=UTC).strftime("%Y-%m-%d")
        table.add_row(one["id"], one["name"], since)
    out.print(table)
    out.print(f"To agents, this server is {answer['business']}.", markup=False)


@app.command()
def remove(name: Id, data: Data = None, root_key: RootKey = None) -> None:
    """Let an agent ask no more, from this moment on."""
    with told():
        ask(folder(data, root_key), "remove_agent", name=name)
    out.print("It asks no more.")
