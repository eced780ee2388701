"""`bailee start`: open the house and let it answer.

May be imported by: __main__.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.markup import escape

from bailee.assembly import House
from bailee.assembly.clock import WallClock
from bailee.assembly.post.carriers import Chosen, secret
from bailee.assembly.web.address import Address
from bailee.assembly.web.memory import return_large_buffers
from bailee.assembly.web.serving import Serving
from bailee.commands.options import Data, PolicyFile, RootKey, folder, out, told
from bailee.services.account import NewMember, Registration, Rules

__all__ = ["start"]

Host = Annotated[
    str, typer.Option(metavar="HOST", help="The address of this machine to listen on, or its name.")
]
Port = Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="The port.")]
Url = Annotated[
    str, typer.Option(metavar="URL", help="What members type, if it is not that: https://…")
]
First = Annotated[
    str, typer.Option(metavar="NAME", help="The handle of the first member, if there is none yet.")
]
Certificate = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A certificate of your own: PEM, the whole chain."),
]
CertificateKey = Annotated[Path | None, typer.Option(metavar="FILE", help="And its key: PEM.")]
NoTls = Annotated[
    bool, typer.Option("--no-tls", help="Plain HTTP: for this machine alone, or a proxy on it.")
]
Smtp = Annotated[
    str,
    typer.Option(
        metavar="URL",
        envvar="BAILEE_SMTP",
        help="Who carries mail, if not this terminal: smtp://NAME@HOST, smtps://NAME@HOST.",
    ),
]
SmtpPassword = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A file with its password.")
]
MailFrom = Annotated[
    str,
    typer.Option(metavar="ADDRESS", envvar="BAILEE_MAIL_FROM", help="The address mail comes from."),
]
Sms = Annotated[
    str,
    typer.Option(
        metavar="URL",
        envvar="BAILEE_SMS",
        help="And text messages: https://NAME@HOST/PATH of an SMSGate.",
    ),
]
WhoJoins = Annotated[
    Registration, typer.Option(help="Who may open an account: anybody, the invited, or nobody.")
]
MembersInvite = Annotated[
    bool, typer.Option("--members-invite", help="Let members hand out invitations as well.")
]
SmsPassword = Annotated[Path | None, typer.Option(metavar="FILE", help="A file with its password.")]


def start(  # noqa: PLR0913, PLR0917 - Typer: one argument for each option
    data: Data = None,
    root_key: RootKey = None,
    policy: PolicyFile = None,
    host: Host = "127.0.0.1",
    port: Port = 8443,
    url: Url = "",
    member: First = "me",
    certificate: Certificate = None,
    certificate_key: CertificateKey = None,
    smtp: Smtp = "",
    smtp_password: SmtpPassword = None,
    mail_from: MailFrom = "",
    sms: Sms = "",
    sms_password: SmsPassword = None,
    registration: WhoJoins = Registration.CLOSED,
    *,
    members_invite: MembersInvite = False,
    no_tls: NoTls = False,
) -> None:
    """Start Bailee; the first time it makes all that it needs, and the first member."""
    return_large_buffers()
    address = Address(host, port, not no_tls, url, certificate, certificate_key)
    with told(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        address.check()
        chosen = Chosen(
            smtp=smtp,
            smtp_password=secret(smtp_password, variable="BAILEE_SMTP_PASSWORD"),
            sender=mail_from,
            sms=sms,
            sms_password=secret(sms_password, variable="BAILEE_SMS_PASSWORD"),
        )
        post = chosen.post(WallClock())
        claimed = folder(data, root_key).claim()
        house = runner.run(House.open(claimed, policy=policy, post=post, origin=address.origin))
        house.joining.rules = Rules(registration, members_invite=members_invite)
        runner.run(_run(house, address, member, carried_by=chosen.describe()))


async def _run(house: House, address: Address, member: str, *, carried_by: str) -> None:
    try:
        serving = Serving(house, address)
        first = None if house.vault.subjects() else await house.account.add(member)
        told = (serving.fingerprint, carried_by)
        await serving.run(lambda: _greet(house, address, first, told))
    finally:
        await house.close()


def _greet(house: House, address: Address, first: NewMember | None, told: tuple[str, str]) -> None:
    origin, (fingerprint, carried_by) = escape(address.origin), told
    out.print(f"[green]✓[/] Bailee answers at [bold]{origin}/[/]")
    out.print(f"  data      {escape(str(house.folder.path))}")
    out.print(f"  root key  {escape(house.root.describe())} (back it up apart from the data)")
    out.print(f"  policy    {origin}/policy")
    out.print(f"  mail      {escape(carried_by)}")
    if fingerprint:
        out.print(f"  TLS       its own certificate; SHA-256 {fingerprint}")
    if first is not None:
        out.print("\n  Your first member, shown once:")
        out.print(f"    name      [bold]{first.handle}[/]\n    password  [bold]{first.password}[/]")
    out.print(
        f"\n  To connect a phone: sign in at {origin}/sign-in, turn sync on under Choices,\n"
        f"  add the phone under Devices, and give its contacts app this address:\n"
        f"    {origin}/dav/\n\n  Ctrl-C stops it; nothing is lost."
    )
