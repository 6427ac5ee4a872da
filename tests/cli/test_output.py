from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from readiness_scan.cli import output


def test_a_file_is_written_as_utf_8_with_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    output.write_file(str(target), "é\n")
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_bytes_of_file_names_that_are_no_utf_8_become_escapes(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    output.write_file(str(target), '"caf\udce9"')
    assert target.read_bytes() == b'"caf\\udce9"'


def test_a_file_that_is_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o600)
    before = target.stat().st_mode
    output.write_file(str(target), "new")
    assert target.read_text() == "new"
    assert target.stat().st_mode == before


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(output.OutputError, match="No space left on device"):
        output.write_file(str(target), "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_can_never_be_written_is_known_before_a_scan(tmp_path: Path) -> None:
    with pytest.raises(output.OutputError, match="it is a folder"):
        output.check_file(str(tmp_path))
    with pytest.raises(output.OutputError, match="there is no folder"):
        output.check_file(str(tmp_path / "none" / "report.json"))
    output.check_file(str(tmp_path / "report.json"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.json"
    real.write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to(real)
    output.write_file(str(link), "new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such devices there")
def test_a_device_is_written_to_not_replaced() -> None:
    output.write_file(os.devnull, "new")
    assert Path(os.devnull).is_char_device()
