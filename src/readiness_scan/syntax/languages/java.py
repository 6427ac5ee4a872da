"""Java."""

from __future__ import annotations

from readiness_scan.syntax.java.calls import Calls
from readiness_scan.syntax.language import Language


class Java(Calls):
    """Facts of a Java file."""


def _grammar() -> object:
    import tree_sitter_java

    return tree_sitter_java.language()


LANGUAGES = (Language("java", "Java", (".java",), "maven", "java", _grammar, Java),)
