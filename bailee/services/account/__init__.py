"""One account for all of a member's devices.

Keeps: collect.account, account.service, use.safety.
May be imported by: gateways, pages, assembly.
"""

from bailee.services.account.account import Account
from bailee.services.account.addresses import Address, AddressError, Addresses
from bailee.services.account.addresses import read as read_address
from bailee.services.account.codes import CodeError, Codes, Sendings
from bailee.services.account.credentials import SERVICE
from bailee.services.account.entry.browsers import UNKNOWN, Browser
from bailee.services.account.entry.sessions import SignedIn
from bailee.services.account.errors import (
    CodeNeededError,
    HandleError,
    PasskeyError,
    PasswordError,
    SignInError,
)
from bailee.services.account.joining import (
    Age,
    ClosedError,
    InvitationError,
    Joining,
    Registration,
    Rules,
    SignUp,
)
from bailee.services.account.lost import Begun, Recoveries
from bailee.services.account.members import NewMember, Profile, normal
from bailee.services.account.proofs.ceremony import Party
from bailee.services.account.proofs.passkeys import Passkey
from bailee.services.account.throttle import Throttle, ThrottledError

__all__ = [
    "SERVICE",
    "UNKNOWN",
    "Account",
    "Address",
    "AddressError",
    "Addresses",
    "Age",
    "Begun",
    "Browser",
    "ClosedError",
    "CodeError",
    "CodeNeededError",
    "Codes",
    "HandleError",
    "InvitationError",
    "Joining",
    "NewMember",
    "Party",
    "Passkey",
    "PasskeyError",
    "PasswordError",
    "Profile",
    "Recoveries",
    "Registration",
    "Rules",
    "Sendings",
    "SignInError",
    "SignUp",
    "SignedIn",
    "Throttle",
    "ThrottledError",
    "normal",
    "read_address",
]
