"""`bailee hold`: what has to be kept, by whose demand, and until when.

May be imported by: __main__.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import day, show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
app = typer.Typer(no_args_is_help=True, help="See what has to be kept, and until when.")


@app.callback()
def hold() -> None:
    """See what has to be kept, and until when; officers set and lift holds at /desk/holds."""


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List what has to be kept, the first to end first."""
    with told():
        answer = ask(folder(data, root_key), "list_holds")
    if as_json:
        show_json(answer)
        return
    if not answer["holds"]:
        out.print("Nothing is held. Officers set holds at /desk/holds.")
        return
    table = Table("number", "until", "people", "what", "by", box=None, pad_edge=False)
    for one in answer["holds"]:
        by = escape(f"{one['authority']}, {one['citation']}")
        what = ", ".join(one["categories"])
        table.add_row(one["number"], day(one["until"]), str(one["people"]), what, by)
    out.print(table)
