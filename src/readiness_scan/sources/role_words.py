"""Names that say what a file or folder is for: data for `roles.py`, which weighs them."""

from __future__ import annotations

import re
from typing import NamedTuple

from readiness_scan.model.role import Role

MANIFESTS = frozenset(
    {
        "build.gradle",
        "build.gradle.kts",
        "cargo.toml",
        "composer.json",
        "gemfile",
        "go.mod",
        "manage.py",
        "mix.exs",
        "package.json",
        "package.swift",
        "pom.xml",
        "pubspec.yaml",
        "pyproject.toml",
        "requirements.txt",
        "setup.py",
    }
)
"""A folder that holds one of these (in lower case) is a package: names are weighed anew below it."""

WEB_CONFIGS = re.compile(r"(?:next|nuxt|astro|svelte|vite|gatsby|docusaurus|remix|angular|react-router)[.-]config\.\w+")
WEB_FRAMEWORKS = frozenset(
    {
        "@11ty/eleventy",
        "@angular/core",
        "@docusaurus/core",
        "@remix-run/react",
        "@sveltejs/kit",
        "@tanstack/react-start",
        "astro",
        "express",
        "fumadocs-ui",
        "gatsby",
        "hono",
        "next",
        "nextra",
        "nuxt",
        "preact",
        "react-dom",
        "react-router",
        "solid-js",
        "svelte",
        "vite",
        "vitepress",
        "vue",
        "vuepress",
    }
)
"""Dependencies in a `package.json` that make its folder an application."""

CODE_FOLDERS = frozenset(
    {
        "app",
        "components",
        "features",
        "internal",
        "lib",
        "libs",
        "main",
        "modules",
        "pages",
        "pkg",
        "routes",
        "screens",
        "src",
        "views",
    }
)
"""Folders of a package that hold its own code: a common word below them is more likely the product's."""
FEATURE_FOLDERS = CODE_FOLDERS - {"lib", "libs", "pkg", "src"}
"""Those whose sub-folders are named after what the product offers."""
DEPLOYED_FOLDERS = frozenset({"apps", "services", "sites"})
"""Folders of a monorepo that hold what is shipped."""

CODE_SUFFIXES = (
    ".cs",
    ".dart",
    ".ex",
    ".exs",
    ".go",
    ".java",
    ".js",
    ".jsx",
    ".kt",
    ".mjs",
    ".php",
    ".py",
    ".rb",
    ".rs",
    ".svelte",
    ".swift",
    ".ts",
    ".tsx",
    ".vue",
)
HAND_WRITTEN_SUFFIXES = tuple(suffix for suffix in CODE_SUFFIXES if suffix not in {".js", ".mjs"})
"""What no bundler puts out."""

ROUTE_FILE = re.compile(r"\+(?:page|layout|server)(?:\.(?:server|client))?\.\w+|(?:page|layout|route)\.[jt]sx?")
"""Files that make a folder a route of a web framework, whatever its name."""

ALWAYS = {
    Role.VENDORED: frozenset({"node_modules", "bower_components", "site-packages", ".yarn", "_vendor", "third_party"}),
    Role.GENERATED: frozenset(
        {".next", ".nuxt", ".output", ".svelte-kit", ".docusaurus", "__generated__", "generated"}
    ),
    Role.TEST: frozenset(
        {
            "__fixtures__",
            "__mocks__",
            "__snapshots__",
            "__tests__",
            "androidtest",
            "commontest",
            "integration_test",
            "integrationtest",
            "iostest",
            "jvmtest",
            "test_driver",
            "testdata",
            "testfixtures",
        }
    ),
}
"""Folder names, in lower case, that mean one thing wherever they stand."""
ALWAYS_VENDORED_EXACT = frozenset({"Pods", "Carthage"})
"""Likewise, but for their capitals: `pods` is a word of many products."""


class TestShare(NamedTuple):
    """The share of a folder's source files, 0 to 1, that must look like tests for its name to be believed."""

    beside_code: float
    in_code: float


_TESTS, _DATA, _SPEC = TestShare(0, 0.01), TestShare(0, 0.5), TestShare(0.5, 0.5)
TEST_WORDS = {
    "cypress": _TESTS,
    "e2e": _TESTS,
    "fixtures": _DATA,
    "mocks": _DATA,
    "playwright": _TESTS,
    "spec": _SPEC,
    "specs": _SPEC,
    "test": _TESTS,
    "tests": _TESTS,
}
"""Words for tests that a product may use too: a league has fixtures, a protocol a spec."""
TEST_FOLDER = re.compile(
    r"(?:acceptance|api|app|browser|component|e2e|functional|integration|load|perf|performance|regression|smoke"
    r"|system|ui|unit)[-_]tests?|.*\.(?:unit|integration)?tests?|test[-_](?:e2e|integration|unit)",
    re.IGNORECASE,
)
TEST_TARGET = re.compile(r".*[a-z0-9](?:UI)?Tests")
"""A test target as Xcode names it; the capital matters."""

EXAMPLE_WORDS = frozenset({"examples"})
"""Examples, also inside code, unless a feature is called so."""
WEAK_EXAMPLE_WORDS = frozenset(
    {
        "cookbook",
        "cookbooks",
        "demo",
        "demos",
        "example",
        "playground",
        "playgrounds",
        "sample",
        "samples",
        "sandbox",
        "sandboxes",
    }
)
"""Examples beside code; inside code, words of the product."""
EXAMPLE_FOLDER = re.compile(r"(?:example|sample|demo)[-_]?(?:apps?|projects?|code)", re.IGNORECASE)

DOCS_WORDS = frozenset({"doc", "docs", "documentation"})
OUTPUT_WORDS = frozenset({"build", "coverage", "dist", "out", "storybook-static"})
"""What a build writes, at a package's top and where nothing in it is hand-written."""
VENDOR_MARKER = re.compile(
    r"(?:.*/)?(?:licen[cs]e|copying|notice|modules\.txt|vendor\.txt|autoload\.php)(?:[.-][^/]*)?|.*[.-]min\.(?:js|css)",
    re.IGNORECASE,
)
"""Files that come with other people's code."""

TEST_FILE = re.compile(
    r".+\.(?:\w*tests?|\w*spec|e2e|e2e-spec|cy|stories|story|mock|mocks|fixture|bench)\.\w+"
    r"|test_.+\.py|.+_test\.(?:py|go|rb|dart|exs|cc|cpp|php|js|ts)|.+_spec\.(?:rb|js|ts)"
    r"|conftest\.py|test_helper\.(?:rb|exs)|(?:spec|rails)_helper\.rb|(?:jest|vitest|playwright|cypress)\.(?:config|setup)\.\w+"
    r"|setup[-_.]?tests?\.\w+"
)
"""Names of test files."""
CAPITAL_TEST_FILE = re.compile(r".*[a-z0-9](?:Tests?|Spec|IT)\.(?:java|kt|kts|groovy|scala|swift|cs|php|m)")
"""Names that are tests only where the content says so: `SpeedTest.kt` may be the product."""
GENERATED_FILE = re.compile(
    r".+\.(?:pb|pb\.gw|gen|generated|g|freezed|gr|designer)\.\w+|.+_pb2(?:_grpc)?\.pyi?|.+_(?:grpc_)?pb\.(?:js|ts|d\.ts|rb)"
    r"|.+_generated\.\w+|zz_generated\..+|generatedpluginregistrant\.\w+"
)

TEST_CONTENT = re.compile(
    rb"\b(?:pytest|unittest|vitest|jest|XCTest|XCTestCase|testing\.[TBM]\b|junit|NUnit|xunit|PHPUnit|RSpec|minitest|mocha"
    rb"|flutter_test|ExUnit|playwright|cypress|msw|chai|sinon|supertest|testcontainers)\b"
    rb"|\b(?:describe|it|test)\(\s*[\"'`]|@Test\b|#\[(?:\w+::)?test\]|#\[cfg\(test\)\]|\bexpect\(|\[(?:Fact|TestMethod)\]",
    re.IGNORECASE,
)
"""Words of test frameworks."""
