"""What only a process of its own shows: its streams, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "readiness_scan"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "shop with spaces"
    root.mkdir()
    code = 'from posthog import Posthog\n\nclient = Posthog("key")\nclient.capture("café_opened", distinct_id="d")\n'
    (root / "données.py").write_text(code, encoding="utf-8")
    return root


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *words], capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_stdout_is_utf_8_whatever_the_locale(tree: Path, form: str) -> None:
    done = run(str(tree), "--format", form, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    text = done.stdout.decode("utf-8")
    assert "café_opened" in text
    assert "données.py" in text


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name can be any bytes")
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_a_file_name_that_is_no_utf_8_is_printed(tree: Path, form: str) -> None:
    (tree / "données.py").rename(os.fsdecode(os.fsencode(tree) + b"/caf\xe9.py"))
    done = run(str(tree), "--format", form)
    assert done.returncode == 0
    assert done.stderr == b""
    assert {"terminal": "caf\\xe9.py:3", "json": "caf\\\\udce9.py"}[form] in done.stdout.decode("utf-8")


def test_colours_are_for_terminals(tree: Path) -> None:
    done = run(str(tree), FORCE_COLOR="1")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout


def test_a_reader_that_goes_away_is_no_failure(tree: Path) -> None:
    with subprocess.Popen([*COMMAND, str(tree)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--help",)])
def test_a_full_disk_behind_stdout_is_one_line(tree: Path, words: tuple[str, ...]) -> None:
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *words, str(tree)], stdout=full, stderr=subprocess.PIPE, check=False, env=buffered
        )
    assert done.returncode == 2
    assert done.stderr == b"readiness-scan: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="streams are not closed like that there")
def test_a_closed_stdout_is_one_line(tree: Path) -> None:
    words = ["sh", "-c", 'exec "$@" >&-', "sh", *COMMAND, str(tree)]
    done = subprocess.run(words, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr == b"readiness-scan: standard output is closed; write to a file with -o FILE\n"


def test_the_library_loads_no_command_line_and_nothing_heavy() -> None:
    heavy = ("rich", "pydantic", "git", "readiness_scan.cli")
    code = f"import sys; from readiness_scan import scan; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_a_scan_for_json_does_not_load_rich(tree: Path) -> None:
    code = (
        "import sys; from readiness_scan.cli import main; "
        f"code = main([{str(tree)!r}, '--format', 'json', '--quiet']); "
        "print(code, 'rich' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.split() == [b"0", b"False"]


@pytest.mark.skipif(sys.platform == "win32", reason="streams are not closed like that there")
def test_a_file_needs_no_stdout(tree: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    words = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *COMMAND, str(tree), "--format", "json", "-o", str(target)]
    assert subprocess.run(words, check=False).returncode == 0
    assert "café_opened" in target.read_text(encoding="utf-8")
