"""The catalogue's chapter on what is collected, and when.

May be imported by: policy.catalogue.
"""

from __future__ import annotations

from bailee.policy.catalogue import needs
from bailee.policy.catalogue.clause import Clause, clause

CLAUSES: tuple[Clause, ...] = (
    clause(
        "collect.account",
        "Whoever opens an account, fetches software or answers a survey gives what that takes; "
        "everything beyond is asked as a favor.",
        "Wer ein Konto eröffnet, Software bezieht oder eine Umfrage beantwortet, gibt, was dafür "
        "nötig ist; alles Weitere ist freiwillig.",
        is_allowance=True,
    ),
    clause(
        "collect.orders",
        "A purchase leaves what is needed to deliver it and to know what was ordered.",
        "Ein Kauf hinterlässt, was nötig ist, um zu liefern und zu wissen, was bestellt wurde.",
        needs=needs.ORDERS,
        is_allowance=True,
    ),
    clause(
        "collect.support",
        "Asking for help opens a case with the details that it needs; a call is recorded only if "
        "the caller agreed to that.",
        "Wer um Hilfe bittet, eröffnet einen Fall mit den nötigen Angaben; aufgezeichnet wird ein "
        "Gespräch nur, wenn die Anruferin oder der Anrufer zustimmt.",
        needs=needs.SUPPORT,
        is_allowance=True,
    ),
    clause(
        "collect.activation",
        "Turning on the cloud or messages registers the device and where it is; what has to be "
        "routed is held sealed, and dropped once it arrived.",
        "Wer Cloud oder Nachrichten einschaltet, meldet das Gerät und seinen Ort an; was "
        "zugestellt werden muss, liegt versiegelt und entfällt nach der Ankunft.",
        needs=needs.MESSAGES,
        is_allowance=True,
    ),
    clause(
        "collect.shared",
        "What a member shares can be seen by those it is shared with, is shown to both sides, and "
        "can be taken back.",
        "Was ein Mitglied teilt, sehen die, mit denen es teilt; beide Seiten sehen, dass geteilt "
        "wird, und es lässt sich zurücknehmen.",
        needs=needs.SHARING,
        is_allowance=True,
    ),
    clause(
        "collect.sign_in",
        "Signing in with a telephone sends its number and the identity of its SIM, which are kept "
        "as fingerprints wherever that is enough.",
        "Wer sich mit einem Telefon anmeldet, übermittelt Nummer und Kennung der SIM; wo ein "
        "Fingerabdruck davon genügt, bleibt nur dieser.",
        needs=needs.MESSAGES,
        is_allowance=True,
    ),
    clause(
        "collect.experience",
        "Members who join the experience program send which features they use, and the "
        "surroundings of a crash.",
        "Wer am Erfahrungsprogramm teilnimmt, sendet, welche Funktionen genutzt werden, und die "
        "Umstände eines Absturzes.",
        needs=needs.EXPERIENCE,
        is_allowance=True,
    ),
    clause(
        "collect.feature_usage",
        "That a feature was used is counted under a pseudonym that changes, not under a name.",
        "Dass eine Funktion genutzt wurde, wird unter einem wechselnden Pseudonym gezählt, nicht "
        "unter einem Namen.",
        needs=needs.EXPERIENCE,
        is_allowance=True,
    ),
    clause(
        "collect.location",
        "A feature that depends on the place receives the place, as exactly as the member chose.",
        "Eine Funktion, die vom Ort abhängt, bekommt den Ort, so genau, wie das Mitglied es "
        "eingestellt hat.",
        needs=needs.FIND,
        is_allowance=True,
    ),
    clause(
        "collect.cookies",
        "Cookies and the like are set only after consent, only those that the policy names, and "
        "identify nobody.",
        "Cookies und Ähnliches werden nur nach Einwilligung gesetzt, nur die hier genannten, und "
        "sie bezeichnen niemanden.",
        needs=needs.WEB,
        is_allowance=True,
    ),
    clause(
        "collect.logs",
        "A visit leaves a line with a shortened address, the kind of browser, the page and the "
        "time, and the line goes after its days.",
        "Ein Besuch hinterlässt eine Zeile mit gekürzter Adresse, Art des Browsers, Seite und "
        "Zeit; nach ihrer Frist verschwindet sie.",
        needs=needs.ACCESS_LOG,
        is_allowance=True,
    ),
    clause(
        "collect.device_id",
        "Setting up, updating or resetting a device sends its identity and place under a "
        "pseudonym that changes.",
        "Wer ein Gerät einrichtet, aktualisiert oder zurücksetzt, sendet Kennung und Ort unter "
        "einem wechselnden Pseudonym.",
        needs=needs.ACTIVATION,
        is_allowance=True,
    ),
)
