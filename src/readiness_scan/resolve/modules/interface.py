"""What every import system answers: which file an import means, and which files share their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ModuleSystem(Protocol):
    """One import system over the files of one tree. Paths are POSIX and relative to the reading root.

    A system inherits from this: what it has no use for keeps the answer given here.
    """

    @property
    def ecosystem(self) -> str:
        """Where its external packages come from: `npm`, `pypi`, `go`."""

    names_modules: bool = True
    """Code says of a package's name which module it is of; else such a name looks as if it were global."""

    @property
    def is_nominal(self) -> bool:
        """Whether types are known by their name: a value of a library's type can be nothing but that library's."""
        return False

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The file that `specifier`, as written in the file `importer`, means; none for external modules.

        A folder that is itself the module (a namespace package) has a slash at its end. Where several files are one
        module, any one of them stands for it, always the same, and `peers` tells the others.
        """

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """An external specifier as (module, members on the way): ("acme", ("client",))."""
        return specifier, ()

    def outside(self, name: str, file: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        """A name that a file uses and none declares, as (module, members): a global, unless there is more to say.

        Where it can be of several modules, and nothing says which, each of them is given.
        """
        return [("", (name,))]

    def owner(self, file: str) -> str | None:
        """The package that a file is of, as manifests call it; none where names are not kept apart by packages."""
        return None

    def package(self, specifier: str) -> str:
        """The package, as a manifest calls it, that an external specifier belongs to."""
        return specifier

    def submodule(self, package_file: str, name: str) -> str | None:
        """The module `name` inside the package that `package_file` is; none where the system has no such thing."""
        return None

    def name_of(self, specifier: str, importer: str) -> str | None:
        """The name that a module of this tree gives itself, for an import that names none; none where none does."""
        return None

    def extending(self, name: str) -> Sequence[str]:
        """The files that may add members to a library's type of that name, where others can call them like its own."""
        return ()

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare a top-level name which `file` uses without importing it, in path order.

        A file that adds members to a type of that name is one of them. Without a name: the files that may declare any.
        """
        return ()
