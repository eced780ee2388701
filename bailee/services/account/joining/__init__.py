"""How people become members: by the operator's rule, an age, an address, and a code.

Keeps: collect.account, children.approval.
May be imported by: services.account.
"""

from bailee.services.account.joining.ages import Age, Ages
from bailee.services.account.joining.invitations import InvitationError, Invitations
from bailee.services.account.joining.joining import Joining, SignUp
from bailee.services.account.joining.rules import ClosedError, Registration, Rules

__all__ = [
    "Age",
    "Ages",
    "ClosedError",
    "InvitationError",
    "Invitations",
    "Joining",
    "Registration",
    "Rules",
    "SignUp",
]
