"""What the operator has members told, and a letter to try the way that letters go.

May be imported by: assembly.
"""

from __future__ import annotations

from typing import Any

from bailee.assembly.house import House
from bailee.protocols.addresses import MalformedAddressError, mailbox
from bailee.rights.notices import Letter, NewsError

__all__ = ["tell_news", "try_mail"]

_TRY = Letter(
    to="",
    subject="A letter from your Bailee",
    text="This letter was sent to try whether letters arrive. They do.\n",
)


async def tell_news(house: House, *, texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Tell news to everybody who agreed to hear them. Raises `NewsError`."""
    try:
        said = {code: (str(text["title"]), str(text["text"])) for code, text in texts.items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise NewsError(
            "news have a title and a text in each language", hint="see docs/operating/mail.md"
        ) from error
    return {"told": await house.notices.publish(texts=said)}


async def try_mail(house: House, *, to: str) -> dict[str, Any]:
    """Hand a letter over, now. Raises `PostError`."""
    try:
        address = mailbox(to)
    except MalformedAddressError as error:
        raise NewsError(str(error), hint="like ada@example.org") from error
    await house.post.mail(Letter(address, _TRY.subject, _TRY.text))
    return {"to": address}
