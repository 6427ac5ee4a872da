from __future__ import annotations

import io

from readiness_scan.cli.progress import DELAY, ScanProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_short_scan_shows_no_bar() -> None:
    stream, clock = Terminal(), Clock()
    with ScanProgress(stream, clock) as progress:
        clock.now += DELAY / 2
        progress(5, 10)
    assert stream.getvalue() == ""


def test_a_long_scan_shows_how_far_it_is() -> None:
    stream, clock = Terminal(), Clock()
    with ScanProgress(stream, clock) as progress:
        clock.now += DELAY + 0.1
        progress(5, 10)
        drawn = stream.getvalue()
        progress(6, 10)  # too soon after the first to be drawn
        assert stream.getvalue() == drawn
        clock.now += 1
        progress(7, 10)
    assert "5/10" in drawn
    assert "7/10" in stream.getvalue()
    assert "6/10" not in stream.getvalue()


def test_nothing_is_drawn_where_nobody_looks() -> None:
    stream, clock = io.StringIO(), Clock()
    for target in (stream, None):
        with ScanProgress(target, clock) as progress:
            clock.now += 10
            progress(5, 10)
    assert stream.getvalue() == ""
