"""Where a repository lies, read from the file system alone: no program is run, no configuration is trusted.

Follows git's own discovery: a `.git` folder, or a `.git` file that points to one, or a bare repository.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from readiness_scan.sources.safe_open import read_regular

_SMALL = 64 * 1024
_OBJECT_ID = re.compile(rb"[0-9a-f]{40}([0-9a-f]{24})?\s*\Z")


def top_level(folder: Path) -> Path | None:
    """The nearest folder, from `folder` up, that holds a `.git`; none where there is none.

    A `.git` that is no repository is passed over, as git does, unless no other is found.
    """
    broken = None
    for candidate in (folder, *folder.parents):
        if git_directory(candidate) is not None:
            return candidate
        if broken is None and os.path.lexists(candidate / ".git"):
            broken = candidate
    return broken


def git_directory(top: Path) -> Path | None:
    """The git directory of the work tree whose top level is `top`; none where it has no sound one."""
    entry = top / ".git"
    directory = _pointed_to(entry) if os.path.isfile(entry) else entry  # noqa: PTH113  # never raises
    return directory if directory is not None and is_git_directory(directory) else None


def is_git_directory(directory: Path) -> bool:
    """True where `directory` has the shape that git asks of a repository: HEAD, objects, refs."""
    try:
        common = common_directory(directory)
        return _has_head(directory) and (common / "objects").is_dir() and (common / "refs").is_dir()
    except (OSError, ValueError):
        return False


def common_directory(directory: Path) -> Path:
    """The git directory that linked work trees share; `directory` itself where it is no linked work tree's."""
    try:
        shared = read_regular(str(directory / "commondir"), _SMALL)
    except OSError:
        return directory
    return directory / os.fsdecode(shared.rstrip(b"\r\n"))


def holds_repository(folder: Path) -> bool:
    """True for the top level of a work tree of its own: git lists such a folder and does not enter it."""
    return git_directory(folder) is not None


def enclosing_git_directory(folder: Path) -> Path | None:
    """The git directory (a bare repository, or some `.git`) that `folder` is or lies in, if nothing nearer holds it."""
    for candidate in (folder, *folder.parents):
        if os.path.lexists(candidate / ".git"):
            return None
        if is_git_directory(candidate):
            return candidate
    return None


def ignores_case(top: Path) -> bool:
    """True where names that differ in case alone are the same file, asked the way `git init` asks."""
    try:
        return (top / ".git").samefile(top / ".GIT")
    except OSError:
        return False


def _pointed_to(file: Path) -> Path | None:
    try:
        text = read_regular(str(file), _SMALL)
    except OSError:
        return None
    if not text.startswith(b"gitdir: "):
        return None
    return file.parent / os.fsdecode(text.removeprefix(b"gitdir: ").rstrip(b"\r\n"))


def _has_head(directory: Path) -> bool:
    head = directory / "HEAD"
    if head.is_symlink():
        return str(head.readlink()).startswith("refs/")
    text = read_regular(str(head), _SMALL)
    return text.startswith(b"ref:") or _OBJECT_ID.match(text) is not None
