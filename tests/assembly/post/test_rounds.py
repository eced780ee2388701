"""The postman goes round by himself, and is not sent home with a letter in his hand."""

from __future__ import annotations

import asyncio

import pytest

from bailee.assembly.logs import Log
from bailee.assembly.post.rounds import Rounds
from bailee.rights.notices import Letter
from tests.homes import Home, Resident, move_in
from tests.letters import ORIGIN, code_for
from tests.outbox import Outbox

MAIL = "ada@family.example"


class Door(Outbox):
    """Somebody takes a letter when the story says so."""

    def __init__(self) -> None:
        super().__init__()
        self.knocked, self.opened = asyncio.Event(), asyncio.Event()

    async def mail(self, letter: Letter) -> None:
        self.knocked.set()
        await self.opened.wait()
        await super().mail(letter)


@pytest.fixture
async def ada(home: Home) -> Resident:
    """Ada, whom a letter waits for; nobody has opened the door yet."""
    home.post = door = Door()
    door.opened.set()
    ada = await move_in(await home.open(), "ada")
    ticket = await ada.house.addresses.ask(ada.session, MAIL, language="en")
    code = code_for(door, MAIL)
    await ada.house.addresses.confirm(ada.session, ticket, code, origin=ORIGIN)
    await ada.house.notices.deliver()
    door.letters.clear()
    door.opened.clear()
    door.knocked.clear()
    await ada.house.notices.tell(ada.subject, "security.signed-in")
    return ada


async def test_what_is_due_goes_out_by_itself(home: Home, ada: Resident) -> None:
    door = home.post
    assert isinstance(door, Door)
    door.opened.set()
    rounds = Rounds(ada.house, Log())
    rounds.start()
    await door.knocked.wait()
    await rounds.stop()
    assert [letter.subject for letter in door.letters] == ["A new sign-in to your account"]
    await home.leave()


async def test_an_end_waits_for_the_letter_that_is_under_way(home: Home, ada: Resident) -> None:
    door = home.post
    assert isinstance(door, Door)
    rounds = Rounds(ada.house, Log())
    rounds.start()
    await door.knocked.wait()
    end = asyncio.create_task(rounds.stop())
    await asyncio.sleep(0)
    assert not end.done()
    door.opened.set()
    await end
    await home.leave()
    house = await home.open()
    assert await house.notices.deliver() == 0
    assert len(door.letters) == 1
    await home.leave()


async def test_rounds_that_were_never_begun_can_end(home: Home) -> None:
    await Rounds(await home.open(), Log()).stop()
    await home.leave()
