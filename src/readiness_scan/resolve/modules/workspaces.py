"""Workspaces of npm, yarn, pnpm and lerna: which folders their globs name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from typing import TypeAlias

from readiness_scan.manifests.documents import mapping, strings
from readiness_scan.resolve.modules.tree import FileTree, inside

_MAX_GLOBS = 500
_PNPM_INLINE = re.compile(r"^packages:[ \t]*\[([^\]]*)\]", re.MULTILINE)

Glob: TypeAlias = tuple[bool, tuple[re.Pattern[str] | None, ...]]
"""(it excludes, a pattern for each part of the path; none for `**`)"""


def workspace_globs(tree: FileTree, folder: str) -> tuple[Glob, ...]:
    """The globs that a folder's package.json, pnpm-workspace.yaml or lerna.json declares, in order."""
    declared = tree.document(inside(folder, "package.json")).get("workspaces")
    written = strings(mapping(declared).get("packages") or declared)
    written += _pnpm_globs(tree.text(inside(folder, "pnpm-workspace.yaml")))
    written += strings(tree.document(inside(folder, "lerna.json")).get("packages"))
    return tuple(_glob(text) for text in written[:_MAX_GLOBS])


def matches_globs(globs: Iterable[Glob], relative: str) -> bool:
    """Does a folder, relative to the workspace's, belong to it? Later globs win."""
    parts = tuple(relative.split("/"))
    member = False
    for excludes, glob in globs:
        if member == excludes and _matches(glob, parts):
            member = not excludes
    return member


def _pnpm_globs(text: str) -> list[str]:
    """The `packages` list of a pnpm-workspace.yaml: block or inline."""
    if inline := _PNPM_INLINE.search(text):
        return [item.strip().strip("\"'") for item in inline[1].split(",") if item.strip()]
    globs: list[str] = []
    listing = False
    for line in text.splitlines():
        if line[:1] not in ("", " ", "#", "-"):
            listing = line.startswith("packages:")
        elif listing and line.lstrip().startswith("-"):
            globs.append(line.lstrip(" -").partition(" #")[0].strip().strip("\"'"))
    return globs


def _glob(text: str) -> Glob:
    excludes = text.startswith("!")
    parts = [part for part in text.removeprefix("!").split("/") if part not in ("", ".")]
    return excludes, tuple(None if part == "**" else re.compile(translate(part)) for part in parts)


def _matches(glob: tuple[re.Pattern[str] | None, ...], parts: tuple[str, ...]) -> bool:
    """Match part by part, as a set of positions within the glob: `**` cannot make it slow."""
    positions = _past_stars(glob, {0})
    for part in parts:
        following: set[int] = set()
        for position in positions:
            if position == len(glob):
                continue
            pattern = glob[position]
            if pattern is None:
                following.add(position)
            elif pattern.match(part):
                following.add(position + 1)
        positions = _past_stars(glob, following)
    return len(glob) in positions


def _past_stars(glob: tuple[re.Pattern[str] | None, ...], positions: set[int]) -> set[int]:
    reached = set(positions)
    for position in positions:
        while position < len(glob) and glob[position] is None:
            position += 1
            reached.add(position)
    return reached
