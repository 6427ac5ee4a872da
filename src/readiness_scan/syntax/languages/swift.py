"""Swift."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.swift.calls import Calls


class Swift(Calls):
    """Facts of a Swift file."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_swift

    return tree_sitter_swift.language()


LANGUAGES = (Language("swift", "Swift", (".swift",), "swift", "swift", _grammar, Swift),)
