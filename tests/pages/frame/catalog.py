"""What the pages say, taken from templates and code: `python -m tests.pages.frame.catalog` brings
every `bailee/pages/locale/*.po` up to date and leaves new sentences empty, to be translated.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

PAGES = Path(__file__).parents[3] / "bailee" / "pages"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "mark_many": (1, 2)}
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def said() -> Catalog:
    """Every sentence of the pages, in English."""
    catalog = Catalog(domain="bailee", project="Bailee")
    found = extract_from_dir(
        PAGES, method_map=METHODS, options_map=OPTIONS, keywords=KEYWORDS, comment_tags=()
    )
    for path, _, message, _, _ in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, locations=[(path, 0)])
    return catalog


def translated(path: Path) -> Catalog:
    """A catalog as it is kept."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, domain="bailee")


def update(path: Path) -> None:
    """Bring one catalog up to date."""
    catalog = translated(path)
    catalog.update(said(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False)


if __name__ == "__main__":
    for po in (PAGES / "locale").glob("*.po"):
        update(po)
