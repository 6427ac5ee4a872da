"""Kotlin."""

from __future__ import annotations

from readiness_scan.syntax.kotlin.calls import Calls
from readiness_scan.syntax.language import Language


class Kotlin(Calls):
    """Facts of a Kotlin file."""


def _grammar() -> object:
    import tree_sitter_kotlin

    return tree_sitter_kotlin.language()


LANGUAGES = (Language("kotlin", "Kotlin", (".kt", ".kts"), "maven", "kotlin", _grammar, Kotlin),)
