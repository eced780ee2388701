"""The one door: every byte of personal data passes here, and the policy decides at it.

`Vault.holding(category, of=…, purpose=…, actor=…)` says what, whose, why and by whom; everything
after is a verb. Deciding, sealing, keeping and writing it down are one transaction.

Keeps: use.permitted, security.rest, security.evidence, retain.destroy.
May be imported by: rights, services, gateways, pages, assembly.
"""

from bailee.vault.ending.erasing import ROTATION_DUE
from bailee.vault.ending.gone import Gone, Overdue
from bailee.vault.ending.holds import Hold, Paper
from bailee.vault.ending.restoring import check_keys
from bailee.vault.holding import Holding
from bailee.vault.journal.lines import Told
from bailee.vault.journal.tree import Verified
from bailee.vault.shelf import RUN_BYTES, Shelf
from bailee.vault.subjects.grants import Grants
from bailee.vault.subjects.names import NOBODY, Names, NewName
from bailee.vault.subjects.opened import GRANT as STAFF_GRANT
from bailee.vault.subjects.versions import Announced
from bailee.vault.values import (
    ANY,
    AccountState,
    Body,
    Changes,
    Entry,
    Erased,
    Folder,
    Item,
    Kept,
    Line,
    Match,
    Span,
)
from bailee.vault.vault import Vault

__all__ = [
    "ANY",
    "NOBODY",
    "ROTATION_DUE",
    "RUN_BYTES",
    "STAFF_GRANT",
    "AccountState",
    "Announced",
    "Body",
    "Changes",
    "Entry",
    "Erased",
    "Folder",
    "Gone",
    "Grants",
    "Hold",
    "Holding",
    "Item",
    "Kept",
    "Line",
    "Match",
    "Names",
    "NewName",
    "Overdue",
    "Paper",
    "Shelf",
    "Span",
    "Told",
    "Vault",
    "Verified",
    "check_keys",
]
