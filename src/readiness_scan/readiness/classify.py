"""What kind of repository it is, from its name and its marker files. Knows nothing of signals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readiness_scan.errors import GitError
from readiness_scan.model.scan_report import TreeMarkers
from readiness_scan.model.verdict import Classification

FRONTEND_MARKERS = frozenset(
    {
        "package.json",
        "next.config.js",
        "next.config.ts",
        "vite.config.js",
        "vite.config.ts",
        "nuxt.config.js",
        "nuxt.config.ts",
    }
)
BACKEND_MARKERS = frozenset(
    {
        "pyproject.toml",
        "requirements.txt",
        "go.mod",
        "Cargo.toml",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
    }
)
_APPLICATION_CONFIGS = ("next.config.", "nuxt.config.", "svelte.config.", "astro.config.")
_APPLICATION_FILES = ("angular.json", "manage.py", "config.ru", "artisan")

_TEST_WORDS = ("test", "sandbox", "demo", "example", "fixture", "playground")
_LIBRARY_WORDS = ("sdk", "client", "library", "lib")
_FRONTEND_WORDS = ("web", "frontend", "site", "app", "js")
_BACKEND_WORDS = ("backend", "server", "api", "infra", "monorepo")
_IRREGULAR_PLURALS = {"sandbox": "sandboxes", "library": "libraries"}

_NO_LETTERS = re.compile(r"[\W\d_]+")
_CASE_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))")
"""`webApp` is web, App; `JSLib` is JS, Lib; `APIs` is one word."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A classification and how it came about."""

    classification: Classification
    decided_by: tuple[str, ...]
    """The rules that decided, for people: `rule 3: 4 frontend markers against 1`."""
    excluding_word: str | None = None
    """The word of the name that excludes the repository, as it stands there."""


def tree_markers(paths: Iterable[str], read: Callable[[str], bytes]) -> TreeMarkers:
    """Count what classification needs.

    Args:
        paths: POSIX paths of all files that are present, relative to the reporting root.
        read: gives the bytes of one of `paths`; asked for the root's package.json at most. May raise `OSError` or
            `GitError`.
    """
    frontend = backend = 0
    has_jsx = has_backend_source = False
    root: set[str] = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        frontend += name in FRONTEND_MARKERS
        backend += name in BACKEND_MARKERS
        has_jsx = has_jsx or name.endswith((".tsx", ".jsx"))
        has_backend_source = has_backend_source or name.endswith((".py", ".go", ".java", ".rs"))
        if not folder:
            root.add(name)
    return TreeMarkers(
        frontend=frontend,
        backend=backend,
        has_jsx=has_jsx,
        has_backend_source=has_backend_source,
        application_root=_application_root(root, read),
    )


def _application_root(root: set[str], read: Callable[[str], bytes]) -> str | None:
    """Return the name of the root's file that makes it an application: the most telling one."""
    for name in sorted(root):
        if name.startswith(_APPLICATION_CONFIGS):
            return name
    for name in _APPLICATION_FILES:
        if name in root:
            return name
    if "index.html" in root and any(name.startswith("vite.config.") for name in root):
        return "index.html"
    if "package.json" in root and _is_private(read):
        return "package.json"
    return None


def _is_private(read: Callable[[str], bytes]) -> bool:
    try:
        manifest = json.loads(read("package.json"))
    except (OSError, GitError, ValueError, RecursionError):
        return False  # an unreadable manifest says nothing
    return isinstance(manifest, dict) and manifest.get("private") is True


def classify(name: str, *, is_folder_name: bool, tree: TreeMarkers) -> Classified:
    """Classify a repository: the first of the six rules that applies.

    Args:
        name: `owner/name`, or a folder's name; in its own case, which tells words apart.
        is_folder_name: the name is a folder's, which excludes nothing.
        tree: the marker files.
    """
    own_name = name.rsplit("/", 1)[-1]
    words = _words(own_name)
    notes: tuple[str, ...] = ()
    if not is_folder_name:
        if word := _first_hint(words, _TEST_WORDS):
            return _by_name(Classification.TEST_OR_SANDBOX, 1, word, own_name)
        if word := _first_hint(words, _LIBRARY_WORDS):
            if tree.application_root is None:
                return _by_name(Classification.SDK_OR_LIBRARY, 2, word, own_name)
            notes = (f'rule 2 skipped: "{word}" is in the name, but {tree.application_root} marks an application',)
    classification, rule = _by_tree_or_name(words, own_name, tree)
    return Classified(classification, (*notes, rule))


def _by_name(classification: Classification, rule: int, word: str, name: str) -> Classified:
    return Classified(classification, (f'rule {rule}: the name "{name}" has the word "{word}"',), word)


def _by_tree_or_name(words: list[str], name: str, tree: TreeMarkers) -> tuple[Classification, str]:
    """Apply rules 3 to 6."""
    frontend, backend = tree.frontend, tree.backend
    if frontend > backend:
        return Classification.FRONTEND_JS, f"rule 3: {_markers(frontend, 'frontend')} against {backend}"
    if backend > frontend:
        return Classification.BACKEND_SERVICE, f"rule 3: {_markers(backend, 'backend')} against {frontend}"
    if word := _first_hint(words, _FRONTEND_WORDS):
        return Classification.FRONTEND_JS, f'rule 4: the name "{name}" has the word "{word}"'
    if word := _first_hint(words, _BACKEND_WORDS):
        return Classification.BACKEND_SERVICE, f'rule 4: the name "{name}" has the word "{word}"'
    if tree.has_jsx:
        return Classification.FRONTEND_JS, "rule 5: there is a .tsx or .jsx file"
    if tree.has_backend_source:
        return Classification.BACKEND_SERVICE, "rule 5: there is a .py, .go, .java or .rs file"
    return Classification.UNKNOWN, "rule 6: neither marker files, nor the name, nor file types tell"


def _markers(count: int, side: str) -> str:
    return f"{count} {side} marker{'' if count == 1 else 's'}"


def _words(name: str) -> list[str]:
    return [word for chunk in _NO_LETTERS.split(name) for word in _CASE_CHANGE.split(chunk) if word]


def _first_hint(words: list[str], hints: tuple[str, ...]) -> str | None:
    """Return the first word that is a hint, singular or plural, as written."""
    known = {*hints, *(_IRREGULAR_PLURALS.get(hint, f"{hint}s") for hint in hints)}
    return next((word for word in words if word.lower() in known), None)
