"""What a scan makes of manifests: each read once, a gap where one can't be read and could have named an SDK."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness_scan import ScanOptions, scan
from readiness_scan.sources import WorkTree

Made = Callable[[dict[str, str]], Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def tree(files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return tmp_path

    return tree


def unreadable(monkeypatch: pytest.MonkeyPatch, *names: str) -> Counter[str]:
    """Make files unreadable, and count what is read."""
    read, counts = WorkTree.read, Counter[str]()

    def reading(self: WorkTree, path: str, limit: int = -1) -> bytes:
        counts[path] += 1
        if path in names:
            raise PermissionError(13, "Permission denied", path)
        return read(self, path, limit)

    monkeypatch.setattr(WorkTree, "read", reading)
    return counts


PACKAGE = '{"name": "web", "dependencies": {"posthog-js": "1.2.3"}}'
LOCK = '{"packages": {"node_modules/posthog-js": {"version": "1.2.3"}}}'


def test_a_manifest_that_can_t_be_read_is_a_gap(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = unreadable(monkeypatch, "web/package.json", "pyproject.toml", "poetry.lock")
    report = scan(made({"web/package.json": PACKAGE, "pyproject.toml": "", "poetry.lock": "", "a.py": "x = 1\n"}))
    assert [(gap.path, gap.reason) for gap in report.gaps] == [
        ("pyproject.toml", "can't be read: Permission denied"),
        ("web/package.json", "can't be read: Permission denied"),
    ]
    assert {item.path for item in report.skipped if item.gap} == {gap.path for gap in report.gaps} | {"poetry.lock"}
    assert not report.stats.complete
    assert set(counts.values()) == {1}


def test_each_manifest_is_read_once(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = unreadable(monkeypatch)
    files = {
        "web/package.json": PACKAGE,
        "web/package-lock.json": LOCK,
        "web/a.ts": 'import posthog from "posthog-js";\nimport { b } from "./b";\nposthog.init(b);\n',
        "web/b.ts": 'export const b = "phc";\n',
        "api/pyproject.toml": '[project]\nname = "api"\ndependencies = ["posthog==3.0"]\n',
        "api/requirements.txt": "posthog\n",
        "api/main.py": "import posthog\nimport other\nposthog.capture('a', 'b')\n",
        "ios/Podfile": "pod 'PostHog'\n",
    }
    report = scan(made(files))
    assert [(item.name, item.version, item.manifest) for item in report.sdks if "pod" not in item.manifest.lower()] == [
        ("posthog", "3.0", "api/pyproject.toml"),
        ("posthog", None, "api/requirements.txt"),
        ("posthog-js", "1.2.3", "web/package.json"),
    ]
    assert counts == dict.fromkeys(counts, 1)
    assert counts["ios/Podfile"] == 1


@pytest.mark.parametrize(
    ("path", "text", "gap"),
    [
        ("package.json", '{"dependencies": {"posthog-js": "1.2.3"}', True),
        ("package.json", '{"dependencies": {"react": "1.2.3"}', False),  # it names no SDK
        ("tests/package.json", '{"dependencies": {"posthog-js": "1.2.3"}', False),  # no source
        ("package-lock.json", '{"posthog-js": "1.2.3"', False),  # it could prove nothing
        ("vendor/a/composer.json", '{"require": {"posthog/posthog-php": "1.2.3"}', False),
        ("pyproject.toml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", True),
    ],
)
def test_a_broken_manifest_is_a_gap_where_it_may_name_an_sdk(made: Made, path: str, text: str, *, gap: bool) -> None:
    report = scan(made({path: text, "a.js": "x();\n"}))
    assert [item.path for item in report.gaps] == ([path] if gap else [])


def test_a_large_manifest_is_a_gap_and_a_large_lock_file_is_named(made: Made) -> None:
    large = PACKAGE + " " * 2_000
    report = scan(made({"package.json": large, "package-lock.json": large}), ScanOptions(max_file_bytes=100))
    assert [(item.path, item.gap) for item in report.skipped] == [("package-lock.json", True), ("package.json", True)]
    assert [item.path for item in report.gaps] == ["package.json"]
    assert report.gaps[0].reason == "2,056 bytes, more than the limit of 1,600"


def test_what_is_vendored_asks_for_nothing(made: Made) -> None:
    report = scan(made({"vendor/a/package.json": PACKAGE, "package.json": PACKAGE.replace("1.2.3", "^1")}))
    assert [(item.manifest, item.version) for item in report.sdks] == [("package.json", None)]


def test_a_lock_file_above_the_scanned_folder_gives_versions(repository: Path) -> None:
    (repository / "web").mkdir()
    (repository / "package-lock.json").write_text(LOCK)
    (repository / "web" / "package.json").write_text(PACKAGE.replace("1.2.3", "^1"))
    report = scan(repository / "web")
    assert [(item.manifest, item.version) for item in report.sdks] == [("package.json", "1.2.3")]
