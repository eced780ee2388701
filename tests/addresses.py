"""Where the people of a story can be reached."""

from __future__ import annotations

from bailee.rights.notices import Reachable
from bailee.terms import SubjectId

MAIL, NUMBER = "ada@family.example", "+491701234567"


class AddressBook:
    """Confirmed addresses by subject; whoever is not in it has none."""

    def __init__(self, **known: Reachable) -> None:
        self.known = {SubjectId(name): where for name, where in known.items()}

    async def reach(self, subject: SubjectId) -> Reachable:
        """Where somebody is."""
        return self.known.get(subject, Reachable())
