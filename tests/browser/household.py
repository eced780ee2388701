"""A whole house on the loopback, in a thread of its own, for the pages of families."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import uvicorn
from msgspec import Struct

from bailee.assembly import House
from bailee.assembly.web.address import Address
from bailee.assembly.web.serving import application
from bailee.services.account import Registration, Rules
from tests.cast import Clock
from tests.homes import Home
from tests.outbox import Outbox

T = TypeVar("T")


class Household(Struct, frozen=True):
    """The house, its door, and what it sends."""

    house: House
    origin: str
    post: Outbox
    loop: asyncio.AbstractEventLoop

    def do(self, what: Coroutine[Any, Any, T]) -> T:
        """Do something in the house, from outside its thread."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(30)


@contextmanager
def living(place: Path, *, name: str = "127.0.0.1") -> Generator[Household]:
    """A house that everybody may join, answering; `name`: what its members type."""
    loop, door = asyncio.new_event_loop(), socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    home = Home(place, Clock())
    origin = f"http://{name}:{door.getsockname()[1]}"
    house = asyncio.run_coroutine_threadsafe(home.open(), loop).result(30)
    house.joining.rules = Rules(Registration.OPEN, members_invite=True)
    app = application(house, Address(tls=False, url=origin))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    served = asyncio.run_coroutine_threadsafe(server.serve(sockets=[door]), loop)
    yield Household(house, origin, home.post, loop)
    server.should_exit = True
    served.result(30)
    asyncio.run_coroutine_threadsafe(home.leave(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()
