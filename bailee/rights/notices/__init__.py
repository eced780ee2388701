"""What members are told: on the site, by mail and by text message.

`Notices.tell` is what others call; `post` is the way out that carries letters; a `Reach` knows
members' confirmed addresses.

Keeps: use.notices.
May be imported by: services, pages, gateways, assembly.
"""

from bailee.rights.notices.inbox import Notice, Received
from bailee.rights.notices.letters import Shown, shown
from bailee.rights.notices.notices import SERVICES, NewsError, Notices
from bailee.rights.notices.outgoing import Ways
from bailee.rights.notices.post import Letter, Post, PostError, UndeliverableError
from bailee.rights.notices.reach import Known, Reach, Reachable
from bailee.rights.notices.topics import Switch, Topics
from bailee.rights.notices.words import Key, Topic

__all__ = [
    "SERVICES",
    "Key",
    "Known",
    "Letter",
    "NewsError",
    "Notice",
    "Notices",
    "Post",
    "PostError",
    "Reach",
    "Reachable",
    "Received",
    "Shown",
    "Switch",
    "Topic",
    "Topics",
    "UndeliverableError",
    "Ways",
    "shown",
]
