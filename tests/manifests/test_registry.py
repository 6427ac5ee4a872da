"""What holds for every format."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness_scan.manifests import is_manifest, normal_name, parse_manifest, read_manifest
from readiness_scan.manifests.trees import _language

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
    "Pipfile",
    "Pipfile.lock",
    "setup.cfg",
    "go.mod",
    "Gemfile",
    "gems.rb",
    "gemfiles/rails_7.gemfile",
    "Gemfile.lock",
    "shop.gemspec",
    "composer.json",
    "composer.lock",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "gradle/libs.versions.toml",
    "gradle.lockfile",
    "Shop.csproj",
    "Shop.fsproj",
    "Directory.Packages.props",
    "packages.config",
    "packages.lock.json",
    "Packages/manifest.json",
    "Packages/packages-lock.json",
    "Package.swift",
    "Package@swift-5.9.swift",
    "Package.resolved",
    "Shop.xcodeproj/project.pbxproj",
    "Podfile",
    "Podfile.lock",
    "Shop.podspec",
    "Cartfile",
    "Cartfile.resolved",
    "pubspec.yaml",
    "pubspec.lock",
    "mix.exs",
    "mix.lock",
    "Cargo.toml",
    "Cargo.lock",
]
OWN = {
    "package.json", "pyproject.toml", "setup.cfg", "go.mod", "shop.gemspec", "composer.json", "pom.xml", "Shop.csproj",
    "Shop.fsproj", "Shop.podspec", "pubspec.yaml", "mix.exs", "Cargo.toml",
}  # fmt: skip
FRAGMENTS = st.sampled_from(
    ["posthog", "name", "version", "dependencies", "packages", "project", "[[package]]", "npm:", "@", "1.2.3", "\n",
     " ", "  ", '"', "'", "\\", "{", "}", "[", "]", ":", ",", "=", "#", "/*", "//", "node_modules/",
     '"""', "-e ", "\r\n", "(", ")", "<", ">", "/>", "</", "<dependency>", "<PackageReference Include=",
     "<!--", "<!DOCTYPE", "&",
     "gem ", "pod ", "s.name", "def deps do", "{:posthog, ", ".package(url: ", "implementation ", "plugins {",
     "$", "${", "ext.", "by extra", "id ", "alias(libs.", "[options]", "install_requires", "- ", "pins", "PODS:", "~>",
     "end", "github ", "XCRemoteSwiftPackageReference", "[dependencies]", "workspace = true", "\t", "é", "\U0001f600"]
)  # fmt: skip


def test_every_format_is_a_manifest() -> None:
    assert all(is_manifest(name) and is_manifest(f"a/b/{name}") for name in FILES)


@pytest.mark.parametrize("file", FILES)
@settings(deadline=None)
@given(data=st.one_of(st.binary(), st.lists(FRAGMENTS, max_size=60).map(lambda parts: "".join(parts).encode())))
def test_no_content_raises(file: str, data: bytes) -> None:
    manifest = parse_manifest(file, data, lambda _ecosystem, _name: True)
    lines = data.count(b"\n") + 1
    assert all(1 <= each.line <= lines and each.manifest == file for each in manifest.dependencies)
    assert manifest.own is None or file in OWN


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
        ("package.json", "[" * 400_000),
        ("bun.lock", '"posthog":' + " " * 400_000),
        ("pyproject.toml", "[" + " " * 400_000),
        ("pyproject.toml", '"""posthog' * 40_001 + "\\"),
        ("poetry.lock", "[[package]]" + " \t" * 200_000),
        ("requirements.txt", "posthog[" + " " * 400_000),
        ("yarn.lock", "posthog@" * 50_000),
        ("pnpm-lock.yaml", "packages:\n  " + "posthog@" * 50_000),
        ("setup.cfg", "[options]\n" + "a" * 400_000),
        ("setup.cfg", "[" * 400_000),
        ("Gemfile", "%w[" * 100_000),
        ("Gemfile", "=begin\n" * 50_000),
        ("Gemfile", "gem " * 100_000),
        ("Gemfile", "gem (" * 100_000),
        ("Gemfile", '"#{' * 100_000),
        ("mix.exs", '"#{' * 100_000),
        ("mix.exs", "{:a, " * 100_000),
        ("Package.swift", "/*" * 150_000),
        ("Package.swift", ".package(url: " * 30_000),
        ("build.gradle", "/*" * 200_000),
        ("build.gradle", '"${' * 150_000),
        ("build.gradle", "platform " * 50_000),
        ("build.gradle", "dependencies {" * 50_000),
        ("build.gradle", "dependencies { a(" + "(" * 300_000),
        ("build.gradle", "\n;" * 200_000),
        ("build.gradle.kts", "a = b + " * 50_000),
        ("pom.xml", "<a>" * 100_000),
        ("pom.xml", "<a " + "b='' " * 80_000),
        ("Shop.csproj", "<PropertyGroup>" * 30_000),
        ("pubspec.yaml", "- " * 100_000),
        ("pubspec.yaml", "[" * 100_000),
        ("pubspec.yaml", "a: " * 100_000),
        ("pubspec.yaml", "a: &a [*a]\n" * 100),
        ("Cargo.toml", "[a" + ".b" * 100_000 + "]"),
        ("Cargo.lock", "[[package]]\n" * 40_000),
        ("project.pbxproj", "XCRemoteSwiftPackageReference = {" * 10_000),
        ("Cartfile", "github " * 60_000),
    ],
)
def test_hostile_text_ends(file: str, text: str) -> None:
    assert read_manifest(file, text.encode(), lambda _ecosystem, name: name == "posthog") == []


BOMB = """<?xml version="1.0"?>
<!DOCTYPE project [<!ENTITY a "posthog"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>
<project><dependencies><dependency><groupId>&c;</groupId><artifactId>&b;</artifactId></dependency></dependencies></project>
"""


@pytest.mark.parametrize(
    ("file", "text", "names", "problem"),
    [
        ("package.json", '{"dependencies": {"posthog-js": "1.0.0"', [], "Expecting ',' delimiter: line 1 column 40"),
        ("composer.lock", "<<<<<<< HEAD", [], "Expecting value: line 1 column 1"),
        ("Cargo.toml", "[dependencies\nposthog-rs = 1", [], "Expected ']'"),
        ("setup.cfg", "posthog==1\n[options]\n", [], "no valid INI file"),
        ("pom.xml", BOMB, [], "a document type declaration"),
        (
            "pom.xml",
            "<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency><dep",
            ["a:b"],
            "no valid XML (unclosed token: line 1",
        ),
        (
            "App.csproj",
            '<Project><PackageReference Include="PostHog"/></Item>',
            ["posthog"],
            "no valid XML (mismatched",
        ),
        ("pubspec.yaml", "dependencies:\n  posthog_flutter: 4.0.0\n\tx: [", ["posthog_flutter"], "no valid YAML"),
        ("pubspec.yaml", "a: b\n" * 60_000, [], "300,000 characters, more than the limit of 262,144"),
        ("Gemfile", "gem 'a'\n" + "(" * 201, [], "brackets nested too deeply"),
        ("Gemfile", "#" * 1_100_000, [], "1,100,000 bytes, more than the limit of 1,048,576"),
        ("build.gradle", "dependencies { a 'b:c:1' }\n" + "a {" * 201, ["b:c"], "blocks nested too deeply"),
        ("Package.swift", "let a = [\n" + "/*" * 40_000, [], "text that keeps the parser busy"),
    ],
)
def test_what_is_wrong_is_said_and_what_stands_before_it_kept(
    file: str, text: str, names: list[str], problem: str
) -> None:
    manifest = parse_manifest(file, text.encode(), lambda _ecosystem, _name: True)
    assert [each.name for each in manifest.dependencies] == names
    assert problem in (manifest.problem or "")


def test_a_grammar_that_is_not_installed_is_a_problem_of_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter_ruby", None)
    _language.cache_clear()
    manifest = parse_manifest("Gemfile", b"gem 'posthog-ruby'", lambda _ecosystem, _name: True)
    assert manifest.dependencies == []
    assert (manifest.problem or "").startswith("the grammar tree-sitter-ruby can't be loaded")
    monkeypatch.undo()
    assert parse_manifest("Gemfile", b"gem 'posthog-ruby'", lambda _ecosystem, _name: True).problem is None


@pytest.mark.parametrize("file", FILES)
def test_a_sound_or_empty_file_has_no_problem(file: str) -> None:
    # An empty JSON or XML document is a broken one, and names no package.
    broken = {"json", "lock", "xml", "config", "csproj", "fsproj", "props", "resolved"}
    manifest = parse_manifest(file, b"", lambda _ecosystem, _name: True)
    assert manifest.dependencies == []
    assert manifest.problem is None or file.rpartition(".")[2] in broken


@pytest.mark.parametrize(
    ("ecosystem", "written", "name"),
    [
        ("pypi", "Sentry_SDK", "sentry-sdk"),
        ("npm", "@Sentry/node", "@Sentry/node"),
        ("nuget", "PostHog.AspNetCore", "posthog.aspnetcore"),
        ("composer", "PostHog/posthog-php", "posthog/posthog-php"),
        ("swift", "PostHog", "PostHog"),
        ("swift", "https://github.com/PostHog/posthog-ios.git", "github.com/posthog/posthog-ios"),
        ("swift", "git@github.com:PostHog/posthog-ios.git", "github.com/posthog/posthog-ios"),
        ("swift", "ssh://git@github.com:22/PostHog/posthog-ios/", "github.com:22/posthog/posthog-ios"),
        ("swift", "github.com/PostHog/posthog-ios", "github.com/posthog/posthog-ios"),
    ],
)
def test_names_have_one_form(ecosystem: str, written: str, name: str) -> None:
    assert normal_name(ecosystem, written) == name
    assert normal_name(ecosystem, name) == name


@pytest.mark.parametrize(
    ("file", "text", "own"),
    [
        ("posthog.gemspec", "Gem::Specification.new do |s|\n  s.name = 'posthog-ruby'\nend", ("gem", "posthog-ruby")),
        ("PostHog.podspec", "Pod::Spec.new do |s|\n  s.name = 'PostHog'\nend", ("swift", "PostHog")),
        ("composer.json", '{"name": "posthog/posthog-php"}', ("composer", "posthog/posthog-php")),
        ("setup.cfg", "[metadata]\nname = PostHog\n", ("pypi", "posthog")),
        (
            "pom.xml",
            "<project><parent><groupId>com.posthog.java</groupId></parent><artifactId>posthog</artifactId></project>",
            ("maven", "com.posthog.java:posthog"),
        ),
        (
            "src/PostHog/PostHog.csproj",
            "<Project><PropertyGroup><PackageId>PostHog</PackageId></PropertyGroup></Project>",
            ("nuget", "posthog"),
        ),
        ("pubspec.yaml", "name: posthog_flutter\n", ("pub", "posthog_flutter")),
        ("mix.exs", 'def project do\n [app: :posthog, version: "1.0.0"]\nend', ("hex", "posthog")),
        ("Cargo.toml", '[package]\nname = "posthog-rs"', ("cargo", "posthog-rs")),
    ],
)
def test_the_name_that_a_manifest_gives_its_own_package(file: str, text: str, own: tuple[str, str]) -> None:
    assert parse_manifest(file, text.encode(), []).own == own
    assert parse_manifest(file, text.encode(), lambda _ecosystem, _name: True).dependencies == []
