"""`bailee journal`: check that nobody rewrote what happened.

May be imported by: __main__.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from bailee.assembly.offline import Checked, check_export
from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Check the journal.")


@app.callback()
def journal() -> None:
    """Check the journal."""


@app.command()
def verify(
    export: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A member's export (ZIP); else the house's journal."),
    ] = None,
    data: Data = None,
    root_key: RootKey = None,
    key: Annotated[
        str, typer.Option(metavar="KEY", help="The key that you noted; else the export's own.")
    ] = "",
) -> None:
    """Hash every line again and hold it against the signed heads; of an export, every file."""
    with told():
        if export is not None:
            _tell(check_export(export, key=key), is_noted=bool(key))
            return
        found = ask(folder(data, root_key), "verify_journal")
    if found["fault"]:
        out.print(f"[red]✗[/] the journal was changed: {escape(found['fault'])}")
        raise typer.Exit(1)
    out.print(f"[green]✓[/] {found['size']} lines agree with {found['heads']} signed heads.")
    out.print(f"  key  {found['key']}", markup=False)


def _tell(found: Checked, *, is_noted: bool) -> None:
    made = datetime.fromtimestamp(found.made_at, UTC).strftime("%Y-%m-%d %H:%M")
    out.print(f"[green]✓[/] {found.files} files are as they were given out on {made} UTC.")
    out.print(f"[green]✓[/] {found.lines} lines are in the journal, just as they were written.")
    if not is_noted:
        out.print(f"  key  {found.key}", markup=False)
        out.print("  It came with the export: compare it with the one that the house gave you.")
