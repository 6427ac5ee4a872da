"""A file without a suffix is read where its first line says that a shell runs it."""

from __future__ import annotations

from pathlib import Path

from readiness_scan import scan

POST = """\
track() {
  curl -d "{\\"api_key\\": \\"$KEY\\", \\"event\\": \\"$1\\", \\"distinct_id\\": \\"a\\"}" https://us.i.posthog.com/capture/
}
track tool_started
"""


def test_a_script_without_a_suffix_is_read(tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("#!/usr/bin/env bash\n" + POST)
    (tmp_path / "notes").write_text(POST)
    (tmp_path / "gone").symlink_to(tmp_path / "absent")
    report = scan(tmp_path)
    assert [(found.location.path, found.event) for found in report.captures] == [
        ("tool", None),
        ("tool", "tool_started"),
    ]
    assert report.stats.languages == {"Shell": 1}
