"""`bailee app`: the apps that members may sign in to with their account here.

May be imported by: __main__.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.options import Data, RootKey, folder, out, told

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Connect apps that members sign in to.")


Signing = Annotated[
    str,
    typer.Option(
        "--signing",
        metavar="RS256|ES256",
        help="What its ID tokens are signed by; ES256 is shorter and costs a sixth.",
    ),
]


@app.command()
def add(  # noqa: PLR0913 - each is an option of the command
    name: Annotated[str, typer.Argument(metavar="NAME", help="What members know it as.")],
    redirect: Annotated[
        list[str],
        typer.Option("--redirect", metavar="URI", help="Where it takes its members back."),
    ],
    logout: Annotated[
        list[str] | None,
        typer.Option("--logout", metavar="URI", help="Where members go who left it."),
    ] = None,
    *,
    public: Annotated[
        bool, typer.Option("--public", help="It keeps no secret: it runs in browsers, on phones.")
    ] = False,
    contact: Annotated[
        str, typer.Option("--contact", metavar="TEXT", help="Who answers for it.")
    ] = "",
    policy: Annotated[
        str, typer.Option("--policy-link", metavar="URI", help="Its own privacy policy.")
    ] = "",
    signing: Signing = "",
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Connect an app; prints its id, and the secret that is told this once."""
    with told():
        made = ask(
            folder(data, root_key),
            "add_app",
            name=name,
            redirects=redirect,
            logouts=logout or [],
            is_public=public,
            contact=contact,
            policy=policy,
            signing=signing,
        )
    out.print(f"id      {made['id']}", markup=False)
    if made["secret"]:
        out.print(f"secret  {made['secret']}", markup=False)


@app.command("list")
def list_(data: Data = None, root_key: RootKey = None) -> None:
    """List the apps: id, name, where each takes its members back, and since when."""
    with told():
        found = ask(folder(data, root_key), "list_apps")
    if not found["apps"]:
        out.print("No app is connected yet: `bailee app add NAME --redirect URI` connects one.")
    else:
        out.print(_table(found["apps"]))
    if found["is_open"]:
        out.print("Apps may register by themselves; `bailee app registration off` ends that.")


def _table(apps: list[dict[str, Any]]) -> Table:
    table = Table("id", "name", "returns to", "since", box=None, pad_edge=False)
    for one in apps:
        since = datetime.fromtimestamp(int(one["since"]), UTC).date().isoformat()
        uris = "\n".join(one["redirects"])
        table.add_row(str(one["id"]), str(one["name"]), uris, since)
    return table


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `bailee app list` says.")],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Disconnect an app: it is told nothing more, from this moment on."""
    with told():
        ask(folder(data, root_key), "remove_app", app=name)
    out.print("It is told nothing more.")


@app.command()
def registration(
    turn: Annotated[str, typer.Argument(metavar="on|off", help="Whether anybody may.")],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Let apps register by themselves, or not; at first they may not."""
    if turn not in {"on", "off"}:
        raise typer.BadParameter("say on or off")
    with told():
        ask(folder(data, root_key), "let_apps_register", is_open=turn == "on")
    out.print(f"Registration is {turn}.")


@app.command("renew-keys")
def renew_keys(data: Data = None, root_key: RootKey = None) -> None:
    """Sign what apps read with new keys; what was signed before is believed until it runs out."""
    with told():
        ask(folder(data, root_key), "rotate_token_keys")
    out.print("New keys sign from now on; apps find them by themselves.")
