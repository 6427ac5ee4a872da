"""Questions that lead back to themselves: there they are answered with nothing, and what follows is not remembered."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Asked:
    """A question that is being answered; when it is, `is_whole` says whether no question still open cut it short."""

    is_whole = False


class Circles:
    """The questions of one resolver that are being answered."""

    def __init__(self) -> None:
        self._open: set[Hashable] = set()
        self._met: set[Hashable] = set()
        """Those open questions that what is being answered has led back to."""

    @contextmanager
    def asking(self, question: Hashable) -> Iterator[Asked | None]:
        """Answer a question within; none where it is being answered already."""
        if question in self._open:
            self._met.add(question)
            yield None
            return
        asked = Asked()
        outside, self._met = self._met, set()
        self._open.add(question)
        try:
            yield asked
        finally:
            self._open.discard(question)
            self._met.discard(question)
            asked.is_whole = not self._met
            self._met |= outside
