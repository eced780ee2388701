"""A kind of import contract that import-linter lacks: only `importers` may import `modules`.

Its own `protected` contract wants every name to exist already; a wall may stand before its room.
"""

from __future__ import annotations

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ImportersContract(Contract):
    """Hold that `modules`, ours or others', are imported by `importers` and by nobody else."""

    type_name = "importers"

    modules = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the base class's shape
        """Compare every direct import of the graph with the list."""
        guarded, allowed = names(self.modules), names(self.importers)
        offences = sorted(
            f"{importer} imports {module}"
            for module in graph.modules
            if is_under(module, guarded)
            for importer in graph.find_modules_that_directly_import(module)
            if not is_under(importer, guarded + allowed)
        )
        return ContractCheck(kept=not offences, metadata={"offences": offences})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print a line for each offence."""
        for offence in check.metadata["offences"]:
            output.print_error(f"- {offence}", bold=False)


def names(option: object) -> list[str]:
    """Give an option's value its type: the base class fills the field in."""
    return cast("list[str]", option)


def is_under(module: str, packages: list[str]) -> bool:
    """Tell whether a module is one of these or inside one of them."""
    return any(module == name or module.startswith(f"{name}.") for name in packages)
