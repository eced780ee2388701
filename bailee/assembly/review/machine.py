"""What a review finds on the machine: files and their modes, the root key, the certificate, space.

May be imported by: assembly.review.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bailee.assembly.folder import Folder
from bailee.assembly.review.finding import Finding, good, look, must
from bailee.keys import certificate

__all__ = ["certificates", "files", "root_key", "space"]

_OTHERS = 0o077
_DAY_S = 86_400
_SOON_DAYS = 21
_LEAST_BYTES, _FEW_BYTES = 1 << 30, 5 << 30


def root_key(folder: Folder, root: Path) -> Iterator[Finding]:
    """Where the root key lies, and who may read it."""
    inside = root.resolve().is_relative_to(folder.path.resolve())
    if inside:
        yield must(
            "root key",
            "it lies in the data folder: whoever takes the folder has everything",
            "stop Bailee, move it elsewhere, and start with --root-key FILE",
        )
    if root.exists() and root.stat().st_mode & _OTHERS:
        yield must("root key", "others on this machine may read it", f"chmod 600 {root}")
    elif not inside:
        yield good("root key", "it lies apart from the data, for its owner alone")


def files(folder: Folder) -> Iterator[Finding]:
    """Files of the data folder that others on this machine may read."""
    found = [path for path in (folder.path, *folder.path.rglob("*")) if _is_open(path)]
    if found:
        names = ", ".join(sorted(str(path.relative_to(folder.path)) for path in found[:5]))
        yield must(
            "files",
            f"others may read {len(found)} files of the data folder: {names}",
            f"chmod -R go= {folder.path}",
        )
    else:
        yield good("files", "what is in the data folder is for its owner alone")


def _is_open(path: Path) -> bool:
    return not path.is_symlink() and bool(path.stat().st_mode & _OTHERS)


def certificates(folder: Folder, *, now: int) -> Iterator[Finding]:
    """How long the certificate lasts that Bailee made; the operator's own is not looked at."""
    file = folder.tls / "certificate.pem"
    if not file.exists():
        yield good("certificate", "Bailee made none: what stands in front of it has its own")
        return
    days = (certificate.ends_at(file.read_bytes()) - now) // _DAY_S
    if days < 0:
        yield must("certificate", "it has ended", "restart Bailee: it makes a new one")
    elif days < _SOON_DAYS:
        yield look("certificate", f"it ends in {days} days", "restart Bailee: it makes a new one")
    else:
        yield good("certificate", f"it lasts {days} days more")


def space(folder: Folder) -> Iterator[Finding]:
    """How much room the disk has."""
    free = shutil.disk_usage(folder.path).free
    gib = f"{free / (1 << 30):.1f} GiB are free"
    if free < _LEAST_BYTES:
        yield must("disk", gib, "make room: when it is full, nothing more is taken in")
    elif free < _FEW_BYTES:
        yield look("disk", gib, "make room before it is full")
    else:
        yield good("disk", gib)
