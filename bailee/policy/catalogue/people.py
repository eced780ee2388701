"""The catalogue's chapters on rights, children, changes and the officer.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue.clause import Clause, Value, clause

ACCESS: tuple[Clause, ...] = (
    clause(
        "access.self",
        "Signed in, everyone sees all that is held of them and who touched it, takes it along, "
        "corrects it, and erases part or all of it.",
        "Angemeldet sieht jeder alles, was über ihn aufbewahrt wird und wer es berührt hat, nimmt "
        "es mit, berichtigt es und löscht es ganz oder teilweise.",
    ),
    clause(
        "access.thirty_days",
        "Every request is answered within its days, and what a machine can do is done at once.",
        "Jeder Antrag wird innerhalb seiner Frist beantwortet; was eine Maschine kann, geschieht "
        "sofort.",
        values=(
            Value(
                "days",
                least=1,
                most=30,
                usual=30,
                what="within how many days a request is answered",
            ),
        ),
    ),
    clause(
        "access.identity",
        "Before a request goes ahead, whoever makes it proves anew who they are.",
        "Bevor ein Antrag ausgeführt wird, weist sich neu aus, wer ihn stellt.",
        values=(
            Value(
                "minutes", least=1, most=60, usual=5, what="for how many minutes a proof is good"
            ),
        ),
    ),
    clause(
        "access.refusal",
        "A request can be refused on four grounds only, with the reason, its evidence, and a way "
        "to object.",
        "Ein Antrag kann nur aus vier Gründen abgelehnt werden, mit Begründung, Beleg und der "
        "Möglichkeit zu widersprechen.",
        is_allowance=True,
    ),
    clause("access.free", "Rights cost nothing.", "Rechte kosten nichts."),
    clause(
        "access.must_keep",
        "What the law demands to be kept is withheld from erasure, by category, with the authority "
        "and the end, for its member to see.",
        "Was das Gesetz aufzubewahren zwingt, bleibt von der Löschung ausgenommen, je Kategorie, "
        "mit Stelle und Ende, sichtbar für das Mitglied.",
        is_allowance=True,
    ),
    clause(
        "access.residual",
        "Erasing destroys the key first: copies left on disks or in backups are noise, and the "
        "receipt names the day on which old keys in backups die too.",
        "Löschen vernichtet zuerst den Schlüssel: Kopien auf Platten oder in Sicherungen sind nur "
        "noch Rauschen, und die Quittung nennt den Tag, an dem auch alte Schlüssel in Sicherungen "
        "wertlos werden.",
        is_allowance=True,
        values=(
            Value(
                "days",
                least=1,
                most=90,
                usual=30,
                what="after how many days old backups of keys are dead",
            ),
        ),
    ),
)
CHILDREN: tuple[Clause, ...] = (
    clause(
        "children.approval",
        "A child's account waits, and takes in nothing, until a guardian agrees to each purpose.",
        "Das Konto eines Kindes wartet und nimmt nichts auf, bis eine sorgeberechtigte Person "
        "jedem Zweck zustimmt.",
        values=(
            Value(
                "age_years",
                least=13,
                most=18,
                usual=14,
                what="below which age",
                more_is_better=True,
            ),
        ),
    ),
    clause(
        "children.no_disclosure",
        "What is held of a child goes to no third party, in no case.",
        "Was über ein Kind aufbewahrt wird, geht an niemanden sonst, in keinem Fall.",
    ),
    clause(
        "children.guardian_rights",
        "A guardian can refuse for the child and have the child's data erased, from the guardian's "
        "own account.",
        "Sorgeberechtigte können für das Kind ablehnen und seine Daten löschen lassen, vom eigenen "
        "Konto aus.",
    ),
    clause(
        "children.discovered",
        "An account found to be a child's is frozen at once, and erased when that is certain.",
        "Ein Konto, das sich als das eines Kindes erweist, wird sofort eingefroren und gelöscht, "
        "sobald es sicher ist.",
    ),
)
CHANGES: tuple[Clause, ...] = (
    clause(
        "change.no_reduction",
        "A version that takes a right away binds only those who agreed to it; everyone else stays "
        "with theirs.",
        "Eine Fassung, die ein Recht nimmt, bindet nur, wer ihr zugestimmt hat; für alle anderen "
        "gilt ihre bisherige weiter.",
    ),
    clause(
        "change.notice",
        "What takes a right away is told days before, any other change on its day at the latest, "
        "by mail and on the site, with the difference in plain words.",
        "Was ein Recht nimmt, wird Tage vorher mitgeteilt, jede andere Änderung spätestens an "
        "ihrem Tag, per E-Mail und auf der Seite, mit dem Unterschied in klaren Worten.",
        values=(
            Value(
                "days",
                least=7,
                most=365,
                usual=30,
                what="how many days before",
                more_is_better=True,
            ),
        ),
    ),
)
OFFICER: tuple[Clause, ...] = (
    clause(
        "officer.contact",
        "A named person answers questions and complaints about privacy, at an address that is "
        "published here.",
        "Eine benannte Person beantwortet Fragen und Beschwerden zum Datenschutz, unter einer "
        "hier veröffentlichten Adresse.",
    ),
)
CLAUSES = (*ACCESS, *CHILDREN, *CHANGES, *OFFICER)
