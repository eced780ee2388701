"""Staff who look: never by their role, only by a grant for one case, and each look is told.

Asked for by whoever has to look, given by an officer who is somebody else, accepted with the words
of confidentiality, ended by the clock or by an officer at once.

Keeps: security.staff.
May be imported by: rights, pages, assembly.
"""

from bailee.rights.staff.grants import Grants
from bailee.rights.staff.looks import Looks, Page, Seen
from bailee.rights.staff.oddities import Odd
from bailee.rights.staff.record import Grant, GrantError, Look, Phase
from bailee.rights.staff.words import CONFIDENTIALITY

__all__ = [
    "CONFIDENTIALITY",
    "Grant",
    "GrantError",
    "Grants",
    "Look",
    "Looks",
    "Odd",
    "Page",
    "Phase",
    "Seen",
]
