"""What holds for every format."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_scan.manifests import is_manifest, own_name, read_manifest

FILES = [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "pyproject.toml",
    "requirements.txt",
    "requirements/base.in",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
]
FRAGMENTS = st.sampled_from(
    ["posthog", "name", "version", "dependencies", "packages", "project", "[[package]]", "npm:", "@", "1.2.3", "\n",
     " ", "  ", '"', "'", "\\", "{", "}", "[", "]", ":", ",", "=", "#", "/*", "//", "node_modules/",
     '"""', "-e ", "\r\n"]
)  # fmt: skip


def test_every_format_is_a_manifest() -> None:
    assert all(is_manifest(name) and is_manifest(f"a/b/{name}") for name in FILES)


@pytest.mark.parametrize("file", FILES)
@settings(deadline=None)
@given(data=st.one_of(st.binary(), st.lists(FRAGMENTS, max_size=60).map(lambda parts: "".join(parts).encode())))
def test_no_content_raises(file: str, data: bytes) -> None:
    found = read_manifest(file, data, lambda _ecosystem, _name: True)
    lines = data.count(b"\n") + 1
    assert all(1 <= each.line <= lines and each.manifest == file for each in found)
    assert own_name(file, data) is None or file in ("package.json", "pyproject.toml")


def test_names_and_a_function_give_the_same() -> None:
    data = b'{"dependencies": {"posthog-js": "1.0.0", "react": "18.0.0"}}'
    by_function = read_manifest(
        "package.json", data, lambda ecosystem, name: (ecosystem, name) == ("npm", "posthog-js")
    )
    assert by_function == read_manifest("package.json", data, [("npm", "posthog-js")])
    assert len(by_function) == 1
    assert read_manifest("package.json", data, []) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("package.json", '"\\"' * 100_000 + "\\"),
        ("package.json", "/*" * 200_000),
        ("bun.lock", '"posthog":' + " " * 400_000),
        ("pyproject.toml", "[" + " " * 400_000),
        ("pyproject.toml", '"""posthog' * 40_001 + "\\"),
        ("poetry.lock", "[[package]]" + " \t" * 200_000),
        ("requirements.txt", "posthog[" + " " * 400_000),
        ("yarn.lock", "posthog@" * 50_000),
        ("pnpm-lock.yaml", "packages:\n  " + "posthog@" * 50_000),
    ],
)
def test_hostile_text_ends(file: str, text: str) -> None:
    assert read_manifest(file, text.encode(), lambda _ecosystem, name: name == "posthog") == []
