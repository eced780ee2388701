"""The catalogue's chapters on classes, purposes and choices.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue import needs
from bailee.policy.catalogue.clause import Clause, clause

CLASSES: tuple[Clause, ...] = (
    clause(
        "class.personal",
        "Each category says whether a person can be recognized by it; there is no third answer "
        "and no default.",
        "Jede Kategorie sagt, ob ein Mensch daran zu erkennen ist; eine dritte Antwort gibt es "
        "nicht, eine Vorgabe auch nicht.",
    ),
    clause(
        "class.combined",
        "What is joined to a person is treated as personal until the link is cut; after that, "
        "nobody can tell whose it was.",
        "Was mit einem Menschen verknüpft ist, gilt als personenbezogen, bis die Verknüpfung "
        "gelöst ist; danach weiß niemand mehr, zu wem es gehörte.",
    ),
)
PURPOSES: tuple[Clause, ...] = (
    clause(
        "use.permitted",
        "Nothing personal is touched without a purpose that was told when it was given; for any "
        "other, the member is asked first.",
        "Nichts Persönliches wird ohne einen Zweck angerührt, der bei der Erhebung genannt war; "
        "für jeden anderen wird vorher gefragt.",
    ),
    clause(
        "use.service",
        "Data may serve to do what the member asked for, and to fulfill the contract with them.",
        "Daten dürfen dazu dienen, das zu tun, worum ein Mitglied gebeten hat, und den Vertrag "
        "mit ihm zu erfüllen.",
        is_allowance=True,
    ),
    clause(
        "use.safety",
        "Data may serve to keep accounts safe: to check who signs in, and to stop fraud and abuse.",
        "Daten dürfen dem Schutz der Konten dienen: um zu prüfen, wer sich anmeldet, und um "
        "Betrug und Missbrauch zu unterbinden.",
        is_allowance=True,
    ),
    clause(
        "use.improve",
        "Whoever improves the product sees counts and averages, and a single person only if that "
        "person agreed.",
        "Wer das Produkt verbessert, sieht Summen und Durchschnitte, und einen einzelnen Menschen "
        "nur, wenn dieser zugestimmt hat.",
        needs=needs.TRENDS,
        is_allowance=True,
    ),
    clause(
        "use.notices",
        "Members hear of updates and releases by the topics they chose, and can stop each of them.",
        "Mitglieder erfahren von Neuerungen zu den Themen, die sie gewählt haben, und können jedes "
        "davon abbestellen.",
        is_allowance=True,
    ),
    clause(
        "use.personalize",
        "Suggestions and advertising are made only from what a member released for them, are off "
        "at first, and tell why they appear.",
        "Empfehlungen und Werbung entstehen nur aus dem, was ein Mitglied dafür freigegeben hat, "
        "sind anfangs aus und sagen, warum sie erscheinen.",
        needs=needs.SUGGESTIONS,
        is_allowance=True,
    ),
    clause(
        "use.promotions",
        "Entries to a draw or a contest serve that draw alone, go soon after it, and the draw can "
        "be checked by anyone.",
        "Teilnahmen an einer Verlosung dienen nur dieser Verlosung, verschwinden bald danach, und "
        "jeder kann die Ziehung nachprüfen.",
        needs=needs.PROMOTIONS,
        is_allowance=True,
    ),
    clause(
        "use.after_sales",
        "Identifiers and the place of a device may start its warranty and its software licenses.",
        "Kennungen und Ort eines Geräts dürfen seine Garantie und seine Softwarelizenzen in Gang "
        "setzen.",
        needs=needs.AFTER_SALES,
        is_allowance=True,
    ),
    clause(
        "use.trends_internal",
        "How people behave is learned from blurred totals that point to nobody, within a budget "
        "that is spent once.",
        "Wie Menschen sich verhalten, wird aus verwischten Summen gelernt, die auf niemanden "
        "zeigen, und aus einem Vorrat, der nur einmal verbraucht wird.",
        needs=needs.TRENDS,
        is_allowance=True,
    ),
    clause(
        "use.experience",
        "What the experience program gathers serves to find faults and to make things work better, "
        "and nothing else.",
        "Was das Erfahrungsprogramm sammelt, dient dazu, Fehler zu finden und Dinge besser zu "
        "machen, und zu nichts anderem.",
        needs=needs.EXPERIENCE,
        is_allowance=True,
    ),
    clause(
        "use.web",
        "With consent, a page remembers the language, and a mail tells that it was read, so that "
        "fewer are sent.",
        "Mit Einwilligung merkt sich eine Seite die Sprache, und eine E-Mail meldet, dass sie "
        "gelesen wurde, damit weniger verschickt werden.",
        needs=needs.WEB,
        is_allowance=True,
    ),
    clause(
        "use.browser_choice",
        "A browser that refuses cookies or asks not to be tracked is obeyed, and is not marked.",
        "Einem Browser, der Cookies ablehnt oder nicht verfolgt werden will, wird gefolgt, ohne "
        "ihn dafür zu kennzeichnen.",
        needs=needs.WEB,
    ),
)
CHOICES: tuple[Clause, ...] = (
    clause(
        "choice.explained",
        "Beside each switch stands the sentence that it turns, what stops without it, and what is "
        "deleted when.",
        "Neben jedem Schalter steht der Satz, den er bewegt, was ohne ihn aufhört und was wann "
        "gelöscht wird.",
    ),
    clause(
        "choice.experience",
        "One switch leaves the experience program: nothing more is taken in, and what was given "
        "loses its link.",
        "Ein Schalter beendet das Erfahrungsprogramm: nichts wird mehr angenommen, und das "
        "Gegebene verliert seine Verknüpfung.",
        needs=needs.EXPERIENCE,
    ),
    clause(
        "choice.location",
        "Each member sets how exactly each device may be located, or not at all; it is made coarse "
        "before it is kept.",
        "Jedes Mitglied bestimmt, wie genau jedes Gerät geortet werden darf, oder gar nicht; "
        "vergröbert wird vor dem Speichern.",
        needs=needs.FIND,
    ),
)
CLAUSES = (*CLASSES, *PURPOSES, *CHOICES)
