"""`bailee keys`: rotate what protects the data.

May be imported by: __main__.
"""

from __future__ import annotations

import typer

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Rotate keys; no item is rewritten.")


@app.command()
def rotate(data: Data = None, root_key: RootKey = None) -> None:
    """End the epoch: older copies of the key store are noise from now on."""
    with told():
        done = ask(folder(data, root_key), "rotate_keys")
    out.print(f"{done['keys']} keys are in epoch {done['epoch']}; the one before is destroyed.")


@app.command("replace-root")
def replace_root(data: Data = None, root_key: RootKey = None) -> None:
    """Replace the root key itself; back the new one up."""
    with told():
        done = ask(folder(data, root_key), "replace_root")
    told_where = f"The root key at {done['root']} is a new one. Back it up apart from the data."
    out.print(told_where, markup=False)
