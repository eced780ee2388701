"""One account for all of a member's devices.

Keeps: collect.account, account.service, use.safety.
May be imported by: gateways, pages, assembly.
"""

from bailee.services.account.account import Account
from bailee.services.account.addresses import Address, AddressError, Addresses
from bailee.services.account.codes import CodeError
from bailee.services.account.credentials import SERVICE
from bailee.services.account.errors import HandleError, PasswordError, SignInError
from bailee.services.account.joining import (
    Age,
    ClosedError,
    InvitationError,
    Joining,
    Registration,
    Rules,
)
from bailee.services.account.members import NewMember, Profile
from bailee.services.account.throttle import Throttle, ThrottledError

__all__ = [
    "SERVICE",
    "Account",
    "Address",
    "AddressError",
    "Addresses",
    "Age",
    "ClosedError",
    "CodeError",
    "HandleError",
    "InvitationError",
    "Joining",
    "NewMember",
    "PasswordError",
    "Profile",
    "Registration",
    "Rules",
    "SignInError",
    "Throttle",
    "ThrottledError",
]
