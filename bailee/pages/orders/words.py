"""Cases, evidence and outcomes as people read them.

May be imported by: pages.
"""

from __future__ import annotations

from bailee.pages.frame.speech import Speech, mark
from bailee.policy.phrases import EVIDENCE

__all__ = ["OrderWords"]

_CASES = {
    "law": mark("A law demands or allows it"),
    "interest": mark("It is in the person’s interest"),
    "emergency": mark("Somebody is in danger"),
    "proceedings": mark("An investigation or proceedings"),
    "agency": mark("An order of a law-enforcement agency"),
    "public-agency": mark("A public agency"),
    "permitted": mark("A law lets it be given"),
    "processors": mark("Work on our instruction"),
    "merger": mark("A sale or merger"),
}
_PHASES = {
    "open": mark("open"),
    "granted": mark("granted, not given out yet"),
    "released": mark("given out"),
    "refused": mark("refused"),
}
_RANKS = {
    "head": mark("The head of the agency"),
    "deputy-head": mark("Whoever acts for its head"),
    "like-rank": mark("Somebody of like rank"),
}


class OrderWords:
    """In one language; what has no words of ours is shown as the policy file names it."""

    def __init__(self, speech: Speech) -> None:
        """Of this language."""
        self._speech = speech

    def case(self, name: str) -> str:
        """What a case is called."""
        return self._speech.gettext(_CASES[name]) if name in _CASES else name

    def phase(self, name: str) -> str:
        """Where a file stands."""
        return self._speech.gettext(_PHASES[name]) if name in _PHASES else name

    def rank(self, name: str) -> str:
        """Whose signature it is."""
        return self._speech.gettext(_RANKS[name]) if name in _RANKS else name

    def evidence(self, name: str) -> str:
        """What a piece of evidence is."""
        return self._speech.choose(EVIDENCE[name])[0] if name in EVIDENCE else name
