"""A reader that fails on one file costs that file: the report names it, and the scan goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from readiness_scan import scan
from readiness_scan.facts import Call, CallSite, Function, Value
from readiness_scan.syntax.extract import Extractor

SENDS = 'import posthog\n\nposthog.capture("me", "{}")\n'


def broken(self: Extractor) -> bool:
    """Whether a reader is to fail on a file."""
    return b"broken" in self.data


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two files that send an event."""
    for name in ("broken", "sound"):
        (tmp_path / f"{name}.py").write_text(SENDS.format(name))
    return tmp_path


@pytest.mark.parametrize("problem", [IndexError, KeyError, TypeError, AttributeError, ValueError, RecursionError])
def test_a_file_whose_facts_cannot_be_read(
    tree: Path, monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    finished = Extractor.finished

    def failing(self: Extractor) -> tuple[Function, ...]:
        if broken(self):
            raise problem("no such child")
        return finished(self)

    monkeypatch.setattr(Extractor, "finished", failing)
    report = scan(tree)
    assert [capture.event for capture in report.captures] == ["sound"]
    assert [(skip.path, skip.gap) for skip in report.skipped] == [("broken.py", True)]
    assert "no such child" in report.skipped[0].reason


def test_a_file_whose_calls_cannot_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, handed = Extractor.calls, Extractor.handed

    def failing_calls(self: Extractor, names: Iterable[str]) -> Iterator[tuple[str, Call]]:
        if broken(self):
            raise IndexError("no such child")
        yield from calls(self, names)

    def failing_handed(self: Extractor, names: Iterable[str]) -> Iterator[tuple[str, Value, CallSite]]:
        if broken(self):
            raise IndexError("no such child")
        yield from handed(self, names)

    monkeypatch.setattr(Extractor, "calls", failing_calls)
    monkeypatch.setattr(Extractor, "handed", failing_handed)
    report = scan(tree)
    assert [capture.event for capture in report.captures] == ["sound"]
    assert {(skip.path, skip.gap) for skip in report.skipped} == {("broken.py", True)}
