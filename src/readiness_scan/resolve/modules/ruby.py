"""Names of Ruby: nothing is imported; a constant is found by its full name in whatever file declares it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

SUFFIXES = (".rb", ".rake", ".ru")
SEPARATOR = "::"
SETTING = "Rails.config."
_LINE = re.compile(
    r"^(?P<indent>[ \t]*)"
    r"(?:(?P<opens>module|class)[ \t]+(?P<name>[A-Z:][\w:]*)|(?P<constant>[A-Z]\w*)[ \t]*(?:\|\|)?=[^=~>])"
    r"|(?P<global>\$\w+)[ \t]*(?:\|\|)?=[^=~]"
    r"|\b[Rr]ails\.(?:application\.config|configuration)(?:\.x)?\.(?P<setting>\w+)[ \t]*(?:\|\|)?=[^=~]",
    re.MULTILINE,
)
"""What may declare a name: code is indented by its nesting. It may match too much: that costs a look into the file."""


class RubyModules(ModuleSystem):
    """The constants, globals and settings of Ruby over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "gem"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._nests: dict[str, frozenset[str]] = {}
        """The modules and classes that each file declares something in, by full name."""

    def resolve(self, specifier: str, importer: str) -> str | None:
        """None: files are loaded for what they declare, not for a name that they get."""
        return None

    def outside(self, name: str, file: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        """A constant that no file declares belongs to the gem that has its first part as its module."""
        if name.startswith(SETTING):
            return [("Rails", ("config", name.removeprefix(SETTING)))]
        first, *rest = name.removeprefix(SEPARATOR).split(SEPARATOR)
        return [(first, tuple(rest)) if first[:1].isupper() else ("", (name,))]

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that declare a constant as this file would find it, set a global, or define a function."""
        if name is None:
            return ()
        if name.startswith(SEPARATOR):
            return self._others(name.removeprefix(SEPARATOR), file)
        if not name[:1].isupper():
            return self._others(name, file) if name[:1] == "$" else ()
        if name.startswith(SETTING):
            return self._others(name, file)
        self._declaring  # noqa: B018 (fills the nests)
        for nest in sorted(self._nests.get(file, ()), key=lambda nest: (-nest.count(SEPARATOR), nest)):
            found = self._others(f"{nest}{SEPARATOR}{name}", file)
            if found:
                return found
        return self._others(name, file)

    def _others(self, full: str, file: str) -> list[str]:
        return [path for path in self._declaring.get(full, ()) if path != file]

    @cached_property
    def _declaring(self) -> Mapping[str, list[str]]:
        """The files of each full name; those that only go through a module to what is in it, where no other does."""
        found: dict[str, list[str]] = {}
        passing: dict[str, list[str]] = {}
        for path in sorted(self._tree.files):
            if path.endswith(SUFFIXES) and "vendor" not in path.split("/")[:-1]:
                rows = list(_declared(self._tree.text(path)))
                self._nests[path] = frozenset(name for name, _, opens in rows if opens)
                for name, passes, _ in rows:
                    places = (passing if passes else found).setdefault(name, [])
                    if path not in places:
                        places.append(path)
        return {**passing, **found}


def _declared(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The full names that a text declares; whether it only goes through them; whether they are modules or classes."""
    around: list[tuple[int, str]] = []
    matches = list(_LINE.finditer(text))
    for place, match in enumerate(matches):
        if match["global"] or match["setting"]:
            yield match["global"] or f"{SETTING}{match['setting']}", False, False
            continue
        depth = len(match["indent"].expandtabs())
        while around and around[-1][0] >= depth:
            around.pop()
        name = match["name"] or match["constant"]
        if name is None:
            continue
        full = (
            name.removeprefix(SEPARATOR)
            if name.startswith(SEPARATOR)
            else SEPARATOR.join([*(n for _, n in around[-1:]), name])
        )
        if match["opens"]:
            around.append((depth, full))
        following = matches[place + 1] if place + 1 < len(matches) else None
        passes = bool(match["opens"] and following is not None and following["opens"])
        passes = passes and following is not None and not text[match.end() : following.start()].strip(" \t\r\n<:\\w")
        yield full, passes, bool(match["opens"])
