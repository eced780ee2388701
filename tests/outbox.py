"""A post that keeps what it was given, for stories in which somebody is written to."""

from __future__ import annotations

from msgspec import Struct

from bailee.rights.notices.post import Letter, PostError


class TextMessage(Struct, frozen=True):
    """One text message."""

    number: str
    words: str


class Outbox:
    """Takes everything, and shows it; `down`: nothing can be handed over now."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.texts: list[TextMessage] = []
        self.down = False
        self.tries = 0

    async def mail(self, letter: Letter) -> None:
        """Take a mail."""
        self._check()
        self.letters.append(letter)

    async def text(self, number: str, words: str) -> None:
        """Take a text message."""
        self._check()
        self.texts.append(TextMessage(number, words))

    def to(self, address: str) -> list[Letter]:
        """The mails to one address, oldest first."""
        return [letter for letter in self.letters if letter.to == address]

    def _check(self) -> None:
        self.tries += 1
        if self.down:
            raise PostError("nobody takes letters now")
