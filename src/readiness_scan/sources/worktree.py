"""The files that a work tree holds, listed by git, or by our own walker where git cannot answer."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from readiness_scan.errors import TargetError
from readiness_scan.model.signals import Skipped
from readiness_scan.sources import git
from readiness_scan.sources.found import Found, link, repository, special, unreadable
from readiness_scan.sources.gitdir import enclosing_git_directory, top_level
from readiness_scan.sources.safe_open import is_link, read_regular

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A folder to scan, with the repository around it. Paths are POSIX and relative to `reading_root`.

    A name that is no UTF-8 stands in a path with surrogate escapes; `printable` makes it fit for a report.
    """

    reading_root: Path
    """The repository's top level, else the scanned folder."""
    prefix: str
    """The scanned folder within it, without slashes at its ends; empty where they are the same."""
    listing: Literal["git", "walk"]
    listing_note: str | None
    """Why git did not list; none where it did."""
    remote: str | None
    """`owner/name` from the `origin` remote's URL, where that is a host's."""
    commit: str | None
    """The checked-out commit's full id."""
    files: tuple[str, ...]
    """Every regular file of the reading root that is not ignored, ordered by bytes."""
    skipped: tuple[Skipped, ...]
    """What is listed and is no file, or could not be looked at."""
    _folders: _Folders = field(repr=False, compare=False)

    def read(self, path: str, limit: int = -1) -> bytes:
        """The content of a file, at most `limit` bytes of it (negative: all).

        Raises:
            OSError: it is gone, can't be read, is no regular file, or lies behind a link.
        """
        return read_regular(self._real(path), limit)

    def size(self, path: str) -> int:
        """The size of a file in bytes.

        Raises:
            OSError: as for `read`.
        """
        status = os.lstat(self._real(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        return status.st_size

    def _real(self, path: str) -> str:
        if not _stays_inside(path) or not self._folders.real(_parent(path)):
            raise OSError("lies behind a symbolic link, or outside the tree")
        return os.path.join(self.reading_root, path)  # noqa: PTH118  # for thousands of files


class _Folders:
    """Which folders of a tree are real, so that a path through them stays in the tree. Asked once for each."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = {"": True}

    def real(self, folder: str) -> bool:
        """False where `folder` (POSIX, relative) or one above it is a link, no folder, not there, or outside.

        Raises:
            OSError: the folder can't be looked at.
        """
        missing = []
        while folder not in self._known:
            missing.append(folder)
            folder = _parent(folder)
        answer = self._known[folder]
        for below in reversed(missing):
            answer = answer and self._is_real(below)
            self._known[below] = answer
        return answer

    def _is_real(self, folder: str) -> bool:
        try:
            status = os.lstat(os.path.join(self._root, folder))  # noqa: PTH118
        except (FileNotFoundError, NotADirectoryError):
            return False
        return stat.S_ISDIR(status.st_mode) and not is_link(status)


def open_worktree(path: Path) -> WorkTree:
    """Lists the folder at `path` and the repository around it.

    Raises:
        TargetError: no such path, a file, an unreadable folder, or a bare repository; the message says what to do.
    """
    folder = _checked(path)
    top = top_level(folder)
    if top is None:
        return _walked(folder, folder, "not inside a git repository")
    try:
        head = git.head(top)
        if head.bare:
            raise _bare(top)
        listing = git.list_files(top)
    except git.GitUnavailableError as error:
        return _walked(top, folder, str(error))
    folders = _Folders(top)
    found = _sorted_out(top, listing, folders)
    prefix = _within(folder, top)
    if prefix and not any(file.startswith(prefix + "/") for file in found.files):
        alone = _walked(folder, folder, "git ignores the folder")
        if alone.files:
            return alone
    return WorkTree(
        top, prefix, "git", None, git.origin(top), head.commit, _ordered(found.files), _by_path(found.skipped), folders
    )


def printable(path: str) -> str:
    """A path for people: bytes that are no UTF-8, and control characters, as backslash escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def _walked(root: Path, folder: Path, note: str) -> WorkTree:
    from readiness_scan.sources.walk import walk  # with pathspec, which a listing by git has no use for

    found = walk(root)
    prefix = _within(folder, root)
    return WorkTree(
        root, prefix, "walk", note, None, None, _ordered(found.files), _by_path(found.skipped), _Folders(root)
    )


def _sorted_out(top: Path, listing: git.Listing, folders: _Folders) -> Found:
    """Git's entries as files and as what was skipped; those that are no longer there are left out."""
    found = Found([], [])
    for entry in listing.entries:
        try:
            item = _looked_at(top, entry, folders)
        except OSError as error:
            item = unreadable(entry.path, error)
        if isinstance(item, str):
            found.files.append(item)
        elif item is not None:
            found.skipped.append(item)
    for folder, why in listing.unreadable:
        found.skipped.append(Skipped(folder, f"can't be read: {why}", gap=True, kind="unreadable"))
    if any(entry.mode == git.SUBMODULE for entry in listing.entries):
        return Found(found.files, _with_urls(found.skipped, git.submodule_urls(top)))
    return found


def _looked_at(top: Path, entry: git.Listed, folders: _Folders) -> Skipped | str | None:
    """An entry's path where it is a file, its skip where it is something else, none where it is not there."""
    path = entry.path
    if path.endswith("/"):
        return repository(path.rstrip("/"))
    if entry.mode == git.SUBMODULE:
        return Skipped(path, "a submodule", gap=False, kind="submodule")
    absent = Skipped(path, "left out of the sparse checkout", gap=True, kind="sparse") if entry.sparse else None
    if not folders.real(_parent(path)):
        return absent
    try:
        status = os.lstat(os.path.join(top, path))  # noqa: PTH118  # for thousands of files
    except (FileNotFoundError, NotADirectoryError):
        return absent
    if is_link(status) or entry.mode == git.LINK:  # Windows may have a link as a file that holds its target
        return link(path)
    if stat.S_ISDIR(status.st_mode):
        return None
    return path if stat.S_ISREG(status.st_mode) else special(path)


def _with_urls(skipped: Iterable[Skipped], urls: dict[str, str]) -> list[Skipped]:
    return [
        Skipped(item.path, f"a submodule of {urls[item.path]}", item.gap, item.kind)
        if item.kind == "submodule" and urls.get(item.path)
        else item
        for item in skipped
    ]


def _checked(path: Path) -> Path:
    """The folder that `path` names, absolute and with its links resolved."""
    shown = printable(str(path))
    try:
        folder = path.resolve()
        status = folder.stat()
        if not stat.S_ISDIR(status.st_mode):
            raise TargetError(f"{shown} is a file: give the folder that holds it, {printable(str(folder.parent))}")
        with os.scandir(folder):
            pass
    except (FileNotFoundError, NotADirectoryError):
        raise TargetError(f"no such path: {shown}{_suggestion(path)}") from None
    except PermissionError:
        raise TargetError(f"{shown} can't be read: give yourself permission to list it, or name another") from None
    except (OSError, ValueError, RuntimeError) as error:  # a name too long, a NUL in it, a loop of links
        why = getattr(error, "strerror", None) or error
        raise TargetError(f"{shown} can't be opened ({why}): give a folder that exists") from None
    if enclosing_git_directory(folder) is not None:
        raise _bare(folder)
    return folder


def _suggestion(path: Path) -> str:
    """What to do about a path that is not there: the nearest name beside the part of it that is missing."""
    import difflib  # only for this message

    present, missing = path.absolute(), ""
    while present != present.parent and not os.path.isdir(present):  # noqa: PTH112  # never raises
        present, missing = present.parent, present.name
    try:
        names = os.listdir(present)  # noqa: PTH208  # names alone
    except OSError:
        names = []
    near = difflib.get_close_matches(missing, names, n=1)
    return f"; did you mean {printable(str(present / near[0]))}?" if near else ": give a folder that exists"


def _bare(folder: Path) -> TargetError:
    shown = printable(str(folder))
    if ".git" in folder.parts:
        return TargetError(f"{shown} is git's own folder: scan the work tree beside it")
    return TargetError(f"{shown} is a bare repository, which holds no files to scan: clone it, and scan the clone")


def _within(folder: Path, root: Path) -> str:
    return "" if folder == root else folder.relative_to(root).as_posix()


def _stays_inside(path: str) -> bool:
    """False for a path that is absolute or steps upwards, in the spelling of any system."""
    if os.name == "nt" and ("\\" in path or ":" in path):
        return False
    return not {"", ".", ".."}.intersection(path.split("/"))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _ordered(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=os.fsencode))


def _by_path(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    return tuple(sorted(skipped, key=lambda item: os.fsencode(item.path)))
