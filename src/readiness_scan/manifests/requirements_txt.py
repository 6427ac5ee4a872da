"""Requirements files of pip and pip-tools: one requirement a line, with options, comments and continuations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.requirement import wanted_requirement, wanted_url

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_OPTION = re.compile(r"(?<=\s)--?[a-z].*")
_EDITABLE = re.compile(r"(?:-e|--editable)[\s=]+(.*)")
_DEVELOPMENT = re.compile(r"(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|docs?|ci|build)(?=[-_./])")


def read_requirements_txt(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted requirements. Included files are files of their own and not followed."""
    # Only the last two parts of the path say what the file is for.
    group = "development" if _DEVELOPMENT.search("/".join(path.lower().split("/")[-2:])) else "runtime"
    for line, written in _logical_lines(text):
        editable = _EDITABLE.match(written)
        if written.startswith("-") and not editable:
            continue
        entry = _OPTION.sub("", editable[1] if editable else written).strip()
        wish = wanted_requirement(entry, wants) or wanted_url(entry, wants)
        if wish is not None:
            yield ManifestDependency("pypi", wish.name, wish.specifier, wish.version, path, line, False, group)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """(line number, text) of each entry: continuations joined, comments gone."""
    parts: list[str] = []
    start = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _COMMENT.sub("", raw.rstrip("\r"))
        if not parts:
            start = number
        parts.append(line.removesuffix("\\"))
        if line.endswith("\\"):
            continue
        if joined := "".join(parts).strip():
            yield start, joined
        parts = []
    if joined := "".join(parts).strip():
        yield start, joined
