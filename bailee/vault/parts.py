"""What the rooms of the vault share.

May be imported by: vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bailee.keys import Ring
from bailee.policy.decide import Policy
from bailee.policy.guardians import for_another
from bailee.policy.states import is_withheld
from bailee.storage import Database, people
from bailee.terms import Clock, Custody, Permit, Processing, Refuse, Refused, SubjectId
from bailee.vault.index import Indexes
from bailee.vault.journal import Act, Journal
from bailee.vault.known import Known
from bailee.vault.subjects.opened import opened
from bailee.vault.subjects.standing import Standings

__all__ = ["DAY_S", "Parts", "custody_of"]

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Parts:
    """The vault's own rooms, put together once."""

    database: Database
    ring: Ring
    clock: Clock
    journal: Journal
    standings: Standings
    indexes: Indexes
    names: Known[bytes, people.NameRow] = field(default_factory=Known[bytes, people.NameRow])
    folders: Known[tuple[str, str, str], int] = field(
        default_factory=Known[tuple[str, str, str], int]
    )
    """The row of each folder, by subject (or pseudonym), category and name."""

    def forget_folders(self, gone: Iterable[int]) -> None:
        """Remember nothing of folders that went."""
        self.indexes.drop(gone)
        self.folders.clear()

    def decide(self, subject: SubjectId, processing: Processing) -> Permit:
        """Ask the one question. Raises `Refused`, and writes the refusal down."""
        standing, policy = self.standings.of(subject)
        if processing.actor.startswith("staff:"):
            standing = opened(standing, self.database.read, subject, now=self.clock.now())
        decision = policy.decide(processing, standing)
        if processing.actor.startswith("member:") and processing.actor[7:] != subject:
            is_held = is_withheld(processing, standing)
            decision = decision if is_held else for_another(processing, standing)
        if isinstance(decision, Refuse):
            refusal = Act.of(processing, decision.clause).refused(decision.reason)
            self.journal.note(subject, refusal)
            raise Refused(decision)
        return decision


def custody_of(policy: Policy, processing: Processing) -> Custody:
    """Who holds the key of a category, by the version that binds the subject."""
    return policy.category(processing.category).custody
