"""Ruby."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.ruby.calls import Calls


class Ruby(Calls):
    """Facts of a Ruby file."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_ruby

    return tree_sitter_ruby.language()


LANGUAGES = (Language("ruby", "Ruby", (".rb", ".rake", ".ru"), "gem", "ruby", _grammar, Ruby),)
