from __future__ import annotations

import json
from pathlib import Path

import pytest

from readiness_scan import ScanOptions, __version__
from readiness_scan.cli import main, scan_command
from readiness_scan.errors import TargetError
from readiness_scan.model.scan_report import ScanReport, Stats, Target, TreeMarkers
from readiness_scan.model.signals import Skipped

REPORT = ScanReport(
    target=Target("/projects/shop", "", "shop", None, None, "git"),
    tree=TreeMarkers(frontend=1),
    stats=Stats(candidates=3, languages={"tsx": 3}),
)
GAP = Skipped("src/app.ts", "permission denied", True, "unreadable")


def answers(monkeypatch: pytest.MonkeyPatch, report: ScanReport) -> None:
    """Let every scan find `report`."""

    def scan(path: str, options: ScanOptions) -> ScanReport:
        return report

    monkeypatch.setattr(scan_command, "scan", scan)


def fails(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let every scan raise `error`."""

    def scan(path: str, options: ScanOptions) -> ScanReport:
        raise error

    monkeypatch.setattr(scan_command, "scan", scan)


def test_it_exits_0_whatever_was_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers(monkeypatch, REPORT)
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("shop (frontend_js): needs setup\n")
    assert err == ""


def test_the_formats(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers(monkeypatch, REPORT)
    assert main(["--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert main(["--format=readiness", "--repository", "Acme/Shop"]) == 0
    readiness = json.loads(capsys.readouterr().out)
    assert report["schemaVersion"] == "1"
    assert report["readiness"]["repository"] == "shop"
    assert readiness["repository"] == "acme/shop"
    assert readiness.keys() == report["readiness"].keys()


def test_a_report_goes_to_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answers(monkeypatch, REPORT)
    target = tmp_path / "report.txt"
    assert main(["-o", str(target)]) == 0
    assert capsys.readouterr() == ("", "")
    assert main([]) == 0
    assert target.read_text(encoding="utf-8") == capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_told_before_the_scan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fails(monkeypatch, AssertionError("scanned all the same"))
    assert main(["-o", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("readiness-scan: cannot write ")
    assert err.count("\n") == 1


def test_an_incomplete_scan_says_so_unless_it_is_to_be_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, ScanReport(REPORT.target, REPORT.tree, skipped=(GAP,), stats=REPORT.stats))
    assert main(["--format", "readiness"]) == 0
    err = capsys.readouterr().err
    assert err.startswith("readiness-scan: incomplete: 1 source file ")
    assert "src/app.ts (permission denied)" in err
    assert err.count("\n") == 1
    assert main(["--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_scan_that_stopped_early_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers(monkeypatch, ScanReport(REPORT.target, REPORT.tree, stats=Stats(candidates=3, complete=False)))
    assert main([]) == 0
    assert "incomplete: the scan stopped before everything was read" in capsys.readouterr().err


def test_what_the_user_can_mend_is_one_line_and_exit_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails(monkeypatch, TargetError("no such path: a\nb\x1b[2J"))
    assert main(["a"]) == 2
    assert capsys.readouterr() == ("", "readiness-scan: no such path: a\\x0ab\\x1b[2J\n")


def test_an_interrupted_scan_exits_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fails(monkeypatch, KeyboardInterrupt())
    assert main([]) == 130
    assert capsys.readouterr() == ("", "readiness-scan: interrupted\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--formt", "json"], "unknown option --formt, did you mean --format?"),
        (["--quite"], "unknown option --quite, did you mean --quiet?"),
        (["--zzz=1"], "unknown option --zzz ("),
        (["--format", "jsn"], "'jsn' is none of terminal, json, readiness, did you mean json?"),
        (["--format", "sarif"], "'sarif' is none of terminal, json, readiness ("),
        (["--repository", "shop"], "'shop' is not of the form OWNER/NAME"),
        (["--repository", "a/b/c"], "'a/b/c' is not of the form OWNER/NAME"),
        ([""], "the path is empty"),
        (["one", "two"], "'two' is one too many"),
        (["--output"], "expected one argument"),
        (["--confg", "a.toml"], "unknown option --confg, did you mean --config?"),
        (["--config", "a.toml", "--no-config"], "not allowed with argument"),
        (["--config", "no-such.toml"], "no such configuration file: no-such.toml"),
        (["--form", "json"], "unknown option --form, did you mean --format?"),
    ],
)
def test_a_wrong_word_is_named_with_what_was_meant(
    words: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails(monkeypatch, AssertionError("scanned all the same"))
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("readiness-scan: ")
    assert message in err
    assert err.count("\n") == 1


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"readiness-scan {__version__}\n"


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    options = ("--format", "--output", "--repository", "--config", "--no-config", "--quiet", "--version")
    assert all(name in out for name in ("PATH", *options))


@pytest.mark.parametrize("make", [Path.touch, lambda path: None], ids=["a file", "no such path"])
def test_a_path_that_is_no_folder(make: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(make)
    path = tmp_path / "target"
    make(path)
    assert main([str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("readiness-scan: ")
    assert err.count("\n") == 1


WRAPPERS = '[[wrappers]]\nmodule = "@acme/a"\ncall = "{}"\nevent = "0"\n'


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    """A folder whose configuration declares `track`, beside one that declares `log`."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / ".readiness-scan.toml").write_text(WRAPPERS.format("track"))
    (tmp_path / "other.toml").write_text(WRAPPERS.format("log"))
    (folder / "a.ts").write_text('import { log, track } from "@acme/a";\ntrack("tracked");\nlog("logged");\n')
    return folder


@pytest.mark.parametrize(
    ("words", "names"),
    [([], ["tracked"]), (["--no-config"], []), (["--config", "../other.toml"], ["logged"])],
    ids=["the nearest", "none", "a named one"],
)
def test_the_configuration_is_read_unless_told_otherwise(
    words: list[str],
    names: list[str],
    configured: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(configured)
    assert main(["--format", "json", *words]) == 0
    assert json.loads(capsys.readouterr().out)["eventNames"] == names


def test_a_wrong_configuration_is_one_line_and_exit_2(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = configured / ".readiness-scan.toml"
    file.write_text(file.read_text() + 'modul = "x"\n')
    assert main([str(configured)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"readiness-scan: {file.resolve()}:1: unknown key 'modul' in a wrapper; did you mean 'module'?\n"
