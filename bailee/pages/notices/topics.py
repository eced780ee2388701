"""The topics of notices, as people read them.

May be imported by: pages.
"""

from __future__ import annotations

from msgspec import Struct

from bailee.pages.frame.speech import mark
from bailee.rights.notices import Topic

__all__ = ["ABOUT", "About"]


class About(Struct, frozen=True):
    """A topic: its name, what is told under it, and where that goes."""

    name: str
    says: str
    goes: str


_MAIL_TOO = mark("To your inbox, and by mail to the address of your account.")
ABOUT: dict[Topic, About] = {
    Topic.SECURITY: About(
        mark("Safety"),
        mark(
            "New sign-ins, changed passwords, devices and apps that come and go: whatever somebody "
            "would do who got hold of your account."
        ),
        mark(
            "To your inbox, and by mail. If your account has a phone number alone, a text message "
            "says that there is something to read, and not what."
        ),
    ),
    Topic.ACCOUNT: About(
        mark("Your account"),
        mark("When it is closed, opened again, suspended or restored."),
        _MAIL_TOO,
    ),
    Topic.FAMILY: About(
        mark("Family"),
        mark("Questions and answers between children and their guardians."),
        _MAIL_TOO,
    ),
    Topic.POLICY: About(
        mark("The privacy policy"),
        mark("That there is a new version, and where to read what is different."),
        _MAIL_TOO,
    ),
    Topic.NEWS: About(
        mark("News"),
        mark("What is new on this server: updates, releases, things that you can try."),
        mark("To your inbox, and by mail to the address of your account, if you turn it on."),
    ),
}
