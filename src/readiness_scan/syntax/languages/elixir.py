"""Elixir."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.elixir.calls import Calls
from readiness_scan.syntax.language import Language


class Elixir(Calls):
    """Facts of an Elixir file."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_elixir

    return tree_sitter_elixir.language()


LANGUAGES = (Language("elixir", "Elixir", (".ex", ".exs"), "hex", "elixir", _grammar, Elixir),)
