"""What is told of a disclosure: to whom it is about.

May be imported by: rights.notices.
"""

from __future__ import annotations

from bailee.rights.notices.words.wording import Said, Wording, wording

__all__ = ["DISCLOSURE"]

_DOOR = "/me/order"
DISCLOSURE: tuple[Wording, ...] = (
    wording(
        "security.disclosure-coming",
        en=Said(
            "Somebody is to receive data of yours",
            "By a case of the policy, data of yours is to be given out. Two officers have looked "
            "at what was asked and at the papers.",
            "Read by which case, who receives what, and why.",
        ),
        de=Said(
            "Jemand soll Daten von dir bekommen",
            "Nach einem Fall der Erklärung sollen Daten von dir herausgegeben werden. Zwei "
            "Beauftragte haben die Forderung und die Papiere geprüft.",
            "Lies, nach welchem Fall, wer was bekommt und warum.",
        ),
        door=_DOOR,
    ),
    wording(
        "security.disclosure-done",
        en=Said(
            "Data of yours was given out",
            "By a case of the policy, data of yours was given out. You are told as soon as that "
            "was allowed.",
            "Read by which case, who received what, and why.",
        ),
        de=Said(
            "Daten von dir wurden herausgegeben",
            "Nach einem Fall der Erklärung wurden Daten von dir herausgegeben. Du erfährst es, "
            "sobald es erlaubt war.",
            "Lies, nach welchem Fall, wer was bekommen hat und warum.",
        ),
        door=_DOOR,
    ),
    wording(
        "security.disclosure-refused",
        en=Said(
            "Data of yours was asked for, and refused",
            "Somebody asked for data of yours. It was refused, and nothing was opened.",
            "Read who asked for what, and why it was refused.",
        ),
        de=Said(
            "Daten von dir wurden verlangt und nicht gegeben",
            "Jemand hat Daten von dir verlangt. Das wurde abgelehnt, und nichts wurde geöffnet.",
            "Lies, wer was verlangt hat und warum es abgelehnt wurde.",
        ),
        door=_DOOR,
    ),
)
