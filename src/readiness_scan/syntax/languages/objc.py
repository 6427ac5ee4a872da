"""Objective-C, and as far as its grammar goes Objective-C++."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.objc.calls import Calls
from readiness_scan.syntax.objc.macros import written_out


class ObjectiveC(Calls):
    """Facts of an Objective-C file."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True


def _grammar() -> object:
    import tree_sitter_objc

    return tree_sitter_objc.language()


LANGUAGES = (
    Language(
        "objective-c",
        "Objective-C",
        (".m", ".mm", ".h"),
        "swift",
        "objc",
        _grammar,
        ObjectiveC,
        shared=(".h",),
        code=written_out,
    ),
)
