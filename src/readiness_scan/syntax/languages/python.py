"""Python."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.python.calls import Calls


class Python(Calls):
    """Facts of a Python file."""

    implicit_exports: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_python

    return tree_sitter_python.language()


LANGUAGES = (Language("python", "Python", (".py", ".pyi"), "pypi", "python", _grammar, Python),)
