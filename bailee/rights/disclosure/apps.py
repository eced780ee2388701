"""What leaves the house by a member's own standing consent, and the only way it does.

A recipient has an entry in the register; the entry says what it may ever be told, the consent
whether, and the policy decides, each time. A child's data goes to nobody.

Keeps: share.none, children.no_disclosure, security.evidence.
May be imported by: rights.disclosure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bailee.rights.recipients import Recipients
from bailee.terms import APPS, Category, ItemId, NotFoundError, SubjectId
from bailee.vault import Vault
from bailee.vault.release import Outgoing

__all__ = ["Disclosures", "Wanted"]

Wanted = Mapping[ItemId, Collection[str]]
"""Fields by record."""


class Disclosures:
    """Tells recipients what their members let them know."""

    def __init__(self, vault: Vault, recipients: Recipients) -> None:
        """Over the vault and the register."""
        self._vault, self._recipients = vault, recipients

    def decide(self, category: Category, *, of: SubjectId, to: str) -> None:
        """Whether this could leave now; nothing does. Raises `Refused`, `NotFoundError`."""
        self._outgoing(category, of, to).decide()

    def acknowledge(self, category: Category, *, of: SubjectId, to: str) -> None:
        """Tell a recipient that it is them, and no more. Raises `Refused`, `NotFoundError`."""
        self._outgoing(category, of, to).note()

    def tell(
        self, category: Category, wanted: Wanted, *, of: SubjectId, to: str
    ) -> dict[ItemId, dict[str, object]]:
        """These fields of these records, to a recipient. Raises `Refused`, `NotFoundError`."""
        return self._outgoing(category, of, to).fields(wanted)

    def _outgoing(self, category: Category, of: SubjectId, to: str) -> Outgoing:
        entry = self._recipients.get(to)
        if category not in entry.categories or APPS not in entry.purposes:
            raise NotFoundError("the register of recipients does not name this for them")
        return Outgoing(self._vault, category, of=of, purpose=APPS, to=entry.actor)
