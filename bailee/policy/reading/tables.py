"""One table of a policy file, read key by key; what is wrong is noted, never raised.

Each reader answers something harmless when it has noted a fault: nothing is built from it, since
`load` raises everything noted before a policy comes to be.

May be imported by: policy.load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard, cast

from bailee.policy.faults import Fault, suggest
from bailee.policy.parts import Words
from bailee.policy.reading.language import (
    LONGEST_NAME,
    LONGEST_SENTENCE,
    Choice,
    Key,
    Names,
    Number,
)
from bailee.policy.reading.lines import Lines, Path

_NAME = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_NAME - 1}}}")
_BLANK = re.compile(r"\{([^{}]*)\}")


class Faults:
    """Gathers what is wrong, and where: a faulty table is not judged a second time."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.found: list[Fault] = []
        self.places: set[Path] = set()

    def note(self, message: str, *, fix: str, path: Path | None) -> None:
        """Note a fault on the line of a path, or at the end of the file, where something is due."""
        line = self.lines.last if path is None else self.lines.of(path)
        self.found.append(Fault(line, message, fix))
        self.places.add(path[:2] if path else ())


class Table:
    """A table, its place in the file, and where its faults go."""

    def __init__(self, found: object, *, path: Path, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self.values: Mapping[str, object] = {}
        if _is_table(found):
            self.values = found
        else:
            self.note(
                f"{self.title} is not a table", fix=f"write {self.title} on a line of its own"
            )

    @property
    def title(self) -> str:
        """How the file writes its header: `[category.contacts]`."""
        if not self.path:
            return "the file"
        names = (name if is_name(name) else f'"{name}"' for name in self.path)
        return f"[{'.'.join(names)}]"

    def inner(self, name: str) -> Table:
        """Go into a table of this table; an absent one is empty."""
        found = self.values.get(name, {})
        return Table(found, path=(*self.path, name), faults=self.faults)

    def note(self, message: str, *, fix: str, at: str = "") -> None:
        """Note what is wrong, on the line of a key or of the table."""
        self.faults.note(message, fix=fix, path=(*self.path, at) if at else self.path)

    def only(self, keys: Iterable[str]) -> None:
        """Note each key that nobody keeps."""
        known = list(keys)
        for name in self.values:
            if name not in known:
                message = f"`{name}` is not a key of {self.title}"
                self.note(message, fix=suggest(name, known), at=name)

    def text(self, key: Key) -> str:
        """Read one line of text."""
        found = self._given(key)
        if found is None:
            return ""
        if not isinstance(found, str):
            self._expects(key, "text in quotes")
            return ""
        return self._clean(found, at=key.name)

    def name(self, key: Key) -> str:
        """Read a short lower-case name."""
        found = self.text(key)
        if found and not is_name(found):
            self._expects(key, f"a lower-case word of at most {LONGEST_NAME} letters, like `home`")
        return found

    def number(self, key: Number) -> int | None:
        """Read a whole number; None where an optional one is absent."""
        found = self._given(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int):
            self._expects(key, f"a whole number from {key.least} to {key.most}")
            return None
        if not key.least <= found <= key.most:
            self._expects(key, f"a number from {key.least} to {key.most}")
        return found

    def choice(self, key: Choice) -> str:
        """Read one word of a closed list."""
        found = self._given(key)
        if isinstance(found, str) and found in key.options:
            return found
        if isinstance(found, str):
            message = f'{self.title} has {key.name} = "{found}"'
            self.note(message, fix=_one_of(found, key.options), at=key.name)
        elif found is not None:
            self._expects(key, f"one of {', '.join(key.options)}, in quotes")
        return key.options[0]

    def names(self, key: Names) -> tuple[str, ...]:
        """Read a list of different words."""
        found = self._given(key)
        if found is None:
            return ()
        if not _is_words(found):
            self._expects(key, f"a list of words in quotes, like {key.example}")
            return ()
        for name in dict.fromkeys(found):
            self._check_name(key, name, times=found.count(name))
        return tuple(dict.fromkeys(found))

    def words(self, key: Key, *, languages: Sequence[str], blanks: Iterable[str]) -> Words:
        """Read a sentence in every language; plain text where there is one language."""
        found = self._given(key)
        if isinstance(found, str) and len(languages) == 1:
            found = {languages[0]: found}
        if found is None:
            return {}
        if not _is_table(found):
            told = ", ".join(f'{language} = "…"' for language in languages)
            self._expects(key, f"the sentence in each language: {{ {told} }}")
            return {}
        self._check_languages(key, found, languages=languages)
        said = {name: text for name, text in found.items() if isinstance(text, str)}
        words = {name: self._clean(text, at=key.name) for name, text in said.items()}
        self._check_blanks(key, words, blanks=list(blanks))
        return words

    def _given(self, key: Key) -> object:
        found = self.values.get(key.name)
        if found is None and key.is_needed:
            message = f"{self.title} does not say `{key.name}`"
            self.note(message, fix=f"add {key.name} = {key.example} ({key.what})")
        return found

    def _expects(self, key: Key, what: str) -> None:
        message = f"`{key.name}` of {self.title} is not as it should be"
        self.note(message, fix=f"it takes {what}", at=key.name)

    def _check_name(self, key: Names, name: str, *, times: int) -> None:
        if key.options and name not in key.options:
            message = f"{self.title} has `{name}` in `{key.name}`"
            self.note(message, fix=_one_of(name, key.options), at=key.name)
        if times > 1:
            message = f"{self.title} names `{name}` {times} times in `{key.name}`"
            self.note(message, fix="name it once", at=key.name)

    def _check_languages(
        self, key: Key, found: Mapping[str, object], *, languages: Sequence[str]
    ) -> None:
        for language in languages:
            if not isinstance(found.get(language), str):
                message = f"{self.title} has no sentence in `{language}`"
                self.note(message, fix=f'add {language} = "…" to `{key.name}`', at=key.name)
        for language in found:
            if language not in languages:
                message = f"{self.title} speaks `{language}`, which `languages` does not name"
                fix = "add it to `languages`, or leave it out here"
                self.note(message, fix=fix, at=key.name)

    def _check_blanks(self, key: Key, words: Words, *, blanks: Sequence[str]) -> None:
        for blank in sorted({b for text in words.values() for b in _BLANK.findall(text)}):
            if blank not in blanks:
                message = f"the sentence of {self.title} has {{{blank}}}, and nothing fills that in"
                self.note(message, fix=suggest(blank, blanks), at=key.name)

    def _clean(self, text: str, *, at: str) -> str:
        """Put a text on one line, and note what nobody could read."""
        line = " ".join(text.split())
        if not line:
            self.note(f"`{at}` of {self.title} is empty", fix="write a sentence", at=at)
        elif len(line) > LONGEST_SENTENCE:
            message = f"`{at}` of {self.title} is {len(line)} characters long"
            self.note(message, fix=f"say it in at most {LONGEST_SENTENCE}", at=at)
        elif not line.isprintable():
            message = f"`{at}` of {self.title} has characters that nobody can see"
            self.note(message, fix="type the text again, without control characters", at=at)
        return line


def is_name(word: str) -> bool:
    """Tell whether a word can name a purpose, a category or a case."""
    return _NAME.fullmatch(word) is not None


def fill(words: Words, *, values: Mapping[str, int | None]) -> Words:
    """Put the values into the sentences, so that a text cannot say another number."""
    return {
        language: _BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), text)
        for language, text in words.items()
    }


def _one_of(word: str, options: Sequence[str]) -> str:
    meant = suggest(word, options)
    return meant if meant.startswith("there is") else f"{meant} (one of {', '.join(options)})"


def _is_table(found: object) -> TypeGuard[dict[str, object]]:
    return isinstance(found, dict)  # TOML keys are always text


def _is_words(found: object) -> TypeGuard[list[str]]:
    return isinstance(found, list) and all(
        isinstance(word, str) for word in cast("list[object]", found)
    )
