"""`bailee request`: which requests wait, and until when. What they say is for officers.

May be imported by: __main__.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
app = typer.Typer(no_args_is_help=True, help="See which requests wait for an answer, until when.")


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List what waits for an officer, the first to be due first."""
    with told():
        answer = ask(folder(data, root_key), "list_requests")
    if as_json:
        show_json(answer)
        return
    if not answer["requests"]:
        out.print("No request waits for an answer.")
        return
    table = Table("number", "asked on", "due", "", box=None, pad_edge=False)
    for one in answer["requests"]:
        late = "[red]overdue[/]" if one["is_late"] else ""
        table.add_row(one["number"], _day(one["received"]), _day(one["due"]), late)
    out.print(table)
    if not answer["officers"]:
        out.print("There is nobody to answer: `bailee member officer NAME` names an officer.")


@app.command()
def show(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="As `request list` says it.")],
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show the clock of one that waits, and what happened to it when."""
    with told():
        answer = ask(folder(data, root_key), "show_request", number=number)
    if as_json:
        show_json(answer)
        return
    out.print(_told(answer), markup=False)


def _told(answer: Mapping[str, Any]) -> str:
    due = _day(answer["due"]) + (", overdue" if answer["is_late"] else "")
    head = [f"number    {answer['number']}", f"asked on  {_day(answer['received'])}"]
    steps = [f"{_day(step['at'])}  {step['did']}" for step in answer["steps"]]
    return "\n".join([*head, f"due       {due}", *steps])


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, tz=UTC).strftime("%Y-%m-%d")
