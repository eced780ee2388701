"""`bailee import`: bring files in for a member, from elsewhere or from a copy of their own.

May be imported by: __main__.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bailee.assembly.operator import ask
from bailee.commands.member import show_json
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["import_"]


def import_(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A copy (ZIP), a Takeout tree or ZIP, a file.")
    ],
    member: Annotated[
        str, typer.Option("--member", metavar="NAME", help="Whose it becomes: the name they use.")
    ],
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Take in what a member brings; overwrites nothing, and can be done twice."""
    with told():
        where, source = folder(data, root_key), str(path.absolute())
        if as_json:
            show_json(ask(where, "bring_in", path=source, handle=member))
            return
        with out.status(f"Reading {path.name} …"):
            report = ask(where, "bring_in", path=source, handle=member)
    for line in said(report):
        out.print(line, markup=False)


def said(report: Mapping[str, Any]) -> Iterator[str]:
    """The report, line by line."""
    yield f"{report['new']:>6}  new"
    yield f"{report['same']:>6}  here already"
    if report["stays"]:
        yield f"{report['stays']:>6}  here in another form, which stays as it is"
    if report["not_taken"]:
        yield f"{report['not_taken']:>6}  not taken"
    for odd in report["odd"]:
        yield f"        {odd['where']}: {odd['why']}"
    for suffix, count in report["waits"].items():
        yield f"{count:>6}  in {suffix} files, which no category takes yet"
    for suffix, count in report["unknown"].items():
        yield f"{count:>6}  {suffix} files, which nobody here understands"
    if report["ours"]:
        yield f"{report['ours']:>6}  files about an account, which stay in the copy"
