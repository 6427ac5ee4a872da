"""Go."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.go.calls import Calls
from readiness_scan.syntax.language import Language


class Go(Calls):
    """Facts of a Go file."""

    implicit_exports: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_go

    return tree_sitter_go.language()


LANGUAGES = (Language("go", "Go", (".go",), "go", "go", _grammar, Go),)
