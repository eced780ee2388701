"""`bailee review`: look at what protects the data, and say what to do.

May be imported by: __main__.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bailee.assembly.operator import ask
from bailee.commands.member import day, show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["review"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
_STYLES = {"must": "bold red", "look": "yellow", "good": "green"}
_HEADS = {"must": "do", "look": "look", "good": "good"}


def review(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """Review keys, certificate, files, backups, endings and grants; ends with 1 if one must act."""
    with told():
        answer = ask(folder(data, root_key), "review_house")
    if as_json:
        show_json(answer)
    else:
        for one in answer["findings"]:
            level = one["level"]
            out.print(f"{_HEADS[level]:5}", style=_STYLES[level], end="")
            out.print(f"{one['about']}: {one['says']}", markup=False)
            if one["do"]:
                out.print(f"     → {one['do']}", markup=False)
        out.print(f"\nReviewed on {day(answer['at'])}; kept as {answer['file']}.", markup=False)
    if any(one["level"] == "must" for one in answer["findings"]):
        raise typer.Exit(1)
