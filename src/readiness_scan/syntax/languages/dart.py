"""Dart."""

from __future__ import annotations

from readiness_scan.syntax.dart.calls import Calls
from readiness_scan.syntax.language import Language


class Dart(Calls):
    """Facts of a Dart file."""


def _grammar() -> object:
    import tree_sitter_dart

    return tree_sitter_dart.language()


LANGUAGES = (Language("dart", "Dart", (".dart",), "pub", "dart", _grammar, Dart),)
