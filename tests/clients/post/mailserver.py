"""A mail server that nobody here wrote, on the loopback; and one that never answers."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bailee.assembly.clock import WallClock
from bailee.assembly.post.smtp import Smtp, SmtpServer
from bailee.keys.certificate import make

HERE = "127.0.0.1"
FROM = "cloud@family.example"
NAME, PASSWORD = "cloud", "correct horse battery"


class Handler:
    """Takes what it is given; `answers` says what to answer a command with, if not yes."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.letters: list[EmailMessage] = []
        self.over_tls: list[bool] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and arguments
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _more: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if "rcpt" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 OK")

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a letter, or not."""
        assert isinstance(envelope.content, bytes)
        read = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.letters.append(read)
        self.over_tls.append(session.ssl is not None)
        return self.answers.get("data", "250 taken")

    async def handle_QUIT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        """Say good-bye, or something else."""
        return self.answers.get("quit", "221 bye")


def knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _how: str, who: object
) -> AuthResult:
    """Let in who has the password."""
    assert isinstance(who, LoginPassword)
    right = who == LoginPassword(NAME.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


class MailServer:
    """A running server and what it took."""

    def __init__(self, handler: Handler, port: int, certificate: Path) -> None:
        self.handler, self.port, self.certificate = handler, port, certificate

    @property
    def letters(self) -> list[EmailMessage]:
        """What it took."""
        return self.handler.letters

    def client(  # the defaults are the server's own
        self, *, tls: str = "starttls", password: str = PASSWORD, trusting: bool = True
    ) -> Smtp:
        """Ours, that hands letters to it."""
        server = SmtpServer(
            host=HERE,
            port=self.port,
            tls=tls,
            sender=FROM,
            name=NAME if password else "",
            password=password,
            trust=str(self.certificate) if trusting else None,
        )
        return Smtp(server, clock=WallClock(), patience_s=5)


@contextmanager
def running(folder: Path, handler: Handler, *, tls: str = "starttls") -> Generator[MailServer]:
    """Run one; `tls` as in `SmtpServer`."""
    certificate, key = make([HERE], now=WallClock().now())
    (folder / "mail.pem").write_bytes(certificate)
    (folder / "mail.key").write_bytes(key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "mail.pem", folder / "mail.key")
    port = free_port()
    controller = Controller(
        handler,
        hostname=HERE,
        port=port,
        ssl_context=context if tls == "implicit" else None,
        tls_context=context if tls == "starttls" else None,
        require_starttls=tls == "starttls",
        auth_required=tls == "starttls",
        authenticator=knows if tls == "starttls" else None,
    )
    controller.start()
    try:
        yield MailServer(handler, port, folder / "mail.pem")
    finally:
        controller.stop()


@contextmanager
def silent() -> Generator[Smtp]:
    """A server that takes connections and never says a word; and ours, in a hurry."""
    with socket.create_server((HERE, 0)) as listener:
        port: int = listener.getsockname()[1]
        server = SmtpServer(host=HERE, port=port, tls="none", sender=FROM)
        yield Smtp(server, clock=WallClock(), patience_s=0.1)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((HERE, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
