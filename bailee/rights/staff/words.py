"""What a member of staff accepts before they look at anything.

May be imported by: rights.staff, pages.
"""

from __future__ import annotations

from bailee.policy.parts import Words

__all__ = ["CONFIDENTIALITY"]

CONFIDENTIALITY: Words = {
    "en": (
        "I look only at what this case needs, and only for it. I tell nobody what I see who does "
        "not need it for this case, not after the grant has ended either, and I keep no copy. I "
        "know that each look is shown to whose data it is, with my reason, and that abuse ends the "
        "grant and has consequences for me."
    ),
    "de": (
        "Ich sehe nur an, was dieser Fall braucht, und nur dafür. Ich sage niemandem, was ich "
        "sehe, der es nicht für diesen Fall braucht, auch nicht nach dem Ende der Freigabe, und "
        "ich behalte keine Kopie. Ich weiß, dass jeder Blick dem Menschen gezeigt wird, um dessen "
        "Daten es geht, mit meinem Grund, und dass Missbrauch die Freigabe beendet und für mich "
        "Folgen hat."
    ),
}
"""By language; kept in the grant as it was shown."""
