"""A client in the same process: asks an ASGI application and reads what it answers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence

from lxml import etree
from msgspec import Struct

from bailee.gateways.asgi import App, Message
from bailee.protocols.dav.xml import CALENDARSERVER, CARDDAV, DAV, Element

PREFIXES = {"D": DAV, "C": CARDDAV, "CS": CALENDARSERVER}


class Answer(Struct):
    """What came back: header names in lower case, the body whole, and in how many parts."""

    status: int
    headers: dict[str, str]
    body: bytes
    parts: int

    @property
    def xml(self) -> Element:
        return etree.fromstring(self.body)

    def texts(self, path: str) -> list[str]:
        """The texts of what an XPath finds, with the prefixes D, C and CS."""
        found = self.xml.xpath(path, namespaces=PREFIXES)
        assert isinstance(found, list)
        return [item.text or "" if isinstance(item, Element) else str(item) for item in found]

    def has(self, path: str) -> bool:
        return bool(self.xml.xpath(path, namespaces=PREFIXES))


def basic(username: str, secret: str) -> str:
    return "Basic " + b64encode(f"{username}:{secret}".encode()).decode()


class Client:
    """A device that signs in with `login`."""

    def __init__(self, app: App, *, login: tuple[str, str] | None = ("ada", "secret")) -> None:
        self.app = app
        self.login = login

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes | str = b"",
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, its body in one part."""
        whole = body.encode() if isinstance(body, str) else body
        said = {"host": "dav.example", **(headers or {})}
        if self.login is not None:
            said.setdefault("authorization", basic(*self.login))
        if whole:
            said.setdefault("content-length", str(len(whole)))
        message: Message = {"type": "http.request", "body": whole, "more_body": False}
        return await converse(self.app, scope_of(method, path, said), [message])


def scope_of(method: str, path: str, headers: Mapping[str, str]) -> Message:
    """What a server says of a request; `path` as it came over the wire."""
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": b"",
        "headers": pairs,
    }


async def converse(app: App, scope: Message, incoming: Sequence[Message]) -> Answer:
    """Play these messages to an application and gather what it sends."""
    waiting = list(incoming)
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return gathered(sent)


def gathered(sent: Sequence[Message]) -> Answer:
    start, parts = sent[0], sent[1:]
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    body = b"".join(part["body"] for part in parts)
    return Answer(start["status"], headers, body, len(parts))
