"""What can differ in a category: its purposes and bases, how long, who holds the key, who sees it.

May be imported by: policy.compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bailee.policy import phrases
from bailee.policy.changes.change import Change, Kind
from bailee.policy.parts import CategoryClause, Keep, KeepFrom, Words
from bailee.policy.phrases import both, fill_in, listed
from bailee.terms import Basis, Category, Custody

Clauses = Mapping[Category, CategoryClause]

_EVENTS = tuple(KeepFrom)
_CUSTODIES = (Custody.KEPT, Custody.UNLOCKED, Custody.SEALED)


def compare_categories(old: Clauses, new: Clauses) -> Iterator[Change]:
    """Find what differs, category by category."""
    for name in (*new, *(name for name in old if name not in new)):
        if name not in old:
            yield _added(new[name])
        elif name not in new:
            phrase = both("{name} is no longer kept here", "{name} wird hier nicht mehr aufbewahrt")
            yield _change(old[name], Kind.CATEGORY, reduces=True, phrase=phrase)
        else:
            yield from _compare(old[name], new[name])


def _added(clause: CategoryClause) -> Change:
    """What takes everyone's consent harms nobody who is not asked."""
    is_asked = set(clause.bases.values()) == {Basis.CONSENT}
    phrase = both("{name} is new", "{name} ist neu")
    return _change(clause, Kind.CATEGORY, reduces=not is_asked, phrase=phrase)


def _compare(old: CategoryClause, new: CategoryClause) -> Iterator[Change]:
    yield from _purposes(old, new)
    yield from _sight(old, new)
    if old.data_class is not new.data_class:
        yield _data_class(new)
    if old.keep != new.keep:
        yield _retention(old, new)
    if old.custody is not new.custody:
        yield _custody(old, new)
    if old.rotate_days and new.rotate_days and old.rotate_days != new.rotate_days:
        yield _rotation(new, old.rotate_days, new.rotate_days)
    if old.precision_m != new.precision_m:
        yield _precision(new, old.precision_m or 0, new.precision_m or 0)
    if old.under != new.under:
        phrase = both("{name} now stands under {new}", "{name} steht jetzt unter {new}")
        yield _change(new, Kind.PLACE, reduces=True, phrase=phrase, new=new.under)


def _purposes(old: CategoryClause, new: CategoryClause) -> Iterator[Change]:
    for purpose in sorted(new.purposes - old.purposes):
        phrase = both(
            "{name} is now also for {purpose}", "{name} dient jetzt auch dem Zweck {purpose}"
        )
        yield _change(new, Kind.PURPOSE, reduces=True, phrase=phrase, purpose=purpose)
    for purpose in sorted(old.purposes - new.purposes):
        phrase = both(
            "{name} is no longer for {purpose}", "{name} dient nicht mehr dem Zweck {purpose}"
        )
        yield _change(old, Kind.PURPOSE, reduces=False, phrase=phrase, purpose=purpose)
    for purpose in sorted(old.purposes & new.purposes):
        before, after = old.bases[purpose], new.bases[purpose]
        if before is not after:
            yield _change(
                new,
                Kind.BASIS,
                reduces=after is not Basis.CONSENT,
                phrase=both(
                    "{name} for {purpose} now rests on {new}; so far on {old}",
                    "{name} für {purpose} beruht jetzt auf {new}; bisher auf {old}",
                ),
                purpose=purpose,
                new=phrases.BASES[after],
                old=phrases.BASES[before],
            )


def _sight(old: CategoryClause, new: CategoryClause) -> Iterator[Change]:
    for kind in sorted(new.seen_by - old.seen_by):
        phrase = both("{who}: may now see {name}", "{who}: nun mit Einblick in {name}")
        yield _change(new, Kind.SIGHT, reduces=True, phrase=phrase, who=phrases.KINDS[kind])
    for kind in sorted(old.seen_by - new.seen_by):
        phrase = both("{who}: may no longer see {name}", "{who}: kein Einblick mehr in {name}")
        yield _change(new, Kind.SIGHT, reduces=False, phrase=phrase, who=phrases.KINDS[kind])


def _data_class(new: CategoryClause) -> Change:
    phrase = (
        both("{name} now counts as personal", "{name}: jetzt personenbezogen")
        if new.is_personal
        else both("{name} no longer counts as personal", "{name}: nicht mehr personenbezogen")
    )
    return _change(new, Kind.CLASS, reduces=not new.is_personal, phrase=phrase)


def _retention(old: CategoryClause, new: CategoryClause) -> Change:
    return _change(
        new,
        Kind.RETENTION,
        reduces=_may_last_longer(new.keep, than=old.keep),
        phrase=both(
            "{name} is now kept {new}; so far {old}",
            "{name} wird jetzt aufbewahrt: {new}; bisher: {old}",
        ),
        new=phrases.lasts(new.keep),
        old=phrases.lasts(old.keep),
    )


def _may_last_longer(keep: Keep, *, than: Keep) -> bool:
    """A later event or more days may; an earlier event with fewer days cannot."""
    is_later = _EVENTS.index(keep.event) > _EVENTS.index(than.event)
    return is_later or keep.days > than.days


def _custody(old: CategoryClause, new: CategoryClause) -> Change:
    return _change(
        new,
        Kind.CUSTODY,
        reduces=_CUSTODIES.index(new.custody) < _CUSTODIES.index(old.custody),
        phrase=both("{name}: now {new}; so far {old}", "{name}: jetzt gilt: {new}; bisher: {old}"),
        new=phrases.CUSTODIES[new.custody],
        old=phrases.CUSTODIES[old.custody],
    )


def _rotation(clause: CategoryClause, old: int, new: int) -> Change:
    return _change(
        clause,
        Kind.ROTATION,
        reduces=new > old,
        phrase=both(
            "a pseudonym for {name} now lives {new}; so far {old}",
            "ein Pseudonym für {name} gilt jetzt {new}; bisher {old}",
        ),
        new=phrases.days(new),
        old=phrases.days(old),
    )


def _precision(clause: CategoryClause, old: int, new: int) -> Change:
    return _change(
        clause,
        Kind.PRECISION,
        reduces=new < old,
        phrase=both(
            "a place in {name} is now exact {new}; so far {old}",
            "ein Ort in {name} ist jetzt genau {new}; bisher {old}",
        ),
        new=_exact(new),
        old=_exact(old),
    )


def _exact(precision_m: int) -> Words:
    if not precision_m:
        return both("to the last meter", "bis auf den letzten Meter")
    return both(f"to {precision_m} meters", f"auf {precision_m} Meter")


def _change(
    clause: CategoryClause, kind: Kind, *, reduces: bool, phrase: Words, **parts: Words | str
) -> Change:
    purpose = parts.get("purpose")
    touched = {name for name in clause.bases if purpose in {None, name}}
    return Change(
        clause=clause.clause,
        kind=kind,
        reduces=reduces,
        says=fill_in(phrase, name=clause.name, **parts),
        people=_people(clause),
        categories=frozenset({clause.name}),
        purposes=frozenset(touched),
    )


def _people(clause: CategoryClause) -> Words:
    """Whose it is: all who hold some, or only those who agreed."""
    if set(clause.bases.values()) == {Basis.CONSENT}:
        return fill_in(phrases.AGREED, purposes=listed(clause.bases), names=clause.name)
    return fill_in(phrases.HOLDERS, names=clause.name)
