"""Can a file matter? Decided by its bytes alone; the words are handed in."""

from __future__ import annotations

from collections.abc import Iterable


class Screen:
    """Looks for any of a few lower-case ASCII words, whatever their case in the file."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(sorted({word.encode("ascii") for word in words}, key=len))

    def passes(self, data: bytes) -> bool:
        """True where the file holds one of the words."""
        lower = data.lower()
        return any(word in lower for word in self._words)
