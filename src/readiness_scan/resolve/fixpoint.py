"""Questions that ask each other in circles, answered to the least fixpoint, whichever of them is asked first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MAX_ROUNDS = 8
"""Times that a circle of questions is asked again; real code settles in two or three."""
MAX_OPEN = 24
"""Questions that wait for one another's answer. A longer chain is cut there."""

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Fixpoint(Generic[Question, Answer]):
    """A table of answers. `find` works one out and may `ask` any question meanwhile; answers only grow.

    A question that is asked again while it is being answered gets what is known so far. All questions of such a circle
    are then asked again until none of their answers grows, and kept together; an answer outside of any circle is kept
    at once.
    """

    def __init__(self, find: Callable[[Question], list[Answer]]) -> None:
        self._find = find
        self._kept: dict[Question, list[Answer]] = {}
        self._sofar: dict[Question, list[Answer]] = {}
        self._open: dict[Question, int] = {}
        self._waiting: dict[Question, int] = {}
        """Questions answered for this round, with the outermost open question that their answers depend on."""
        self._outermost = MAX_OPEN
        self._grown = False

    def ask(self, question: Question) -> list[Answer]:
        """The answer to a question; inside of its own circle, what is known of it so far."""
        if question in self._kept:
            return self._kept[question]
        depends_on = self._open.get(question, self._waiting.get(question))
        if depends_on is not None:
            self._outermost = min(self._outermost, depends_on)
            return self._sofar.get(question, [])
        if len(self._open) >= MAX_OPEN:
            return []
        outside, place = self._outermost, len(self._open)
        self._open[question] = place
        try:
            lowest = self._answer(question, place)
        finally:
            del self._open[question]
            self._outermost = outside
        if lowest < place:
            self._waiting[question] = lowest
            self._outermost = min(outside, lowest)
        else:
            self._keep(place, question)
        return self._sofar[question] if question in self._sofar else self._kept[question]

    def _answer(self, question: Question, place: int) -> int:
        """Work out an answer, as often as its circle needs; the outermost question that it depends on."""
        lowest = MAX_OPEN
        for _ in range(MAX_ROUNDS):
            grown_outside, self._grown, self._outermost = self._grown, False, MAX_OPEN
            found = self._find(question)
            grown = self._grown or len(found) != len(self._sofar.get(question, ()))
            self._sofar[question], lowest = found, self._outermost
            self._grown = grown_outside or grown
            if lowest != place or not grown:
                break
            self._forget(place)
        return lowest

    def _forget(self, place: int) -> None:
        """Let the questions of a circle be asked again."""
        for question in [question for question, lowest in self._waiting.items() if lowest >= place]:
            del self._waiting[question]

    def _keep(self, place: int, question: Question) -> None:
        """Settle a circle: its outermost question and all that wait for it."""
        for settled in [question, *(other for other, lowest in self._waiting.items() if lowest >= place)]:
            self._waiting.pop(settled, None)
            self._kept[settled] = self._sofar.pop(settled)
