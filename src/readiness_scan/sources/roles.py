"""What each file is for, decided by what its folders hold and where they stand, not by a word in its path alone."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from readiness_scan.model.role import Role
from readiness_scan.sources import role_words as words

_SAMPLE = 12
"""So many files of a folder are looked into."""
_MAX_MANIFEST = 512 * 1024


class _Folder(NamedTuple):
    """What is known of a folder once its path has been read down to it."""

    role: Role
    package: bool
    """It holds a manifest, or is a root."""
    in_code: bool
    """What it holds is inside a package's own code, where common words are the product's."""
    in_features: bool
    """What it holds is named after what the product offers."""


_ROOT = _Folder(Role.SOURCE, package=True, in_code=False, in_features=False)


class Roles:
    """The roles of the files of one tree.

    Args:
        paths: every listed path, POSIX, relative to the reading root.
        read: gives a path's bytes or raises `OSError`; asked for manifests and a few files of doubtful folders.
        prefix: the reporting root within the reading root. Words in it, or above it, do not count.
    """

    def __init__(self, paths: Iterable[str], read: Callable[[str], bytes], prefix: str = "") -> None:
        self._paths = sorted(paths)
        self._read = read
        self._prefix = prefix
        self._folders: dict[str, _Folder] = {"": _ROOT}
        self._names: dict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            folder, _, name = path.rpartition("/")
            self._names[folder].append(name)

    def role(self, path: str) -> Role:
        """The role of a file, or of a folder that was not entered."""
        path_folder, _, name = path.rpartition("/")
        folder = self._folder(path_folder)
        if folder.role is not Role.SOURCE:
            return folder.role
        lower = name.lower()
        if words.GENERATED_FILE.fullmatch(lower):
            return Role.GENERATED
        if words.TEST_FILE.fullmatch(lower):
            return Role.TEST
        if words.CAPITAL_TEST_FILE.fullmatch(name) and self._tests(path):
            return Role.TEST
        return Role.SOURCE

    def _folder(self, path: str) -> _Folder:
        pending = []
        while path not in self._folders:
            pending.append(path)
            path = path.rpartition("/")[0]
        folder = self._folders[path]
        for below in reversed(pending):
            folder = self._folders[below] = self._entered(folder, below)
        return folder

    def _entered(self, parent: _Folder, path: str) -> _Folder:
        """What the folder at `path` is, given what holds it."""
        if self._prefix == path or self._prefix.startswith(path + "/"):
            return _ROOT
        package = any(name.lower() in words.MANIFESTS for name in self._names.get(path, ()))
        role = self._word_role(parent, path)
        if role is Role.DOCS and self._is_application(path):
            role = Role.SOURCE
        lower = path.rpartition("/")[2].lower()
        return _Folder(
            role,
            package,
            in_code=lower in words.CODE_FOLDERS or (not package and (parent.in_code or self._holds_code(path))),
            in_features=lower in words.FEATURE_FOLDERS or (not package and parent.in_features),
        )

    def _word_role(self, parent: _Folder, path: str) -> Role:
        """The role that a folder's own name gives it; its parent's where the name says nothing here."""
        if parent.role is not Role.SOURCE:
            return parent.role
        name, in_code = path.rpartition("/")[2], parent.in_code
        lower = name.lower()
        if parent.in_features and any(words.ROUTE_FILE.fullmatch(file) for file in self._names.get(path, ())):
            return Role.SOURCE
        for role, names in words.ALWAYS.items():
            if lower in names:
                return role
        if name in words.ALWAYS_VENDORED_EXACT or (lower == "vendor" and self._is_vendored(path, in_code=in_code)):
            return Role.VENDORED
        if lower in words.OUTPUT_WORDS and parent.package and self._is_output(path):
            return Role.GENERATED
        if self._is_test_folder(path, name, in_code=in_code):
            return Role.TEST
        if self._is_example_folder(parent, path, name, in_code=in_code):
            return Role.EXAMPLE
        return Role.DOCS if lower in words.DOCS_WORDS and not in_code else Role.SOURCE

    def _is_test_folder(self, path: str, name: str, *, in_code: bool) -> bool:
        expected = words.TEST_WORDS.get(name.lower())
        if expected is not None:
            share = expected.in_code if in_code else expected.beside_code
            return not share or path.endswith("src/test") or self._share_of_tests(path) >= share
        return not in_code and bool(words.TEST_FOLDER.fullmatch(name) or words.TEST_TARGET.fullmatch(name))

    def _is_example_folder(self, parent: _Folder, path: str, name: str, *, in_code: bool) -> bool:
        lower = name.lower()
        if lower in words.EXAMPLE_WORDS:
            return not parent.in_features
        if in_code or not (lower in words.WEAK_EXAMPLE_WORDS or words.EXAMPLE_FOLDER.fullmatch(name)):
            return False
        # `apps/playground` with a web framework is something that the product ships.
        deployed = path.rpartition("/")[0].rpartition("/")[2].lower() in words.DEPLOYED_FOLDERS
        return not (deployed and lower in words.WEAK_EXAMPLE_WORDS and self._is_application(path))

    def _is_vendored(self, path: str, *, in_code: bool) -> bool:
        """A `vendor` inside code is other people's where it says so, or holds nothing but scripts."""
        if not in_code:
            return True
        below = list(self._below(path))
        return any(words.VENDOR_MARKER.fullmatch(file) for file in below) or not any(
            file.endswith(words.HAND_WRITTEN_SUFFIXES) for file in below
        )

    def _is_output(self, path: str) -> bool:
        python_build = any(file.startswith((f"{path}/lib/", f"{path}/bdist.")) for file in self._below(path))
        return python_build or not any(
            file.endswith(words.HAND_WRITTEN_SUFFIXES) and not file.endswith(".d.ts") for file in self._below(path)
        )

    def _is_application(self, path: str) -> bool:
        """True where the folder has a manifest with a web framework, or a web framework's configuration."""
        names = self._names.get(path, ())
        if any(words.WEB_CONFIGS.fullmatch(name) for name in names):
            return True
        return "package.json" in names and not words.WEB_FRAMEWORKS.isdisjoint(
            self._dependencies(f"{path}/package.json")
        )

    def _dependencies(self, manifest: str) -> Iterator[str]:
        try:
            data = self._read(manifest)
            content = json.loads(data) if len(data) <= _MAX_MANIFEST else None
        except (OSError, ValueError, RecursionError):
            return
        for key in ("dependencies", "devDependencies"):
            table = content.get(key) if isinstance(content, dict) else None
            if isinstance(table, dict):
                yield from table

    def _holds_code(self, folder: str) -> bool:
        """True where source files stand in the folder itself."""
        return any(
            name.endswith(words.CODE_SUFFIXES) and not words.TEST_FILE.fullmatch(name.lower())
            for name in self._names.get(folder, ())
        )

    def _share_of_tests(self, folder: str) -> float:
        """The share of tests among a sample of a folder's source files, 0 to 1; 1 where it has none."""
        code = [path for path in self._below(folder) if path.endswith(words.CODE_SUFFIXES)]
        sample = code[:: max(1, len(code) // _SAMPLE)][:_SAMPLE]
        return sum(map(self._tests, sample)) / len(sample) if sample else 1.0

    def _tests(self, path: str) -> bool:
        """True where a file's name or its content is that of a test."""
        if words.TEST_FILE.fullmatch(path.rpartition("/")[2].lower()):
            return True
        try:
            return words.TEST_CONTENT.search(self._read(path)) is not None
        except OSError:
            return False

    def _below(self, folder: str) -> Iterator[str]:
        """Every path below a folder, in order."""
        start, end = bisect_left(self._paths, folder + "/"), bisect_left(self._paths, folder + "0")  # "0" follows "/"
        return islice(self._paths, start, end)
