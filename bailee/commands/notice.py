"""`bailee notice`: tell members what is new, and try whether letters arrive.

May be imported by: __main__.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told
from bailee.rights.notices import NewsError

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Tell members what is new; try the mail.")


@app.command()
def news(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Title and text, in each language: TOML.")
    ],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Tell news to those who agreed to hear them: in their inbox, and by mail."""
    with told():
        answer = ask(folder(data, root_key), "tell_news", texts=_read(file))
    count = answer["told"]
    out.print(f"Told {count} member{'' if count == 1 else 's'}.")


@app.command("try")
def try_(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Where the letter goes.")],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Send a letter the way that all letters go, and say whether it was taken."""
    with told():
        answer = ask(folder(data, root_key), "try_mail", to=address)
    out.print(f"✓ Taken, for {answer['to']}.", markup=False)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NewsError(f"{file} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NewsError(f"{file} is not TOML: {error}") from error
