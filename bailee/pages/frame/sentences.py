"""A line of the journal as a sentence: who did what, or who wanted to and was refused.

May be imported by: pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from bailee.pages.frame.speech import Speech, mark, mark_many
from bailee.pages.frame.words import Words
from bailee.terms import ActorKind, SubjectId
from bailee.vault import Line

REFUSED = "refuse"
# What a line adds to what was done; other purposes go without saying.
PURPOSES = {
    "access": mark("so that you see and take what is yours"),
    "approval": mark("to ask a guardian"),
    "apps": mark("so that you can sign in elsewhere"),
    "safety": mark("to keep your account safe"),
    "service": mark("to run your account"),
    "sync": mark("to keep your devices in step"),
}
DONE = {
    "collect": mark_many(
        "%(who)s added %(num)s item to %(what)s", "%(who)s added %(num)s items to %(what)s"
    ),
    "read": mark_many(
        "%(who)s read %(num)s item of %(what)s", "%(who)s read %(num)s items of %(what)s"
    ),
    "change": mark_many(
        "%(who)s changed %(num)s item of %(what)s", "%(who)s changed %(num)s items of %(what)s"
    ),
    "delete": mark_many(
        "%(who)s deleted %(num)s item of %(what)s", "%(who)s deleted %(num)s items of %(what)s"
    ),
    "disclose": mark_many(
        "%(who)s received %(num)s item of %(what)s", "%(who)s received %(num)s items of %(what)s"
    ),
    "erase": mark_many(
        "%(who)s erased %(num)s item of %(what)s for good",
        "%(who)s erased %(num)s items of %(what)s for good",
    ),
    "expire": mark_many(
        "%(who)s let %(num)s item of %(what)s go when its time had come",
        "%(who)s let %(num)s items of %(what)s go when their time had come",
    ),
    "anonymize": mark_many(
        "%(who)s cut the link from %(num)s item of %(what)s to you",
        "%(who)s cut the link from %(num)s items of %(what)s to you",
    ),
    "combine": mark_many(
        "%(who)s linked %(num)s item of %(what)s to you",
        "%(who)s linked %(num)s items of %(what)s to you",
    ),
}
# What is done to the account, or to a choice, and not to items.
DONE_ONCE = {
    "admit": mark("%(who)s opened your account"),
    "confirm": mark("%(who)s confirmed that your account was a child’s"),
    "dismiss": mark("%(who)s dismissed a report about your account"),
    "grant": mark("%(who)s let a member of staff look at some of your data, for one case"),
    "grant-end": mark("%(who)s ended what staff may look at for one case"),
    "look": mark("%(who)s looked at %(what)s, for one case"),
    "guardian": mark("%(who)s became the guardian of a child’s account"),
    "of-age": mark("%(who)s took over from a guardian"),
    "hold": mark("%(who)s had %(what)s kept until a day"),
    "lift": mark("%(who)s ended that %(what)s has to be kept"),
    "bind": mark("%(who)s agreed to a newer version of the policy"),
    "consent": mark("%(who)s turned %(what)s on"),
    "withdraw": mark("%(who)s turned %(what)s off"),
    "state-active": mark("%(who)s opened your account again"),
    "state-closing": mark("%(who)s began to close your account"),
    "state-held": mark("%(who)s put your account on hold"),
    "state-restricted": mark("%(who)s froze your account"),
}
DENIED = {
    "collect": mark("%(who)s wanted to add to %(what)s and was refused"),
    "read": mark("%(who)s wanted to read %(what)s and was refused"),
    "change": mark("%(who)s wanted to change %(what)s and was refused"),
    "delete": mark("%(who)s wanted to delete from %(what)s and was refused"),
    "disclose": mark("%(who)s wanted to receive %(what)s and was refused"),
    "erase": mark("%(who)s wanted to erase %(what)s and was refused"),
    "expire": mark("%(who)s wanted to let %(what)s go and was refused"),
    "anonymize": mark("%(who)s wanted to cut the link to %(what)s and was refused"),
    "combine": mark("%(who)s wanted to link %(what)s to you and was refused"),
}
DENIED_STATE = mark("%(who)s wanted to change where your account stands and was refused")
DENIED_ELSE = mark("%(who)s wanted something of %(what)s and was refused")
DONE_ELSE = mark("%(who)s did something to %(what)s")
KINDS: Mapping[str, str] = {
    ActorKind.MEMBER: mark("You"),
    ActorKind.DEVICE: mark("A device of yours"),
    ActorKind.STAFF: mark("A member of staff"),
    ActorKind.RECIPIENT: mark("A recipient"),
    ActorKind.BAILEE: mark("Bailee"),
}
OPERATOR = mark("Whoever runs this server")
ANOTHER = mark("Another member")
GONE_DEVICE = mark("A device that you removed")


class Sentences:
    """The journal in one language.

    `devices`: the names that the member gave, and those of apps and other recipients, by id.
    `reader`: whose lines they are, so that a guardian who did something is not told as them.
    """

    def __init__(self, speech: Speech, *, devices: Mapping[str, str], reader: SubjectId) -> None:
        self._speech, self._words, self._devices = speech, Words(speech), devices
        self._reader = reader

    def tell(self, line: Line) -> str:
        """`Pixel 9 read 312 items of Contacts`."""
        values = {"who": _strong(self._who(line)), "what": self._words.category(line.category)}
        if line.outcome == REFUSED:
            otherwise = DENIED_STATE if line.did.startswith("state-") else DENIED_ELSE
            return self._speech.gettext(DENIED.get(line.did, otherwise), **values)
        if line.did in DONE:
            return self._speech.ngettext(*DONE[line.did], line.count, **values)
        return self._speech.gettext(DONE_ONCE.get(line.did, DONE_ELSE), **values)

    def why(self, line: Line) -> str:
        """`to keep your devices in step`, or nothing."""
        return self._speech.gettext(PURPOSES[line.purpose]) if line.purpose in PURPOSES else ""

    def _who(self, line: Line) -> str:
        identity = line.actor.partition(":")[2]
        if line.by == ActorKind.DEVICE and identity:
            return self._devices.get(identity) or self._speech.gettext(GONE_DEVICE)
        if line.actor.startswith("member:") and identity != self._reader:
            return self._speech.gettext(ANOTHER)
        if line.actor == "staff:operator":
            return self._speech.gettext(OPERATOR)
        if line.by == ActorKind.RECIPIENT and identity:
            return self._devices.get(identity, identity)
        return self._speech.gettext(KINDS.get(line.by, line.by))


def _strong(name: str) -> Markup:
    return Markup("<strong>{}</strong>").format(name)
