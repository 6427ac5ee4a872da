"""The progress bar of a scan that takes long enough to wonder about."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

DELAY = 1.0
"""Seconds before the bar appears: a shorter scan shows none, and never loads rich for it."""
INTERVAL = 0.1
"""Seconds between two drawings."""


class ScanProgress:
    """A callback for `ScanOptions.progress`, and a context in which its bar lives.

    Args:
        stream: where to draw; none, or a stream that is no terminal, draws nothing.
        clock: seconds that only go forward.
    """

    def __init__(self, stream: TextIO | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._next = clock() + DELAY
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> ScanProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar[0].stop()

    def __call__(self, done: int, total: int) -> None:
        """Take note that `done` of `total` files are examined."""
        if self._stream is None or self._clock() < self._next:
            return
        self._next = self._clock() + INTERVAL
        progress, task = self._bar = self._bar or _open_bar(self._stream)
        progress.update(task, completed=done, total=total, refresh=True)


def _open_bar(stream: TextIO) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    progress = Progress(
        TextColumn("Scanning"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        console=Console(file=stream),
        # No thread: the scan's own calls draw.
        auto_refresh=False,
        transient=True,
    )
    progress.start()
    return progress, progress.add_task("scan", total=None)
