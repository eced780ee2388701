"""A house in which Ada is written to, and what her letters say."""

from __future__ import annotations

from bailee.rights.notices import Notices, Reachable, Ways
from bailee.vault import Vault
from tests.addresses import MAIL, AddressBook
from tests.cast import ADA, Clock
from tests.outbox import Outbox

ORIGIN = "https://cloud.example"


class Telling:
    """Notices over a vault, the outbox they go to, and where Ada is."""

    def __init__(self, vault: Vault, *, outbox: Outbox | None = None) -> None:
        self.vault, self.outbox = vault, outbox or Outbox()
        self.book = AddressBook(**{ADA: Reachable(mail=MAIL)})
        self.notices = Notices(vault, ways=Ways(self.outbox, self.book, ORIGIN))

    @property
    def clock(self) -> Clock:
        """The story's clock."""
        assert isinstance(self.vault.clock, Clock)
        return self.vault.clock

    def move(self, *, mail: str | None = None, number: str | None = None, lang: str = "en") -> None:
        """Ada can be reached elsewhere from now on."""
        self.book.known[ADA] = Reachable(mail, number, lang)

    def again(self) -> Telling:
        """The same after a restart of the house."""
        return Telling(self.vault, outbox=self.outbox)
