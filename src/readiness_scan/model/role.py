"""What a file is for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Only signals in `SOURCE` files are evidence; the others are reported with their role."""

    SOURCE = "source"
    TEST = "test"
    EXAMPLE = "example"
    DOCS = "docs"
    GENERATED = "generated"
    VENDORED = "vendored"
