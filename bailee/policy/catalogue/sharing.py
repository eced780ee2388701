"""The catalogue's chapters on what leaves the house, and on what is not ours.

A clause with `evidence` is kept by a `[case.NAME]` that demands at least that.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue import needs
from bailee.policy.catalogue.clause import Clause, clause

CASES: tuple[Clause, ...] = (
    clause(
        "share.law",
        "A law that demands or allows it can open data, if the article is cited.",
        "Ein Gesetz, das es verlangt oder erlaubt, kann Daten öffnen, wenn sein Artikel genannt "
        "ist.",
        is_allowance=True,
        evidence=("citation", "scope"),
    ),
    clause(
        "share.interest",
        "What is clearly in a person's interest and cannot wait for their answer can be opened for "
        "that, and they are told afterwards.",
        "Was klar im Interesse eines Menschen liegt und nicht auf seine Antwort warten kann, darf "
        "dafür geöffnet werden; er erfährt es danach.",
        is_allowance=True,
        evidence=("interest", "consent-impossible", "scope"),
    ),
    clause(
        "share.emergency",
        "A danger to life, health or safety can open what helps, by two members of staff, for a "
        "limited time, told afterwards.",
        "Eine Gefahr für Leben, Gesundheit oder Sicherheit kann öffnen, was hilft: durch zwei "
        "Mitarbeitende, auf Zeit, danach mitgeteilt.",
        is_allowance=True,
        evidence=("threat", "second-staff", "time-limit", "scope"),
    ),
    clause(
        "share.proceedings",
        "An investigation or proceedings can open what they need, under their file number.",
        "Eine Untersuchung oder ein Verfahren kann öffnen, was dafür nötig ist, unter dem "
        "jeweiligen Aktenzeichen.",
        is_allowance=True,
        evidence=("reference", "necessity", "scope"),
    ),
    clause(
        "share.agency",
        "A law-enforcement agency needs a document, signed by its head or someone of like rank, "
        "that says why exactly this is needed; all of it is checked before anything opens.",
        "Eine Strafverfolgungsbehörde braucht ein Schreiben, von ihrer Leitung oder gleichem Rang "
        "unterzeichnet, das sagt, warum genau dies nötig ist; alles wird geprüft, bevor sich etwas "
        "öffnet.",
        is_allowance=True,
        evidence=("document", "signature", "rank-of-signatory", "necessity", "scope"),
    ),
    clause(
        "share.public_agency",
        "A public agency can receive what the public interest demands, after a written finding.",
        "Eine öffentliche Stelle kann bekommen, was das öffentliche Interesse verlangt, nach "
        "schriftlicher Feststellung.",
        is_allowance=True,
        evidence=("public-interest", "necessity", "scope"),
    ),
    clause(
        "share.permitted",
        "Where a law lets data be given without consent, its article and its limits are noted.",
        "Wo ein Gesetz die Weitergabe ohne Einwilligung zulässt, werden Artikel und Grenzen "
        "festgehalten.",
        is_allowance=True,
        evidence=("citation", "necessity", "scope"),
    ),
    clause(
        "share.processors",
        "Whoever works for the operator does so by contract and on instruction, and opens only "
        "what the public register says.",
        "Wer für den Betreiber arbeitet, tut es mit Vertrag und auf Weisung und öffnet nur, was "
        "das offene Verzeichnis sagt.",
        needs=needs.PROCESSORS,
        is_allowance=True,
        evidence=("contract", "register-entry", "confidentiality"),
    ),
    clause(
        "share.merger",
        "If the operator changes hands, data moves only after each person concerned was told, and "
        "stays confidential.",
        "Wechselt der Betreiber, so ziehen Daten erst um, wenn jeder Betroffene es erfahren hat, "
        "und sie bleiben vertraulich.",
        is_allowance=True,
        evidence=("notice", "confidentiality"),
    ),
)
CLAUSES: tuple[Clause, ...] = (
    clause(
        "share.none",
        "Nothing personal goes to third parties, except by the cases that are listed here.",
        "Nichts Persönliches geht an Dritte, außer in den hier aufgezählten Fällen.",
    ),
    *CASES,
    clause(
        "share.trends",
        "Totals can be published when they are blurred so that nobody can be read out of them.",
        "Summen dürfen veröffentlicht werden, wenn sie so verwischt sind, dass niemand aus ihnen "
        "herauszulesen ist.",
        needs=needs.TRENDS,
        is_allowance=True,
    ),
    clause(
        "scope.third_party_products",
        "Products and pages of others have their own policies; links and parts that lead there say "
        "so and name them.",
        "Produkte und Seiten anderer haben eigene Erklärungen; Verweise und Bestandteile, die "
        "dorthin führen, sagen es und nennen sie.",
        is_allowance=True,
    ),
)
