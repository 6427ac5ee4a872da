"""C#."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.csharp.calls import Calls
from readiness_scan.syntax.language import Language


class CSharp(Calls):
    """Facts of a C# file."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_c_sharp

    return tree_sitter_c_sharp.language()


LANGUAGES = (Language("csharp", "C#", (".cs",), "nuget", "csharp", _grammar, CSharp),)
