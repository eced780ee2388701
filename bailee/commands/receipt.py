"""`bailee receipt`: check, with no connection, that a receipt is as it was given out.

May be imported by: __main__.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bailee.assembly.offline import check_receipt
from bailee.commands.member import show_json
from bailee.commands.options import out, told

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Check a receipt.")


@app.callback()
def receipt() -> None:
    """Check a receipt."""


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The receipt, or a mail with it, as a text.")
    ],
    key: Annotated[
        str, typer.Option(metavar="KEY", help="The key that you noted; else the receipt's own.")
    ] = "",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Hold a receipt against its signature, and show what it says."""
    with told():
        text, signer = check_receipt(file, key=key)
    if as_json:
        show_json({"text": text, "key": signer, "noted": bool(key)})
        return
    out.print("[green]✓[/] The receipt is as it was given out. It says:\n")
    out.print(text, markup=False)
    if not key:
        out.print("Its key came with it: compare it with the one on the page /receipt.")
