"""Which carriers the operator chose: by the address of each, its password kept out of it.

An option can be seen by everybody on the machine, so a password is never part of one: it is in the
environment or in a file.

May be imported by: assembly, commands.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from bailee.assembly.post.console import Console
from bailee.assembly.post.sms import Sms, SmsGateway
from bailee.assembly.post.smtp import Smtp, SmtpServer
from bailee.protocols.addresses import MalformedAddressError, mailbox
from bailee.rights.notices.post import Letter, Post
from bailee.terms import BaileeError, Clock

__all__ = ["CarrierError", "Carriers", "Chosen", "secret"]

_CONSOLE = "console:"
_SMTP_PORTS = {"smtp": 587, "smtps": 465}


class CarrierError(BaileeError):
    """This cannot carry letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the operator chose; empty: the terminal shows it.

    `smtp`: `smtp://name@host:587` or `smtps://name@host:465`; `sms`: `https://name@host/path`;
    `console:` prints wherever the output goes.
    """

    smtp: str = ""
    smtp_password: str = ""
    sender: str = ""
    sms: str = ""
    sms_password: str = ""

    def post(self, clock: Clock) -> Post:
        """Who carries letters and text messages. Raises `CarrierError`."""
        console = Console()
        everywhere = Console(anywhere=True)
        mail = everywhere if self.smtp == _CONSOLE else console
        texts = everywhere if self.sms == _CONSOLE else console
        return Carriers(
            Smtp(self._smtp_server(), clock=clock) if _is_address(self.smtp) else mail,
            Sms(self._sms_gateway()) if _is_address(self.sms) else texts,
        )

    def describe(self) -> str:
        """Who carries them, in words, without names."""
        mail, texts = _place(self.smtp), _place(self.sms)
        return mail if mail == texts else f"{mail}, text messages {texts}"

    def _smtp_server(self) -> SmtpServer:
        url = _split(self.smtp, of=("smtp", "smtps"), example="smtp://name@mail.example.org:587")
        name = unquote(url.username or "")
        try:
            sender = mailbox(self.sender or name)
        except MalformedAddressError as error:
            raise CarrierError(
                "mail needs an address that it comes from", hint="--mail-from cloud@example.org"
            ) from error
        return SmtpServer(
            host=url.hostname or "",
            port=url.port or _SMTP_PORTS[url.scheme],
            tls=_tls(url),
            sender=sender,
            name=name,
            password=self.smtp_password,
        )

    def _sms_gateway(self) -> SmsGateway:
        url = _split(self.sms, of=("http", "https"), example="https://name@gateway.example.org/")
        if url.scheme == "http" and not _is_loopback(url.hostname or ""):
            raise CarrierError(
                "a text message is not sent over a network in the clear", hint="use https"
            )
        return SmsGateway(
            host=url.hostname or "",
            port=url.port or (443 if url.scheme == "https" else 80),
            path=(url.path or "/") + (f"?{url.query}" if url.query else ""),
            tls=url.scheme == "https",
            name=unquote(url.username or ""),
            password=self.sms_password,
        )


class Carriers:
    """One for mail, one for text messages."""

    def __init__(self, mail: Smtp | Console, texts: Sms | Console) -> None:
        """Both."""
        self._mail, self._texts = mail, texts

    async def mail(self, letter: Letter) -> None:
        """Hand a mail over. Raises `PostError`."""
        await self._mail.mail(letter)

    async def text(self, number: str, words: str) -> None:
        """Hand a text message over. Raises `PostError`."""
        await self._texts.text(number, words)


def secret(file: Path | None, *, variable: str) -> str:
    """A password from a file, or else from the environment. Raises `CarrierError`."""
    if file is None:
        return os.environ.get(variable, "")
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CarrierError(
            "the file with the password cannot be read", hint=f"look at {file}"
        ) from error


def _is_address(chosen: str) -> bool:
    return chosen not in {"", _CONSOLE}


def _split(text: str, *, of: tuple[str, ...], example: str) -> SplitResult:
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError as error:
        raise CarrierError("this is not the address of a server", hint=f"like {example}") from error
    if url.scheme not in of or not url.hostname:
        raise CarrierError("this is not the address of a server", hint=f"like {example}")
    if url.password is not None:
        raise CarrierError(
            "everybody on this machine could read a password in an address",
            hint="take it out, and give it by a file or the environment",
        )
    return url


def _tls(url: SplitResult) -> str:
    """On this machine itself, a mail server needs no TLS; anywhere else, it is not optional."""
    if url.scheme == "smtps":
        return "implicit"
    return "none" if _is_loopback(url.hostname or "") else "starttls"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _place(text: str) -> str:
    if not _is_address(text):
        is_shown = text == _CONSOLE or sys.stdout.isatty()
        return "shown here" if is_shown else "nobody takes it: see --smtp"
    url = urlsplit(text)
    return f"{url.scheme}://{url.hostname}" + (f":{url.port}" if url.port else "")
