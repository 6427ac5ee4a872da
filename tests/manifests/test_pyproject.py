from __future__ import annotations

from readiness_scan.manifests import own_name, read_manifest

WANTED = {("pypi", "posthog"), ("pypi", "sentry-sdk")}


def read(text: str) -> list[tuple[str, str | None, str | None, int, str]]:
    found = read_manifest("pyproject.toml", text.encode(), WANTED)
    return [(d.name, d.specifier, d.version, d.line, d.group) for d in found]


def test_project_tables() -> None:
    text = """# dependencies = ["posthog==1.0"]
[project]
name = "demo"
description = "uses posthog # a lot"
dependencies = [
  # "posthog>=3",
  "posthog>=3",
  "Sentry_SDK[django] == 2.1.0 ; python_version > '3.8'",
  "posthog-extras",
]

[project.optional-dependencies]
analytics = ["posthog>=3", "flask"]

[dependency-groups]
lint = ["ruff"]
dev = [{ include-group = "lint" }, "posthog @ https://example.invalid/posthog.zip"]
"""
    assert read(text) == [
        ("posthog", ">=3", None, 7, "runtime"),
        ("sentry-sdk", "== 2.1.0", "2.1.0", 8, "runtime"),
        ("posthog", ">=3", None, 13, "optional"),
        ("posthog", "https://example.invalid/posthog.zip", None, 17, "development"),
    ]


def test_poetry_tables() -> None:
    text = """[tool.poetry]
name = "demo"
[tool.poetry.dependencies]
python = "^3.11"
posthog = "3.7.0"
sentry-sdk = { version = "^2", extras = ["flask"], optional = true }
[tool.poetry.dev-dependencies]
posthog = "==3.7.1"
[tool.poetry.group.dev.dependencies]
posthog = { git = "https://example.invalid/posthog.git" }
[tool.poetry.group.main.dependencies.sentry_sdk]
version = "2.0.*"
"""
    assert read(text) == [
        ("posthog", "3.7.0", "3.7.0", 5, "runtime"),
        ("sentry-sdk", "^2", None, 6, "optional"),
        ("posthog", "==3.7.1", "3.7.1", 8, "development"),
        ("posthog", "https://example.invalid/posthog.git", None, 10, "development"),
        ("sentry-sdk", "2.0.*", None, 11, "runtime"),
    ]


def test_tables_of_other_tools() -> None:
    text = """[tool.pdm.dev-dependencies]
test = ["posthog>=1"]
[tool.uv]
dev-dependencies = ["posthog>=2"]
[tool.hatch.envs.default]
dependencies = ["posthog>=3"]
[tool.hatch.envs.test]
extra-dependencies = [
  "posthog>=4",
]
"""
    assert read(text) == [
        ("posthog", ">=1", None, 2, "development"),
        ("posthog", ">=2", None, 4, "development"),
        ("posthog", ">=3", None, 6, "development"),
        ("posthog", ">=4", None, 9, "development"),
    ]


def test_dotted_keys_and_inline_tables_have_lines() -> None:
    assert read('project.name = "x"\nproject.dependencies = [\n "posthog"]\n') == [
        ("posthog", None, None, 3, "runtime")
    ]
    assert read('[project]\noptional-dependencies = { a = ["flask"], b = [\n"posthog"] }\n')[0][3] == 3


def test_broken_or_odd_documents_give_what_can_be_read() -> None:
    assert read('[project]\ndependencies = ["posthog"\n') == []
    assert read('[project]\ndependencies = "posthog"\noptional-dependencies = ["posthog"]\n') == [
        ("posthog", None, None, 2, "runtime")
    ]
    assert read('[project]\ndependencies = [1, ["posthog"], "posthog is fine", "posthog!"]\n') == []
    assert read('tool = 3\ndependency-groups = "posthog"\n') == []
    assert read("posthog." * 200_000 + "a = 1\n") == []
    assert read("a = " + "[" * 100_000 + "'posthog'") == []


def test_own_name() -> None:
    assert own_name("pyproject.toml", b'[project]\nname = "My_Package"') == ("pypi", "my-package")
    assert own_name("a/pyproject.toml", b'[tool.poetry]\nname = "demo"') == ("pypi", "demo")
    assert own_name("pyproject.toml", b"[build-system]\n") is None
    assert own_name("pyproject.toml", b"[project\n") is None
