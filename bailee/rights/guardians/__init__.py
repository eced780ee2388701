"""Children: a guardian agrees first, can say no later, and the child takes over when old enough.

Knows no service: a held account is a subject, a sealed record and blind names.

Keeps: children.approval, children.guardian_rights, children.discovered.
May be imported by: services, pages, assembly.
"""

from bailee.rights.guardians.age import Month, MonthError, is_under
from bailee.rights.guardians.approval import Approvals, Asked, Desk
from bailee.rights.guardians.discovery import Case, Discovery, OftenError
from bailee.rights.guardians.family import Family, Relation, Ward
from bailee.rights.guardians.kept import CHILD, SERVICE, Contact, ContactError

__all__ = [
    "CHILD",
    "SERVICE",
    "Approvals",
    "Asked",
    "Case",
    "Contact",
    "ContactError",
    "Desk",
    "Discovery",
    "Family",
    "Month",
    "MonthError",
    "OftenError",
    "Relation",
    "Ward",
    "is_under",
]
