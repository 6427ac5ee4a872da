"""Shell scripts: sh, Bash, and Zsh as far as it is written alike."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.shell.commands import Commands


class Shell(Commands):
    """Facts of a shell script."""

    implicit_exports: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_bash

    return tree_sitter_bash.language()


LANGUAGES = (
    Language(
        "shell",
        "Shell",
        (".sh", ".bash", ".zsh"),
        "shell",
        "shell",
        _grammar,
        Shell,
        interpreters=("sh", "bash", "zsh", "dash", "ksh"),
    ),
)
