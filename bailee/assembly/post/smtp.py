"""Hands mail to an SMTP server (RFC 5321), over TLS that is verified, from a thread apart.

A letter counts as handed over when the server has acknowledged its last line; what happens to the
connection after that changes nothing. Errors name neither addresses nor what the server said,
which may quote them.

Keeps: security.transport.
May be imported by: assembly.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Generator
from email.message import EmailMessage
from typing import TYPE_CHECKING

from msgspec import Struct

from bailee.assembly.post.apart import Apart
from bailee.assembly.post.letterhead import message
from bailee.rights.notices.post import Letter, PostError, UndeliverableError
from bailee.terms import Clock

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["Smtp", "SmtpServer"]

_PATIENCE_S = 30.0
_LAST_ANSWER_S = 600.0
_PERMANENT = range(500, 600)


class SmtpServer(Struct, frozen=True):
    """Where mail goes. `tls`: `implicit` (RFC 8314), `starttls` (RFC 3207), `none` on loopback."""

    host: str
    port: int
    tls: str
    sender: str
    name: str = ""
    password: str = ""
    trust: str | None = None
    """A file of certificates to trust; the system's, when there is none."""


class Smtp:
    """One SMTP server."""

    def __init__(
        self, server: SmtpServer, *, clock: Clock, patience_s: float = _PATIENCE_S
    ) -> None:
        """Nothing is opened yet. `patience_s`: how long each answer may take."""
        self._server, self._clock, self._patience_s = server, clock, patience_s
        self._apart = Apart()
        self._tls = ssl.create_default_context(cafile=server.trust)

    async def mail(self, letter: Letter) -> None:
        """Hand a letter over. Raises `PostError`."""
        written = message(letter, sender=self._server.sender, now=self._clock.now())
        await self._apart.run(lambda: self._hand_over(written, letter.to))

    def _hand_over(self, written: EmailMessage, to: str) -> None:
        try:
            with _closing(self._connect()) as connection:
                connection.send_message(written, self._server.sender, [to])
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = error.recipients[to]
            raise _refused("the mail server refused this address", code) from error
        except smtplib.SMTPDataError as error:
            raise _refused("the mail server refused this letter", error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise PostError("the mail server lacks what is needed: TLS, or a sign-in") from error
        except smtplib.SMTPAuthenticationError as error:
            raise PostError("the mail server refused name and password") from error
        except (OSError, ValueError) as error:
            raise PostError(f"the mail server did not take it ({type(error).__name__})") from error

    def _connect(self) -> smtplib.SMTP:
        """A connection that is ready for a letter: over TLS, signed in."""
        server = self._server
        # Else it would ask the name service for this machine's name, and tell it.
        said = server.sender.rpartition("@")[2]
        if server.tls == "implicit":
            return self._signed_in(
                _OverTls(
                    server.host, server.port, said, timeout=self._patience_s, context=self._tls
                )
            )
        plain = _Connection(server.host, server.port, said, timeout=self._patience_s)
        return self._signed_in(plain)

    def _signed_in(self, connection: smtplib.SMTP) -> smtplib.SMTP:
        try:
            if self._server.tls == "starttls":
                connection.starttls(context=self._tls)
            if self._server.name:
                connection.login(self._server.name, self._server.password)
        except BaseException:
            connection.close()
            raise
        return connection


class _Connection(smtplib.SMTP):
    """A connection that has patience where giving up would send a letter twice."""

    def data(self, msg: ReadableBuffer | str) -> tuple[int, bytes]:
        """Send the letter; ten minutes for the last answer (RFC 5321 §4.5.3.2.6)."""
        if self.sock is not None:
            self.sock.settimeout(_LAST_ANSWER_S)
        return super().data(msg)


class _OverTls(_Connection, smtplib.SMTP_SSL):
    """The same, over TLS from the start."""


@contextlib.contextmanager
def _closing(connection: smtplib.SMTP) -> Generator[smtplib.SMTP]:
    """Say good-bye, whatever the server thinks of it: the letter is taken already."""
    try:
        yield connection
    finally:
        with contextlib.suppress(OSError, ValueError):
            connection.quit()
        connection.close()


def _refused(what: str, code: int) -> PostError:
    kind = UndeliverableError if code in _PERMANENT else PostError
    return kind(f"{what} ({code})")
