"""What is told of requests: to whoever asked, and to officers.

May be imported by: rights.notices.
"""

from __future__ import annotations

from bailee.rights.notices.words.wording import Said, Wording, wording

__all__ = ["REQUESTS"]

_MINE, _DESK = "/me/requests", "/desk/requests"

REQUESTS: tuple[Wording, ...] = (
    wording(
        "account.request-received",
        en=Said("Your request was received", "A person answers it, by the time below at latest."),
        de=Said("Dein Antrag ist da", "Ein Mensch beantwortet ihn, spätestens bis zur Zeit unten."),
        door=_MINE,
    ),
    wording(
        "account.request-question",
        en=Said(
            "A question about your request",
            "To answer you, more has to be known. The time to answer you runs on.",
            "Read the question and add what is missing.",
        ),
        de=Said(
            "Eine Frage zu deinem Antrag",
            "Für die Antwort fehlt noch etwas. Die Frist für unsere Antwort läuft weiter.",
            "Lies die Frage und ergänze, was fehlt.",
        ),
        door=_MINE,
    ),
    wording(
        "account.request-answered",
        en=Said("Your request was answered", "The answer is with your requests."),
        de=Said("Dein Antrag ist beantwortet", "Die Antwort steht bei deinen Anträgen."),
        door=_MINE,
    ),
    wording(
        "account.request-refused",
        en=Said(
            "Your request was refused",
            "With your requests stand the ground, the reason and the evidence.",
            "You can appeal against it there.",
        ),
        de=Said(
            "Dein Antrag wurde abgelehnt",
            "Bei deinen Anträgen stehen der Grund, die Begründung und der Beleg.",
            "Dort kannst du auch Einspruch einlegen.",
        ),
        door=_MINE,
    ),
    wording(
        "account.request-late",
        en=Said(
            "Your request is late",
            "It should have been answered by now. Those who must answer it were told again.",
            "You can turn to the officer named in the policy, or to a supervisory authority.",
        ),
        de=Said(
            "Dein Antrag ist überfällig",
            "Er sollte schon beantwortet sein. Wer ihn beantworten muss, wurde erneut erinnert.",
            "Du kannst dich an die Stelle wenden, die die Erklärung nennt, oder an eine "
            "Aufsichtsbehörde.",
        ),
        door=_MINE,
    ),
    wording(
        "account.desk-waiting",
        en=Said("Requests wait at the desk", "Somebody asked something that a person answers."),
        de=Said(
            "Auf dem Schreibtisch warten Anträge", "Jemand fragt etwas, das ein Mensch beantwortet."
        ),
        door=_DESK,
    ),
    wording(
        "account.desk-overdue",
        en=Said(
            "Requests at the desk are overdue",
            "The time that the policy promises is over, and nobody has answered.",
            "Answer them first.",
        ),
        de=Said(
            "Anträge auf dem Schreibtisch sind überfällig",
            "Die Frist, die die Erklärung verspricht, ist vorbei, und niemand hat geantwortet.",
            "Beantworte sie zuerst.",
        ),
        door=_DESK,
    ),
)
