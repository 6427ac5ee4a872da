"""What every import system answers: which file an import means."""

from __future__ import annotations

from typing import Protocol


class ModuleSystem(Protocol):
    """One import system over the files of one tree. Paths are POSIX and relative to the reading root."""

    @property
    def ecosystem(self) -> str:
        """Where its external packages come from: `npm` or `pypi`."""

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The file that `specifier`, as written in the file `importer`, means; none for external modules.

        A folder that is itself the module (a namespace package) has a slash at its end.
        """

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """An external specifier as (module, members on the way): ("acme", ("client",))."""

    def submodule(self, package_file: str, name: str) -> str | None:
        """The module `name` inside the package that `package_file` is; none where the system has no such thing."""
