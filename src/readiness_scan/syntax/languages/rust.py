"""Rust."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.rust.calls import Calls


class Rust(Calls):
    """Facts of a Rust file."""

    implicit_exports: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_rust

    return tree_sitter_rust.language()


LANGUAGES = (Language("rust", "Rust", (".rs",), "cargo", "rust", _grammar, Rust),)
