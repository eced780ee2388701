"""Kinds, grounds, steps and proofs as people read them, and what can be wrong with what they typed.

May be imported by: pages.
"""

from __future__ import annotations

from bailee.pages.frame.speech import Speech, mark
from bailee.rights.guardians import ContactError
from bailee.rights.notices import PostError
from bailee.rights.requests import Did, FullError, Ground, Kind, Phase, RequestError
from bailee.services.account import CodeError, ThrottledError
from bailee.terms import Agreement, BaileeError, Category, Purpose

__all__ = ["RequestWords", "wrong"]

_KINDS = {
    Kind.ACCESS: mark("Seeing what is held"),
    Kind.COPY: mark("A copy"),
    Kind.RECTIFY: mark("A correction"),
    Kind.ERASE_PART: mark("Erasing a part"),
    Kind.ERASE_ACCOUNT: mark("Erasing the account"),
    Kind.RESTRICT: mark("Freezing the account"),
    Kind.WITHDRAW: mark("Withdrawing a consent"),
    Kind.OBJECT: mark("An objection"),
    Kind.COMPLAIN: mark("A complaint"),
    Kind.APPEAL: mark("An appeal"),
    Kind.REPORT_CHILD: mark("A report about a child"),
}
_GROUNDS = {
    Ground.REPETITIVE: mark("It keeps repeating without a reason"),
    Ground.DISPROPORTIONATE: mark("It takes effort out of all proportion"),
    Ground.OTHERS_PRIVACY: mark("It would put the privacy of others at risk"),
    Ground.IMPRACTICAL: mark("It cannot be done in practice"),
}
_PHASES = {
    Phase.OPEN: mark("waits for an answer"),
    Phase.ANSWERED: mark("answered"),
    Phase.REFUSED: mark("refused"),
    Phase.TAKEN_BACK: mark("taken back"),
}
_STEPS = {
    Did.RECEIVED: mark("Received"),
    Did.ADDED: mark("More was said"),
    Did.ASKED_BACK: mark("The officer asked"),
    Did.ANSWERED: mark("Answered"),
    Did.REFUSED: mark("Refused"),
    Did.APPEALED: mark("An appeal was made"),
    Did.TAKEN_BACK: mark("Taken back"),
    Did.OVERDUE: mark("Overdue: the officers were told again"),
}
_PROOFS = {
    "pwd": mark("a password"),
    "otp": mark("a one-time code"),
    "mfa": mark("two proofs"),
    "hwk": mark("a passkey"),
    "swk": mark("a passkey"),
    "pop": mark("a passkey"),
    "mail": mark("a code by mail"),
    "sms": mark("a code by text message"),
    "link": mark("the link of this request"),
}
_WRONG: tuple[tuple[type[BaileeError], str, str], ...] = (
    (FullError, "", mark("Too many requests wait already. Add to one of them, or wait a little.")),
    (RequestError, "", mark("Something is missing, or it was answered meanwhile. Look again.")),
    (
        ContactError,
        "contact",
        mark(
            "Nothing can be sent there. Write a mail address, or a number with its country: +49 …"
        ),
    ),
    (
        CodeError,
        "code",
        mark(
            "That code is not right, or no longer good: after a quarter of an hour, or when this "
            "server was started anew. Have another one sent."
        ),
    ),
    (ThrottledError, "", mark("That was too often. Wait a little, then try again.")),
    (PostError, "", mark("Nothing can be sent at the moment. Try again in a little while.")),
)
EMPTY = mark("Write what it is about.")


class RequestWords:
    """The same words in one language."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def kind(self, kind: Kind) -> str:
        """`Complain`."""
        return self._speech.gettext(_KINDS[kind])

    def ground(self, ground: Ground) -> str:
        """Why it was refused."""
        return self._speech.gettext(_GROUNDS[ground])

    def phase(self, phase: Phase) -> str:
        """Where it stands."""
        return self._speech.gettext(_PHASES[phase])

    def step(self, did: Did) -> str:
        """What happened."""
        return self._speech.gettext(_STEPS[did])

    def proofs(self, methods: tuple[str, ...]) -> str:
        """How somebody proved who they are; each way once."""
        known = dict.fromkeys(_PROOFS[one] for one in methods if one in _PROOFS)
        return ", ".join(self._speech.gettext(one) for one in known)


def switch_of(about: str) -> Agreement | None:
    """The consent that a withdrawal was about, as `did` noted it."""
    purpose, _, category = about.partition(":")
    return Agreement(Purpose(purpose), Category(category)) if category else None


def wrong(error: BaileeError) -> dict[str, str] | None:
    """What is wrong, by the field that it belongs to; None where no form can say it."""
    for kind, field, words in _WRONG:
        if isinstance(error, kind):
            return {field: words}
    return None
