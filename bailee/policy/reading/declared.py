"""Hold a policy against what the services declare: what is done is said, what is said is done.

May be imported by: policy.load.
"""

from __future__ import annotations

from collections.abc import Sequence

from bailee.policy.faults import suggest
from bailee.policy.parts import CategoryClause, Said
from bailee.policy.reading.tables import Faults
from bailee.terms import Category, Service


def hold(said: Said, *, services: Sequence[Service], faults: Faults) -> None:
    """Note every difference; a category that is faulty in itself is left alone."""
    _note_uncollected(said, services, faults)
    _note_unused(said, services, faults)
    for service in services:
        for name in service.collects:
            clause = said.categories.get(name)
            if clause is None:
                _note_unsaid(service, name, faults)
            elif ("category", name) not in faults.places:
                _note_differences(clause, service, faults)


def _note_uncollected(said: Said, services: Sequence[Service], faults: Faults) -> None:
    collected = {name for service in services for name in service.collects}
    for name in said.categories:
        if name not in collected:
            message, fix = f"no service collects `{name}`", suggest(name, collected)
            faults.note(message, fix=fix, path=("category", name))


def _note_unused(said: Said, services: Sequence[Service], faults: Faults) -> None:
    performed = {purpose for service in services for purpose in service.purposes}
    used = {purpose for clause in said.categories.values() for purpose in clause.bases}
    for name in said.purposes:
        path = ("purpose", name)
        if name not in performed:
            message = f"no service does anything for `{name}`"
            faults.note(message, fix=suggest(name, performed), path=path)
        elif name not in used:
            fix = f"leave [purpose.{name}] out, or name it in the `purposes` of a category"
            faults.note(f"no category is for `{name}`", fix=fix, path=path)


def _note_unsaid(service: Service, name: Category, faults: Faults) -> None:
    message = f"the service {service.name} collects `{name}`, and no clause says so"
    fix = f"add [category.{name}], or do not run {service.name}"
    faults.note(message, fix=fix, path=None)


def _note_differences(clause: CategoryClause, service: Service, faults: Faults) -> None:
    path = ("category", clause.name)
    if unsaid := sorted(service.purposes - clause.purposes):
        names = ", ".join(unsaid)
        message = f"[category.{clause.name}] does not say that it is for {names}"
        fix = f"the service {service.name} uses it so: add {names} to `purposes`"
        faults.note(message, fix=fix, path=(*path, "purposes"))
    if clause.custody not in service.custodies:
        message = f'the service {service.name} cannot run in custody = "{clause.custody}"'
        fix = f"it can run in {', '.join(sorted(service.custodies))}"
        faults.note(message, fix=fix, path=(*path, "custody"))
