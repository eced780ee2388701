"""Where a member can be reached: confirmed by a code, found by a blind name, sealed.

Keeps: collect.account, use.safety.
May be imported by: services.account.
"""

from bailee.services.account.addresses import letters
from bailee.services.account.addresses.addresses import Addresses
from bailee.services.account.addresses.kept import Address, AddressError, Kind, reach, read

__all__ = ["Address", "AddressError", "Addresses", "Kind", "letters", "reach", "read"]
