"""PHP."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.php.calls import Calls


class Php(Calls):
    """Facts of a PHP file."""

    implicit_exports: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_php

    return tree_sitter_php.language_php()


LANGUAGES = (Language("php", "PHP", (".php",), "composer", "php", _grammar, Php),)
