"""Lists a work tree without git: the files that git would list, untracked and not ignored.

It cannot know what is tracked, so a tracked file that an ignore rule covers is not listed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readiness_scan.sources.found import Found, link, repository, special, unreadable
from readiness_scan.sources.gitdir import common_directory, git_directory, holds_repository, ignores_case
from readiness_scan.sources.ignore import IgnoreRules, as_text, parse
from readiness_scan.sources.safe_open import is_link, read_regular

_MAX_IGNORE_BYTES = 16 * 1024 * 1024


class _Chain(NamedTuple):
    """The ignore files that hold for a folder, nearest first."""

    rules: IgnoreRules
    farther: _Chain | None


class _Folder(NamedTuple):
    path: str
    """POSIX, relative to the root, with a final slash; empty for the root."""
    chain: _Chain | None


def walk(root: Path) -> Found:
    """Every file below `root` that no ignore rule covers. Links are not followed, repositories within not entered."""
    ignore_case = ignores_case(root)
    found = Found([], [])
    pending = [_Folder("", _standing_rules(root, ignore_case=ignore_case))]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(root, folder.path)) as scan:  # noqa: PTH118  # a long path many times
                entries = list(scan)
        except OSError as error:
            found.skipped.append(unreadable(folder.path.rstrip("/") or ".", error))
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            folder = folder._replace(chain=_with_gitignore(root, folder, ignore_case=ignore_case))
        for entry in entries:
            if entry.name == ".git" or (ignore_case and entry.name.lower() == ".git"):
                continue
            below = _place(entry, folder, found)
            if below is not None:
                pending.append(below)
    return found


def _place(entry: os.DirEntry[str], folder: _Folder, found: Found) -> _Folder | None:
    """Files an entry under `found`, or gives the folder that is to be found next."""
    path = folder.path + entry.name
    try:
        is_folder = entry.is_dir(follow_symlinks=False)
        linked = entry.is_symlink() or (os.name == "nt" and is_link(entry.stat(follow_symlinks=False)))
    except OSError as error:
        found.skipped.append(unreadable(path, error))
        return None
    if _ignored(path, entry.name, folder.chain, folder=is_folder and not linked):
        return None
    if linked:
        found.skipped.append(link(path))
    elif is_folder:
        if not holds_repository(Path(entry.path)):
            return _Folder(path + "/", folder.chain)
        found.skipped.append(repository(path))
    elif entry.is_file(follow_symlinks=False):
        found.files.append(path)
    else:
        found.skipped.append(special(path))
    return None


def _ignored(path: str, name: str, chain: _Chain | None, *, folder: bool) -> bool:
    text, name = as_text(path), as_text(name)
    for rules in _each(chain):
        verdict = rules.verdict(text, name, folder=folder)
        if verdict is not None:
            return verdict
    return False


def _each(chain: _Chain | None) -> Iterator[IgnoreRules]:
    while chain is not None:
        yield chain.rules
        chain = chain.farther


def _standing_rules(root: Path, *, ignore_case: bool) -> _Chain | None:
    """The user's rules for every repository, and above them this repository's own `info/exclude`."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111  # never raises
    places = [os.path.join(home, "git", "ignore")]  # noqa: PTH118
    directory = git_directory(root)
    if directory is not None:
        places.append(str(common_directory(directory) / "info" / "exclude"))
    chain = None
    for place in places:
        try:
            data = read_regular(os.path.realpath(place), _MAX_IGNORE_BYTES)
        except OSError:
            continue
        chain = _Chain(parse(data, ignore_case=ignore_case), chain)
    return chain


def _with_gitignore(root: Path, folder: _Folder, *, ignore_case: bool) -> _Chain | None:
    place = os.path.join(root, folder.path, ".gitignore")  # noqa: PTH118
    try:
        data = read_regular(place, _MAX_IGNORE_BYTES)  # git does not follow a link here either
    except OSError:
        return folder.chain
    rules = parse(data, as_text(folder.path), ignore_case=ignore_case)
    return _Chain(rules, folder.chain) if rules.rules else folder.chain
