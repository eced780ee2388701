"""`bailee back-up`: copies to restore from, in which the erased stay erased.

May be imported by: __main__.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["back_up"]


def back_up(
    to: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder for the copies, on another disk.")
    ],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Copy the data and the newest key store; Bailee may go on running."""
    with told():
        made = ask(folder(data, root_key), "back_up", to=str(to.absolute()))
    for line in (
        f"data      {made['data']}",
        f"keys      {made['keys']} (only ever the newest)",
        f"root key  {made['root']} and the epoch beside it: copy them too, elsewhere",
    ):
        out.print(line, markup=False)
