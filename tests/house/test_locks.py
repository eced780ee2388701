"""What the house stands on is named, pinned and explained."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions  # noqa: TID251 - asks what is installed, imports nothing

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, modules, texts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUN = [Requirement(line) for line in PROJECT["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[\w.]+)(?P<marker> ; .*)?")


def test_a_lock_holds_names_and_versions_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        for line in (ROOT / name).read_text().splitlines():
            assert line.startswith("#") or line == "-r requirements.lock" or PIN.fullmatch(line)


def test_what_is_declared_is_pinned_within_its_bounds() -> None:
    pins = pinned("requirements.lock")
    assert [str(need) for need in RUN if not is_met(need, pins)] == []
    assert [
        str(need) for need in DEV if not is_met(need, pins | pinned("requirements-dev.lock"))
    ] == []


def test_what_the_house_imports_is_declared() -> None:
    declared = {canonicalize_name(need.name) for need in RUN}
    foreign = {
        package
        for tree in modules("bailee").values()
        for package in imported(tree)
        if package != "bailee" and package not in sys.stdlib_module_names
    }
    owners = packages_distributions()
    assert (
        sorted(
            package
            for package in foreign
            if not {canonicalize_name(owner) for owner in owners.get(package, [])} & declared
        )
        == []
    )


def test_each_dependency_has_its_reason_in_the_decisions() -> None:
    reasons = "\n".join(text for name, text in texts(".md") if name.startswith("docs/decisions/"))
    unexplained = [need.name for need in RUN + DEV if f"**{need.name}**" not in reasons]
    assert unexplained == []


def pinned(lock: str) -> dict[str, str]:
    """Read the versions of a lock file."""
    found = (PIN.fullmatch(line) for line in (ROOT / lock).read_text().splitlines())
    return {pin["name"]: pin["version"] for pin in found if pin}


def is_met(need: Requirement, pins: dict[str, str]) -> bool:
    """Tell whether a lock satisfies what is declared."""
    version = pins.get(canonicalize_name(need.name))
    return version is not None and need.specifier.contains(version)


def imported(tree: ast.Module) -> set[str]:
    """List the packages that a module imports when it runs."""
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in for_types:
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and id(node) not in for_types:
            found.add(node.module.partition(".")[0])
    return found
