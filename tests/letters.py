"""Reading what was sent: the code, the link, in whichever way it came."""

from __future__ import annotations

import re

from tests.outbox import Outbox

ORIGIN = "https://cloud.example"
_CODE = re.compile(r"\b[0-9]{6}\b")
_LINK = re.compile(r"(/[a-z/-]+\?ticket=\S+)")


def sent_to(post: Outbox, address: str) -> list[str]:
    """What an address was sent, oldest first."""
    mails = [letter.text for letter in post.letters if letter.to == address]
    return mails + [text.words for text in post.texts if text.number == address]


def code_for(post: Outbox, address: str) -> str:
    """The code that an address was sent last."""
    return str(_CODE.findall(sent_to(post, address)[-1])[-1])


def link_for(post: Outbox, address: str) -> str:
    """The path and query of the link that an address was sent last."""
    return str(_LINK.findall(sent_to(post, address)[-1])[0])
