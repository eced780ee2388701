"""Text messages go to a gateway that speaks as android-sms-gateway does."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bailee.assembly.post.sms import Sms, SmsGateway
from bailee.rights.notices.post import PostError, UndeliverableError
from tests.clients.post.mailserver import HERE, free_port

NUMBER, WORDS = "+491701234567", "Bailee: Ein Gerät kam hinzu."


class Gateway(HTTPServer):
    """A gateway; answers everything with one status."""

    def __init__(self, status: int) -> None:
        super().__init__((HERE, 0), Answers)
        self.status = status
        self.asked: list[tuple[str, str, dict[str, object]]] = []


class Answers(BaseHTTPRequestHandler):
    """Notes what was asked."""

    def do_POST(self) -> None:
        """Take a text message."""
        gateway = self.server
        assert isinstance(gateway, Gateway)
        body = self.rfile.read(int(self.headers["content-length"]))
        who = b64decode(self.headers["authorization"].removeprefix("Basic ")).decode()
        gateway.asked.append((self.path, who, json.loads(body)))
        self.send_response(gateway.status)
        self.send_header("location", f"http://{HERE}:1/elsewhere")
        self.end_headers()
        self.wfile.write(b'{"id": "1", "state": "Pending"}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def gateway(status: int = 202) -> Generator[tuple[Gateway, Sms]]:
    """A gateway that runs, and ours that hands messages to it."""
    server = Gateway(status)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    ours = SmsGateway(HERE, port, "/message", tls=False, name="sms", password="correct horse")
    try:
        yield server, Sms(ours, patience_s=5)
    finally:
        server.shutdown()
        server.server_close()


async def test_a_text_message_is_handed_to_the_gateway() -> None:
    with gateway() as (server, sms):
        await sms.text(NUMBER, WORDS)
    (path, who, body) = server.asked[0]
    assert (path, who) == ("/message", "sms:correct horse")
    assert body == {"textMessage": {"text": WORDS}, "phoneNumbers": [NUMBER]}


@pytest.mark.parametrize(
    ("status", "is_for_good"), [(400, True), (401, False), (307, False), (503, False)]
)
async def test_what_the_gateway_refuses_was_not_taken(status: int, *, is_for_good: bool) -> None:
    with gateway(status) as (server, sms), pytest.raises(PostError) as refused:
        await sms.text(NUMBER, WORDS)
    assert isinstance(refused.value, UndeliverableError) is is_for_good
    assert NUMBER not in str(refused.value)
    assert len(server.asked) == 1


async def test_a_gateway_that_is_not_there_is_told_of() -> None:
    ours = SmsGateway(HERE, free_port(), "/message", tls=False)
    with pytest.raises(PostError, match="ConnectionRefusedError"):
        await Sms(ours).text(NUMBER, WORDS)


@pytest.mark.keeps("security.transport")
async def test_a_gateway_elsewhere_must_show_who_it_is() -> None:
    with gateway() as (server, _):
        ours = SmsGateway(HERE, server.server_address[1], "/message")
        with pytest.raises(PostError, match="SSLError"):
            await Sms(ours, patience_s=5).text(NUMBER, WORDS)
    assert server.asked == []
