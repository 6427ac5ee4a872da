"""Languages that people instrument and that this version does not read: a file of theirs is a gap, never a silence."""

from __future__ import annotations

KNOWN_SUFFIXES: dict[str, str] = {
    ".astro": "Astro",
    ".cs": "C#",
    ".cshtml": "Razor",
    ".dart": "Dart",
    ".eex": "EEx",
    ".ejs": "EJS",
    ".erb": "ERB",
    ".ex": "Elixir",
    ".exs": "Elixir",
    ".heex": "HEEx",
    ".htm": "HTML",
    ".html": "HTML",
    ".java": "Java",
    ".kt": "Kotlin",
    ".kts": "Kotlin",
    ".m": "Objective-C",
    ".mm": "Objective-C",
    ".php": "PHP",
    ".rb": "Ruby",
    ".razor": "Razor",
    ".rs": "Rust",
    ".scala": "Scala",
    ".svelte": "Svelte",
    ".swift": "Swift",
    ".vue": "Vue",
}
"""Suffix to the language's name."""
