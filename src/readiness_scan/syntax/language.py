"""What the pipeline knows of a language: its name, its files, its grammar and how its nodes become facts.

A language is one module in `languages/` and one query file of the same name. The module's `LANGUAGES` lists what it
reads; nothing else has to be told. Grammars load when their first file is parsed.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tree_sitter import Language as Grammar
from tree_sitter import Parser, Query

if TYPE_CHECKING:
    from readiness_scan.syntax.extract import Extractor

INHERITS = "; inherits:"
MAX_HEADS = 2_000
"""Files without a suffix of one tree that are looked into."""
HEAD = 64
"""First bytes of such a file that tell."""
_INTERPRETER = re.compile(rb"#![ \t]*(?:/\S*/)?(?:env[ \t]+(?:-\S+[ \t]+)*)?(\w+)")


@dataclass(frozen=True)
class Language:
    """One language that can be read.

    `id` stands in reports (`typescript`); `query` is the stem of the query file, whose first line may name another one
    that it adds to (`; inherits: javascript`).
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    ecosystem: str
    """The package registry that its imports refer to: `npm`, `pypi`."""
    query: str
    grammar: Callable[[], object]
    """Gives the grammar's pointer; imports the grammar's package, so it is called late."""
    extractor: type[Extractor]
    code: Callable[[bytes], bytes] | None = None
    """Gives the code inside a page, everything else blanked, nothing moved; none where a file is code throughout."""
    shared: tuple[str, ...] = ()
    """Those of the suffixes that other languages have, too: such a file counts where a tree holds more of it."""
    interpreters: tuple[str, ...] = ()
    """The programs that run its files, by which a file without a suffix is known: `#!/bin/sh`."""


class Grammars:
    """Parsers and queries of one scan, each loaded on first use."""

    def __init__(self) -> None:
        self._loaded: dict[str, tuple[Parser, Query]] = {}

    def load(self, language: Language) -> tuple[Parser, Query]:
        """Parser and query of a language.

        Raises:
            ImportError: the grammar's package is missing or does not fit this interpreter.
        """
        if language.id not in self._loaded:
            grammar = Grammar(language.grammar())
            self._loaded[language.id] = (Parser(grammar), Query(grammar, query_text(language.query)))
        return self._loaded[language.id]


def query_text(stem: str) -> str:
    """The query file of that stem, with what it inherits."""
    text = (resources.files("readiness_scan.syntax.languages") / f"{stem}.scm").read_text("utf-8")
    first, _, rest = text.partition("\n")
    if first.startswith(INHERITS):
        return query_text(first.removeprefix(INHERITS).strip()) + rest
    return text


@cache
def languages() -> tuple[Language, ...]:
    """Every language, found by its module in `languages/`."""
    package = importlib.import_module("readiness_scan.syntax.languages")
    found: list[Language] = []
    for module in pkgutil.iter_modules(package.__path__):
        found += importlib.import_module(f"{package.__name__}.{module.name}").LANGUAGES
    return tuple(found)


@cache
def by_suffix() -> dict[str, Language]:
    """Each file suffix with its language."""
    return {suffix: language for language in languages() for suffix in language.suffixes}


def language_of(path: str) -> Language | None:
    """The language of a file, by its name: the longest suffix that one has (`.blade.php` before `.php`)."""
    name = path[path.rfind("/") + 1 :].lower()
    known = by_suffix()
    place = name.find(".", 1)
    while place >= 0:
        if name[place:] in known:
            return known[name[place:]]
        place = name.find(".", place + 1)
    return None


def languages_of(paths: Iterable[str], head: Callable[[str], bytes]) -> list[tuple[str, Language]]:
    """The files of one tree that can be read, each with its language.

    `head` gives the first bytes of a file, of one without a suffix to see which program runs it.
    """
    found: list[tuple[str, Language]] = []
    asked = 0
    for path in paths:
        language = language_of(path)
        if language is None and asked < MAX_HEADS and "." not in path[path.rfind("/") + 1 :]:
            asked += 1
            language = _run_by(head(path))
        if language is not None:
            found.append((path, language))
    sure = {language.id for path, language in found if not path.lower().endswith(language.shared)}
    return [(path, language) for path, language in found if language.id in sure]


def _run_by(head: bytes) -> Language | None:
    named = _INTERPRETER.match(head)
    program = named[1].decode("ascii", "replace") if named is not None else ""
    return next((language for language in languages() if program in language.interpreters), None)
