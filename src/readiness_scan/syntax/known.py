"""Languages that people instrument and that this version does not read: a file of theirs is a gap, never a silence."""

from __future__ import annotations

KNOWN_SUFFIXES: dict[str, str] = {
    ".scala": "Scala",
}
"""Suffix to the language's name."""
