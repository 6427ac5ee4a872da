"""The README shows what the program really prints."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from readiness_scan import assess, scan
from readiness_scan.cli import main
from readiness_scan.render.terminal import print_report

if TYPE_CHECKING:
    import pytest

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def block(after: str) -> list[str]:
    """The lines that follow `after` up to the end of the fenced block, without spaces at their ends."""
    found = re.search(rf"{re.escape(after)}\n(.*?)\n```", README, re.DOTALL)
    assert found is not None, f"the README has no block after {after!r}"
    return [line.rstrip() for line in found[1].splitlines()]


def test_it_shows_what_make_scan_prints(tmp_path: Path) -> None:
    # In a repository of its own: this one's remote would name the sample app otherwise in every clone.
    app = shutil.copytree(PROJECT / "fixtures" / "sample-app", tmp_path / "sample-app")
    subprocess.run(["git", "init", "--quiet", app], check=True)
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None, legacy_windows=False)
    report = scan(app)
    print_report(console, report, assess(report))
    assert isinstance(console.file, io.StringIO)
    printed = [line.rstrip() for line in console.file.getvalue().splitlines()]
    assert block("`make scan` prints:\n\n```text") == printed


def test_it_shows_the_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["--help"]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert block("$ readiness-scan --help") == printed
