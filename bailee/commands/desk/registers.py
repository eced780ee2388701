"""`bailee processor`, `bailee product`, `bailee record`: the registers that are public.

May be imported by: __main__.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bailee.assembly.operator import ask
from bailee.commands.member import show_json
from bailee.commands.options import Data, RootKey, folder, out, told
from bailee.terms import BaileeError

__all__ = ["processors", "products", "record"]

AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A short name of your own: acme-mail, say.")]
Called = Annotated[str, typer.Option("--name", help="What people know it as.")]
processors = typer.Typer(
    no_args_is_help=True, help="Enter who works for you by contract (GDPR Art. 28)."
)
products = typer.Typer(
    no_args_is_help=True, help="Enter products of others, which have policies of their own."
)


@processors.command("add")
def add_processor(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The entry, as TOML; see docs/operating/desk.md.")
    ],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Enter a processor; the policy has to have a case for it."""
    with told():
        try:
            entry = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BaileeError(f"{file} cannot be read: {error}") from None
        shown = json.loads(json.dumps(entry, default=str))
        made = ask(folder(data, root_key), "add_processor", entry=shown)
    out.print(f"{made['name']} is in the public register at /registers.", markup=False)


@processors.command("list")
def list_processors(
    data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False
) -> None:
    """List the processors, oldest first."""
    with told():
        answer = ask(folder(data, root_key), "list_processors")
    if as_json:
        show_json(answer)
        return
    if not answer["processors"]:
        out.print("Nobody is entered as working for you.")
        return
    table = Table("id", "name", "contract", "country", "is given", box=None, pad_edge=False)
    for one in answer["processors"]:
        given, contract = ", ".join(one["categories"]), f"{one['contract']}, {one['signed_on']}"
        table.add_row(one["id"], escape(one["name"]), escape(contract), one["country"], given)
    out.print(table)


@processors.command("remove")
def remove_processor(name: Id, data: Data = None, root_key: RootKey = None) -> None:
    """Take a processor out of the register."""
    with told():
        ask(folder(data, root_key), "remove_processor", name=name)
    out.print("It is not in the register any more.")


@products.command("add")
def add_product(
    name: Id,
    *,
    called: Called,
    maker: Annotated[str, typer.Option("--maker", help="Who makes it.")],
    policy: Annotated[str, typer.Option("--policy-url", help="Its own policy, https://…")],
    data: Data = None,
    root_key: RootKey = None,
) -> None:
    """Enter a product, part or site of others, with the address of its policy."""
    given = {"name": name, "called": called, "maker": maker, "policy": policy}
    with told():
        ask(folder(data, root_key), "add_product", **given)
    out.print(f"{called} is in the public register at /registers.", markup=False)


@products.command("list")
def list_products(data: Data = None, root_key: RootKey = None, *, as_json: AsJson = False) -> None:
    """List the products of others, oldest first."""
    with told():
        answer = ask(folder(data, root_key), "list_products")
    if as_json:
        show_json(answer)
        return
    if not answer["products"]:
        out.print("No product of others is entered.")
        return
    table = Table("id", "name", "maker", "its policy", box=None, pad_edge=False)
    for one in answer["products"]:
        table.add_row(one["id"], escape(one["name"]), escape(one["maker"]), escape(one["policy"]))
    out.print(table)


@products.command("remove")
def remove_product(name: Id, data: Data = None, root_key: RootKey = None) -> None:
    """Take a product out of the register."""
    with told():
        ask(folder(data, root_key), "remove_product", name=name)
    out.print("It is not in the register any more.")


def record(
    data: Data = None,
    root_key: RootKey = None,
    *,
    as_json_ld: Annotated[
        bool, typer.Option("--json-ld", help="In the words of the Data Privacy Vocabulary.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table (this is the default).")] = True,
) -> None:
    """Print the record of processing activities (GDPR Art. 30), from policy and registers."""
    with told():
        answer = ask(folder(data, root_key), "show_record")
    if as_json_ld or not as_csv:
        typer.echo(json.dumps(answer["json_ld"], ensure_ascii=False, indent=2))
    else:
        typer.echo(answer["csv"], nl=False)
