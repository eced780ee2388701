"""`bailee start`: open the house and let it answer.

May be imported by: __main__.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvloop

from bailee.assembly import Folder, House
from bailee.assembly.memory import return_large_buffers
from bailee.assembly.serving import Address, serve
from bailee.commands.options import Data, PolicyFile, RootKey, folder, out, told
from bailee.services.account import NewMember

__all__ = ["start"]


def start(  # noqa: PLR0913, PLR0917 - Typer: one argument for each option
    data: Data = None,
    root_key: RootKey = None,
    policy: PolicyFile = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8443,
    url: Annotated[str, typer.Option(help="What members type, behind a proxy.")] = "",
    member: Annotated[str, typer.Option(help="The handle of the first member.")] = "me",
    certificate: Annotated[Path | None, typer.Option(help="A certificate of your own.")] = None,
    certificate_key: Annotated[Path | None, typer.Option(help="And its key.")] = None,
    *,
    no_tls: Annotated[bool, typer.Option("--no-tls", help="Plain HTTP, loopback only.")] = False,
) -> None:
    """Start Bailee; the first time it makes all that it needs, and the first member."""
    return_large_buffers()
    address = Address(host, port, not no_tls, url, certificate, certificate_key)
    with told(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        address.check()
        claimed = folder(data, root_key).claim()
        runner.run(_run(claimed, policy, address, member))


async def _run(claimed: Folder, policy: Path | None, address: Address, member: str) -> None:
    house = await House.open(claimed, policy=policy)
    try:
        first = None if house.vault.subjects() else await house.account.add(member)
        await serve(house, address, ready=lambda shown: _greet(house, address, first, shown))
    finally:
        await house.close()


def _greet(house: House, address: Address, first: NewMember | None, fingerprint: str) -> None:
    origin = address.origin
    out.print(f"[green]✓[/] Bailee answers at [bold]{origin}/[/]")
    out.print(f"  data      {house.folder.path}")
    out.print(f"  root key  {house.root.describe()} (back it up apart from the data)")
    out.print(f"  policy    {origin}/policy")
    if fingerprint:
        out.print(f"  TLS       its own certificate; SHA-256 {fingerprint}")
    if first is not None:
        out.print("\n  Your first member, shown once:")
        out.print(f"    name      [bold]{first.handle}[/]\n    password  [bold]{first.password}[/]")
    out.print(
        f"\n  To connect a phone: sign in at {origin}/sign-in, turn sync on under Choices,\n"
        f"  add the phone under Devices, and give its contacts app this address:\n"
        f"    {origin}/.well-known/carddav\n\n  Ctrl-C stops it; nothing is lost."
    )
