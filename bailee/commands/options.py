"""Options that several commands take, and how an error is told.

May be imported by: commands, __main__.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bailee.assembly import Folder
from bailee.terms import BaileeError

__all__ = ["Data", "PolicyFile", "RootKey", "folder", "out", "told"]

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The data folder (default: by the platform)."),
]
RootKey = Annotated[
    Path | None,
    typer.Option("--root-key", metavar="FILE", help="The root key, kept apart from the data."),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help="The policy (default: DIR/policy.toml)."),
]
out = Console(highlight=False, soft_wrap=True, emoji=False)
_errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def folder(data: Path | None, root_key: Path | None) -> Folder:
    """The data folder that the options name."""
    return Folder(data, root_key=root_key)


@contextmanager
def told() -> Generator[None]:
    """Tell an error of ours in words and end with status 1."""
    try:
        yield
    except BaileeError as error:
        _errors.print("[red]✗[/] ", end="")
        _errors.print(str(error), markup=False)
        if error.hint:
            _errors.print(f"  {error.hint}", markup=False)
        raise typer.Exit(1) from error
