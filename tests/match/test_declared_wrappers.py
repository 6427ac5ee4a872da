"""Private packages: what the configuration declares of them, and what a scan without it suspects."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from fixtures_harness import FIXTURES, Case, Staged, cases, scanned, stage
from readiness_scan import DeclaredWrapper, ScanOptions, ScanReport, assess, scan
from readiness_scan.model.signals import Capture, ErrorSignal, Init
from readiness_scan.render.terminal import print_report

CASES = cases("declared")
PRIVATE = [case for case in CASES if case.subject == "private-package"]


@pytest.fixture
def staged(case: Case, tmp_path: Path) -> Staged:
    return stage(case, tmp_path / "case")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_scan_finds_what_the_fixture_says(staged: Staged) -> None:
    differences = staged.differences(scanned(staged, ScanOptions.from_config(staged.root)))
    assert not differences, "\n".join(["", *differences])
    assert staged.expected
    assert staged.reasons


@pytest.mark.parametrize("case", CASES, ids=str)
def test_screening_by_name_changes_nothing(staged: Staged) -> None:
    options = ScanOptions.from_config(staged.root)
    assert _said(scanned(staged, options)) == _said(scanned(staged, replace(options, screen_by_name=False)))
    assert scanned(staged).suspected == scanned(staged, ScanOptions(screen_by_name=False)).suspected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_signal_names_the_line_that_declares_it(staged: Staged) -> None:
    report = scanned(staged, ScanOptions.from_config(staged.root))
    signals: list[Init | Capture | ErrorSignal] = [*report.inits, *report.captures, *report.error_signals]
    files = {name: (staged.root / name) for name in (".readiness-scan.toml", "pyproject.toml")}
    lines = {name: path.read_text("utf-8").splitlines() for name, path in files.items() if path.exists()}
    for signal in signals:
        assert signal.declared is not None
        name, _, line = signal.declared.partition(":")
        said = lines[name][int(line) - 1]
        assert "wrappers]]" in said or "{ module" in said
    assert {init.sdk for init in report.inits} | {c.sdk for c in report.captures} <= {"declared"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_leaving_one_declaration_out_is_seen(staged: Staged) -> None:
    whole = ScanOptions.from_config(staged.root)
    said = _said(scanned(staged, whole))
    for wrapper in whole.wrappers:
        rest = tuple(other for other in whole.wrappers if other is not wrapper)
        assert _said(scanned(staged, replace(whole, wrappers=rest))) != said, wrapper


@pytest.mark.parametrize("case", PRIVATE, ids=str)
def test_without_a_configuration_the_calls_are_suspected_and_no_evidence(staged: Staged) -> None:
    before, after = scanned(staged), scanned(staged, ScanOptions.from_config(staged.root))
    assert not before.captures
    assert not before.events
    assert not before.evidence.found_posthog_capture
    own = {capture.location for capture in after.captures if capture.via is None}
    assert {call.location for call in before.suspected} == own
    assert not after.suspected


@pytest.mark.parametrize("case", PRIVATE, ids=str)
def test_pasting_what_is_printed_completes_the_catalogue(staged: Staged) -> None:
    for name in (".readiness-scan.toml", "pyproject.toml"):
        (staged.root / name).unlink(missing_ok=True)
    (staged.root / ".readiness-scan.toml").write_text(_printed_block(scanned(staged)), "utf-8")
    report = scanned(staged, ScanOptions.from_config(staged.root))
    assert not staged.differences(report)
    assert not report.suspected


def _printed_block(report: ScanReport) -> str:
    """The lines that a person would copy from the terminal."""
    console = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None, legacy_windows=False)
    print_report(console, report, assess(report))
    assert isinstance(console.file, io.StringIO)
    return "\n".join(_tables(console.file.getvalue().partition("Suspected: ")[2]))


def _tables(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip().startswith(("[[", "module = ", "call = ", "event = ")):
            yield line


def _said(report: ScanReport) -> list[object]:
    return [report.inits, report.captures, report.events, report.error_signals, report.suspected]


# --- what a declaration does not do ---------------------------------------------------------------------------------


def program(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


APP = {"app.ts": 'import { track } from "@acme/analytics";\ntrack("opened");\n'}


def declared(module: str, call: str, *event: str, kind: str = "capture") -> ScanOptions:
    return ScanOptions(wrappers=(DeclaredWrapper(module, call, event, kind),))


def test_a_module_that_is_in_the_repository_is_read_instead(tmp_path: Path) -> None:
    root = program(
        tmp_path,
        {
            "analytics.py": "def track(name):\n    return name\n",
            "app.py": 'from analytics import track\ntrack("opened")\n',
        },
    )
    assert not scan(root, declared("analytics", "track", "0")).captures


def test_a_namespace_that_is_partly_here_is_declared_for_the_rest(tmp_path: Path) -> None:
    root = program(
        tmp_path,
        {
            "acme/core/__init__.py": "",
            "acme/core/models.py": "class User: pass\n",
            "acme/core/app.py": 'from acme.core import models\nfrom acme.analytics import track\ntrack("opened")\n',
        },
    )
    report = scan(root, declared("acme.analytics", "track", "0"))
    assert report.event_names == ("opened",)


def test_a_declaration_by_a_program_says_so(tmp_path: Path) -> None:
    root = program(tmp_path, APP)
    report = scan(root, declared("@acme/analytics", "track", "0"))
    assert [(c.sdk, c.event, c.declared) for c in report.captures] == [("declared", "opened", "options")]


def test_a_declaration_makes_no_gap_of_other_languages(tmp_path: Path) -> None:
    root = program(tmp_path, APP)
    (root / "main.go").write_text("package main\n// track\nfunc main() {}\n")
    assert not scan(root, declared("@acme/analytics", "track", "0")).gaps


def test_a_declaration_that_no_code_calls_is_named(tmp_path: Path) -> None:
    root = program(tmp_path, APP)
    (root / ".readiness-scan.toml").write_text(
        '[[wrappers]]\nmodule = "@acme/analytics"\ncall = "track"\nevent = "0"\n'
        '[[wrappers]]\nmodule = "@acme/analytics"\ncall = "trak"\nevent = "0"\n'
    )
    misses = scan(root, ScanOptions.from_config(root)).near_misses
    assert [(m.location.path, m.location.line) for m in misses] == [(".readiness-scan.toml", 5)]
    assert misses[0].what == "the declared trak of @acme/analytics, which no code calls"


def test_a_call_that_may_be_a_declared_one_is_not_suspected(tmp_path: Path) -> None:
    app = 'import { a, b } from "@acme/analytics";\nconst client = on ? a() : b();\nclient.track("opened");\n'
    root = program(tmp_path, {"app.ts": app})
    report = scan(root, declared("@acme/analytics", "a().track", "0"))
    assert [c.event for c in report.captures] == ["opened"]
    assert not report.suspected


def test_a_declared_capture_without_an_init_is_told_to_declare_that_too(tmp_path: Path) -> None:
    root = program(tmp_path, APP)
    assessment = assess(scan(root, declared("@acme/analytics", "track", "0")))
    assert any('kind = "init"' in step.text for step in assessment.next_steps)


def test_fixtures_hold_no_links() -> None:
    assert not [path for path in (FIXTURES / "declared").rglob("*") if path.is_symlink()]
