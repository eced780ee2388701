"""`bailee retention`: what fell due and went, and what is due and still here.

May be imported by: __main__.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import day, show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
Days = Annotated[int, typer.Option("--days", min=1, max=400, help="Over how many days.")]
app = typer.Typer(no_args_is_help=True, help="See what went when it was due, and what did not.")


@app.callback()
def retention() -> None:
    """See what went when it was due, and what did not."""


@app.command()
def report(
    data: Data = None, root_key: RootKey = None, *, days: Days = 30, as_json: AsJson = False
) -> None:
    """Report what fell due and went, day by day, and what is overdue and why."""
    with told():
        answer = ask(folder(data, root_key), "report_retention", days=days)
    if as_json:
        show_json(answer)
        return
    ran = day(answer["ran_at"])
    out.print(f"From {day(answer['since'])} to {day(answer['at'])}; looked for last on {ran}.")
    table = Table("day", "clause", "items", "", box=None, pad_edge=False)
    for one in answer["gone"]:
        table.add_row(one["day"], one["clause"], str(one["items"]), "gone")
    for one in answer["overdue"]:
        table.add_row("now", one["clause"], str(one["items"]), f"still here: {one['why']}")
    if table.row_count:
        out.print(table)
    else:
        out.print("Nothing fell due.")
