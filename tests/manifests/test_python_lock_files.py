from __future__ import annotations

from readiness_scan.manifests import read_manifest

WANTED = {("pypi", "posthog"), ("pypi", "sentry-sdk")}

UV = """version = 1

[[package]]
name = "demo"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "posthog" },
]

[[package]]
name = "posthog"
version = "3.7.0"
source = { registry = "https://example.invalid/simple" }

[package.optional-dependencies]
sentry = [{ name = "sentry-sdk" }]

[[package]]
name = "sentry-sdk"
version = "2.1.0"
source = { editable = "../sentry" }
"""
POETRY = """[[package]]
name = "posthog"
version = "3.7.0"
optional = false
groups = ["main"]

[package.extras]
dev = ["black"]

[[package]]
name = "Sentry_SDK"
version = "2.1.0"
category = "dev"

[metadata]
content-hash = "posthog"
"""
PDM = """[metadata]
groups = ["default", "test"]

[[package]]
name = "posthog"
version = "3.7.0"
groups = ["default"]

[[package]]
name = "posthog"
version = "3.7.0"
extras = ["x"]
groups = ["default"]

[[package]]
name = "sentry-sdk"
version = "2.1.0"
groups = ["test"]
"""


def read(path: str, text: str) -> list[tuple[str, str | None, int, str]]:
    found = read_manifest(path, text.encode(), WANTED)
    assert all(d.from_lock and d.specifier is None and d.ecosystem == "pypi" for d in found)
    return [(d.name, d.version, d.line, d.group) for d in found]


def test_uv_lock_without_the_tree_s_own_packages() -> None:
    assert read("uv.lock", UV) == [("posthog", "3.7.0", 11, "runtime")]


def test_poetry_lock() -> None:
    expected = [("posthog", "3.7.0", 1, "runtime"), ("sentry-sdk", "2.1.0", 10, "development")]
    assert read("api/poetry.lock", POETRY) == expected
    assert read("api/poetry.lock", POETRY.replace("\n", "\r\n")) == expected


def test_pdm_lock_once_per_version() -> None:
    assert read("pdm.lock", PDM) == [("posthog", "3.7.0", 4, "runtime"), ("sentry-sdk", "2.1.0", 15, "development")]


def test_a_broken_table_costs_only_itself() -> None:
    broken = POETRY.replace('version = "3.7.0"', "<<<<<<< HEAD")
    assert read("poetry.lock", broken) == [("sentry-sdk", "2.1.0", 10, "development")]
