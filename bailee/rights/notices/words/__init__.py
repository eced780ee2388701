"""What notices say, once for inbox, mail and text message, in each language.

May be imported by: rights.notices, pages.
"""

from __future__ import annotations

from bailee.rights.notices.words.account import ACCOUNT, FAMILY, NEWS, POLICY
from bailee.rights.notices.words.details import DETAILS
from bailee.rights.notices.words.disclosure import DISCLOSURE
from bailee.rights.notices.words.requests import REQUESTS
from bailee.rights.notices.words.security import SECURITY
from bailee.rights.notices.words.wording import Key, Said, Topic, Wording, choose

__all__ = ["DETAILS", "WORDINGS", "Key", "Said", "Topic", "Wording", "choose"]

WORDINGS: dict[Key, Wording] = {
    one.key: one for one in (*SECURITY, *ACCOUNT, *REQUESTS, *DISCLOSURE, *FAMILY, *POLICY, *NEWS)
}
"""Every notice that there is."""
