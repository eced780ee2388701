"""What is told of an account's state, of a family, of the policy, and of news.

May be imported by: rights.notices.
"""

from __future__ import annotations

from bailee.rights.notices.words.wording import Said, Wording, wording

__all__ = ["ACCOUNT", "FAMILY", "NEWS", "POLICY"]

ACCOUNT: tuple[Wording, ...] = (
    wording(
        "account.account-reopened",
        en=Said("Your account is open again", "Everything in it is as it was."),
        de=Said("Dein Konto ist wieder offen", "Alles darin ist, wie es war."),
        door="/me",
    ),
    wording(
        "account.account-suspended",
        en=Said(
            "Your account is suspended",
            "Until a question is settled, nothing is taken into your account and nothing is read. "
            "You can still see what is held, take it with you, or erase it.",
            "The officer named in the policy answers questions.",
        ),
        de=Said(
            "Dein Konto ruht",
            "Bis eine Frage geklärt ist, kommt in dein Konto nichts hinein und es wird nichts "
            "gelesen. Du kannst weiter sehen, was da ist, es mitnehmen oder löschen.",
            "Fragen beantwortet die Stelle, die die Erklärung nennt.",
        ),
        door="/policy",
    ),
    wording(
        "account.account-restored",
        en=Said("Your account works again", "The question is settled, and everything works again."),
        de=Said("Dein Konto ruht nicht mehr", "Die Frage ist geklärt, und alles geht wieder."),
        door="/me",
    ),
    wording(
        "account.hold-set",
        en=Said(
            "Something of yours has to be kept",
            "A law or an order demands that something of yours is kept until a day. You can read "
            "it and add to it; it cannot be changed or erased before that day.",
            "Beside what is held of you stands who demands it, why, and until when.",
        ),
        de=Said(
            "Etwas von dir muss aufbewahrt werden",
            "Ein Gesetz oder eine Anordnung verlangt, dass etwas von dir bis zu einem Tag "
            "aufbewahrt wird. Du kannst es lesen und ergänzen; vor diesem Tag lässt es sich nicht "
            "ändern oder löschen.",
            "Bei dem, was von dir da ist, steht, wer es verlangt, warum und bis wann.",
        ),
        door="/me",
    ),
    wording(
        "account.hold-lifted",
        en=Said(
            "What had to be kept is yours to erase again",
            "The duty to keep something of yours ended before its day. What is due goes by itself.",
        ),
        de=Said(
            "Was aufbewahrt werden musste, kannst du wieder löschen",
            "Die Pflicht, etwas von dir aufzubewahren, endete vor ihrem Tag. Was fällig ist, "
            "verschwindet von selbst.",
        ),
        door="/me",
    ),
    wording(
        "account.account-erased",
        en=Said(
            "Your account is erased",
            "All that was held of you here is gone: the keys are destroyed, and what remains on "
            "any disk is noise. If a law keeps something back, the receipt says what and until "
            "when. This letter is the receipt, and the last one.",
        ),
        de=Said(
            "Dein Konto ist gelöscht",
            "Alles, was hier von dir aufbewahrt wurde, ist weg: Die Schlüssel sind vernichtet, "
            "und was auf einer Platte bleibt, ist Rauschen. Hält ein Gesetz etwas zurück, steht "
            "auf der Quittung, was und bis wann. Dieser Brief ist die Quittung und der letzte.",
        ),
        door="/policy",
    ),
)

FAMILY: tuple[Wording, ...] = (
    wording(
        "family.guardian-asked",
        en=Said(
            "A child asks for your approval",
            "A child wants an account here and names you as a guardian. Until you approve, nothing "
            "is kept but what this question needs.",
            "Approve what you agree to, or refuse; without an answer it is erased.",
        ),
        de=Said(
            "Ein Kind bittet um deine Zustimmung",
            "Ein Kind möchte hier ein Konto und nennt dich als sorgeberechtigt. Bis du zustimmst, "
            "bleibt nichts hier, als was diese Frage braucht.",
            "Stimme dem zu, was du erlaubst, oder lehne ab; ohne Antwort wird es gelöscht.",
        ),
    ),
    wording(
        "family.guardian-approved",
        en=Said(
            "A child’s account was approved",
            "A guardian approved the account of a child. What was not approved stays off.",
        ),
        de=Said(
            "Das Konto eines Kindes wurde erlaubt",
            "Eine sorgeberechtigte Person hat dem Konto eines Kindes zugestimmt. Was nicht erlaubt "
            "wurde, bleibt aus.",
        ),
    ),
    wording(
        "family.guardian-refused",
        en=Said(
            "A child’s account was refused",
            "A guardian refused the account of a child; what was kept for the question is erased.",
        ),
        de=Said(
            "Das Konto eines Kindes wurde abgelehnt",
            "Eine sorgeberechtigte Person hat das Konto eines Kindes abgelehnt; was für die Frage "
            "hier war, ist gelöscht.",
        ),
    ),
    wording(
        "family.guardian-second-look",
        en=Said(
            "A second look at your approval",
            "A day ago you approved the account of a child.",
            "If it was not you, or you think otherwise now, you can still refuse.",
        ),
        de=Said(
            "Ein zweiter Blick auf deine Zustimmung",
            "Vor einem Tag hast du dem Konto eines Kindes zugestimmt.",
            "Wenn du das nicht warst oder es jetzt anders siehst, kannst du noch ablehnen.",
        ),
    ),
    wording(
        "family.child-turned-of-age",
        en=Said(
            "An account is now its owner’s alone",
            "Whoever was a child here is old enough to decide alone. The policy waits to be "
            "accepted in person; guardians decide nothing more.",
        ),
        de=Said(
            "Ein Konto gehört jetzt allein seinem Mitglied",
            "Wer hier ein Kind war, ist alt genug, um selbst zu entscheiden. Die Erklärung wartet "
            "auf eine eigene Zustimmung; Sorgeberechtigte entscheiden nichts mehr.",
        ),
    ),
)

POLICY: tuple[Wording, ...] = (
    wording(
        "policy.policy-announced",
        en=Said(
            "A new privacy policy is coming",
            "A new version of the privacy policy is announced. What it changes for you stands "
            "below. What takes something from you binds you only if you agree; if you do not, "
            "your version goes on.",
            "Under your version of the policy you see what it means for what is held of you.",
        ),
        de=Said(
            "Eine neue Datenschutzerklärung kommt",
            "Eine neue Fassung der Datenschutzerklärung ist angekündigt. Was sie für dich ändert, "
            "steht unten. Was dir etwas nimmt, gilt für dich nur, wenn du zustimmst; tust du es "
            "nicht, gilt deine Fassung weiter.",
            "Unter deiner Fassung der Erklärung siehst du, was das für das bedeutet, was von dir "
            "aufbewahrt wird.",
        ),
        door="/me/policy",
    ),
    wording(
        "policy.policy-changed",
        en=Said(
            "There is a new privacy policy",
            "A new version of the privacy policy is in force. What it changes for you stands "
            "below. What would take something from you binds you only once you have agreed.",
        ),
        de=Said(
            "Eine neue Datenschutzerklärung",
            "Eine neue Fassung der Datenschutzerklärung gilt. Was sie für dich ändert, steht "
            "unten. Was dir etwas nähme, gilt für dich erst, wenn du zugestimmt hast.",
        ),
        door="/me/policy",
    ),
    wording(
        "policy.policy-withdrawn",
        en=Said(
            "The new privacy policy does not come",
            "The version of the privacy policy that was announced is withdrawn. Nothing changes "
            "for you.",
        ),
        de=Said(
            "Die neue Datenschutzerklärung kommt nicht",
            "Die Fassung der Datenschutzerklärung, die angekündigt war, ist zurückgezogen. Für "
            "dich ändert sich nichts.",
        ),
        door="/policy",
    ),
)

NEWS: tuple[Wording, ...] = (
    wording(
        "news.news", en=Said("News from this server", ""), de=Said("Neues von diesem Server", "")
    ),
)
