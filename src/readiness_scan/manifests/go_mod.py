"""go.mod: what a Go module is called, asks for and replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants

_DIRECTIVE = re.compile(r"[ \t]*(\w+)[ \t]*\([ \t]*(?://.*)?$")
_VERSION = re.compile(r"v\d+\.\d+\.\d+\S*")


def read_go_mod(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted `require` entries; each names the version that is used unless another module asks for a later one."""
    for line, words, comment in _entries(text, "require"):
        if len(words) >= 2 and wants("go", words[0]):
            exact = words[1].removeprefix("v") if _VERSION.fullmatch(words[1]) else None
            group = "indirect" if comment.startswith("indirect") else "runtime"
            yield ManifestDependency("go", words[0], words[1], exact, path, line, False, group)


def own_go_name(text: str) -> str | None:
    """The module path of a go.mod."""
    return next((words[0] for _, words, _ in _entries(text, "module") if words), None)


def local_replacements(text: str) -> Iterator[tuple[str, str]]:
    """The modules that stand in folders of the same tree: (module path, folder as written)."""
    for _, words, _ in _entries(text, "replace"):
        if "=>" in words:
            arrow = words.index("=>")
            if arrow and arrow + 1 < len(words) and words[arrow + 1].startswith("."):
                yield words[0], words[arrow + 1]


def _entries(text: str, directive: str) -> Iterator[tuple[int, list[str], str]]:
    """Line, words and comment of each entry of a directive, alone or in brackets."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        written, _, comment = line.partition("//")
        opened = _DIRECTIVE.match(line)
        if opened is not None:
            inside = opened[1] == directive
            continue
        words = [word.strip('"`') for word in written.split()]
        if words == [")"]:
            inside = False
        elif inside and words:
            yield number, words, comment.strip()
        elif len(words) > 1 and words[0] == directive:
            yield number, words[1:], comment.strip()
