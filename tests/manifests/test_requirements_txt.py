from __future__ import annotations

import pytest

from readiness_scan.manifests import is_manifest, read_manifest

WANTED = {("pypi", "posthog"), ("pypi", "sentry-sdk")}


def read(text: str, path: str = "requirements.txt") -> list[tuple[str, str | None, str | None, int]]:
    return [(d.name, d.specifier, d.version, d.line) for d in read_manifest(path, text.encode(), WANTED)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("posthog", ("posthog", None, None)),
        ("PostHog==3.7.0  # analytics", ("posthog", "==3.7.0", "3.7.0")),
        ("posthog === 3.7.0", ("posthog", "=== 3.7.0", "3.7.0")),
        ("posthog==3.*", ("posthog", "==3.*", None)),
        ("posthog>=3,<4 ; python_version < '3.13'", ("posthog", ">=3,<4", None)),
        ("posthog (>=3)", ("posthog", ">=3", None)),
        ("sentry_sdk[flask,django]~=2.0", ("sentry-sdk", "~=2.0", None)),
        ("sentry.sdk==2.0.0 --hash=sha256:00 --hash=sha256:11", ("sentry-sdk", "==2.0.0", "2.0.0")),
        ("posthog @ git+https://example.invalid/p.git@v1", ("posthog", "git+https://example.invalid/p.git@v1", None)),
        (
            "-e git+https://example.invalid/p.git#egg=posthog",
            ("posthog", "git+https://example.invalid/p.git#egg=posthog", None),
        ),
        ("./wheels/posthog-3.7.0-py3-none-any.whl", ("posthog", "./wheels/posthog-3.7.0-py3-none-any.whl", "3.7.0")),
    ],
)
def test_a_line(line: str, expected: tuple[str, str | None, str | None]) -> None:
    assert read(f"flask\n{line}\n") == [(*expected, 2)]


@pytest.mark.parametrize(
    "line",
    [
        "# posthog==3.7.0",
        "-r posthog.txt",
        "--index-url https://example.invalid/posthog",
        "posthog-extras==1",
        "my.posthog",
        "posthog is what we use",
        "posthog==${VERSION}",
        "git+https://example.invalid/posthog.git",
        "posthog.whl",
    ],
)
def test_a_look_alike(line: str) -> None:
    assert read(f"flask\n{line}\n") == []


def test_an_entry_over_several_lines_stands_where_it_starts() -> None:
    hashed = " \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n"
    text = f"flask==3{hashed}posthog==3.7.0{hashed}sentry-sdk \\"
    assert read(text) == [("posthog", "==3.7.0", "3.7.0", 4), ("sentry-sdk", None, None, 7)]


def test_the_utf_16_of_a_windows_shell_is_read() -> None:
    data = "flask==3\r\nposthog==3.7.0\r\n".encode("utf-16")
    assert [(d.version, d.line) for d in read_manifest("requirements.txt", data, WANTED)] == [("3.7.0", 2)]


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("requirements.txt", "runtime"),
        ("api/requirements/base.txt", "runtime"),
        ("api/requirements/dev.in", "development"),
        ("requirements-test.txt", "development"),
        ("dev_requirements.txt", "development"),
        ("device/requirements.in", "runtime"),
    ],
)
def test_files_and_groups(path: str, group: str) -> None:
    assert is_manifest(path)
    assert [d.group for d in read_manifest(path, b"posthog\n", WANTED)] == [group]


@pytest.mark.parametrize(
    "path", ["notes.txt", "MANIFEST.in", "requirements.md", "requirements/notes.md", "package.json5"]
)
def test_other_files(path: str) -> None:
    assert not is_manifest(path)
    assert read_manifest(path, b"posthog\n", WANTED) == []
