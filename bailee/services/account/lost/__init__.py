"""Getting back in when all else is lost: two proofs, three days, and word to every address.

Keeps: use.safety, account.service.
May be imported by: services.account.
"""

from bailee.services.account.lost.recoveries import Begun, Recoveries

__all__ = ["Begun", "Recoveries"]
