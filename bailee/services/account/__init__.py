"""One account for all of a member's devices.

Keeps: collect.account, account.service, use.safety.
May be imported by: gateways, pages, assembly.
"""

from bailee.services.account.members import (
    SERVICE,
    Account,
    HandleError,
    NewMember,
    PasswordError,
    Profile,
    SignInError,
)
from bailee.services.account.throttle import ThrottledError

__all__ = [
    "SERVICE",
    "Account",
    "HandleError",
    "NewMember",
    "PasswordError",
    "Profile",
    "SignInError",
    "ThrottledError",
]
