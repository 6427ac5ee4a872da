"""What each format says beyond what the fixtures show: groups, ranges, what is no dependency, which lock serves."""

from __future__ import annotations

import pytest

from readiness_scan.manifests import ManifestDependency, Project, parse_manifest, with_locked_versions


def read(path: str, text: str, files: dict[str, str] | None = None) -> list[ManifestDependency]:
    """Every dependency of a file that stands in a tree with others."""
    others = {name: content.encode() for name, content in (files or {}).items()}
    manifest = parse_manifest(path, text.encode(), lambda _ecosystem, _name: True, Project({*others, path}, others.get))
    assert manifest.problem is None
    return manifest.dependencies


def brief(path: str, text: str, files: dict[str, str] | None = None) -> list[tuple[str, str | None, str | None, str]]:
    return [(item.name, item.specifier, item.version, item.group) for item in read(path, text, files)]


@pytest.mark.parametrize(
    ("path", "text", "groups"),
    [
        ("Pipfile", "[packages]\na='*'\n[dev-packages]\nb='*'\n[docs]\nc='*'", ["runtime", "development", "optional"]),
        ("setup.cfg", "[options]\ninstall_requires=a\ntests_require=b\n[options.extras_require]\nx=c\n",
         ["runtime", "development", "optional"]),
        ("Gemfile", "gem 'a'\ngroup(:test) { gem 'b' }\ngem 'c', groups: [:test, :production]\ngem 'd', group: :test",
         ["runtime", "development", "runtime", "development"]),
        ("a.gemspec", "s.add_dependency 'a'\ns.add_development_dependency 'b'", ["runtime", "development"]),
        ("composer.json", '{"require": {"a/a": "1"}, "require-dev": {"a/b": "1"}}', ["runtime", "development"]),
        ("build.gradle", ("dependencies {\napi 'a:a'\ntestImplementation 'a:b'\nandroidTestApi 'a:c'\nkapt 'a:d'\n"
         "constraints { api 'a:e' }\nlatestRuntime 'a:f' }"),
         ["runtime", "development", "development", "development", "managed", "runtime"]),
        ("a.csproj", ('<Project><PackageReference Include="a"/><PackageReference Include="b"><PrivateAssets>All'
         '</PrivateAssets></PackageReference><PackageVersion Include="c"/></Project>'),
         ["runtime", "development", "managed"]),
        ("packages.config", '<packages><package id="a"/><package id="b" developmentDependency="true"/></packages>',
         ["runtime", "development"]),
        ("pubspec.yaml", "dependencies:\n  a: any\ndev_dependencies:\n  b: any\n", ["runtime", "development"]),
        ("mix.exs", '[{:a, "1.0"}, {:b, "1.0", only: :test}, {:c, "1.0", only: [:dev, :prod]}]',
         ["runtime", "development", "runtime"]),
        ("Cargo.toml", ("[dependencies]\na='1'\nb={version='1',optional=true}\n[build-dependencies]\nc='1'\n"
         "[workspace.dependencies]\nd='1'"), ["runtime", "optional", "development", "managed"]),
    ],
)  # fmt: skip
def test_groups(path: str, text: str, groups: list[str]) -> None:
    assert [item.group for item in read(path, text)] == groups


@pytest.mark.parametrize(
    ("path", "text", "specifier", "version"),
    [
        ("Gemfile", "gem 'a', '1.2.3'", "1.2.3", "1.2.3"),
        ("Gemfile", "gem 'a', '>= 1', '< 2'", ">= 1, < 2", None),
        ("Gemfile", "gem 'a', [\"= 1.2\"]", "= 1.2", "1.2"),
        ("Gemfile", "A = '1.2'\nA = '1.3'\ngem 'a', A", None, None),
        ("Gemfile", "A = '1.2'\ngem 'a', \"~> #{A}\"", "~> 1.2", None),
        ("Gemfile", "gem 'a', github: 'a/a'", "a/a", None),
        ("composer.json", '{"require": {"a/a": "v1.2.3"}}', "v1.2.3", "1.2.3"),
        ("composer.json", '{"require": {"a/a": "1.2.*"}}', "1.2.*", None),
        ("composer.json", '{"require": {"a/a": "dev-main"}}', "dev-main", None),
        ("build.gradle", "dependencies { a 'a:b:1.2.3@aar' }", "1.2.3", "1.2.3"),
        ("build.gradle", "dependencies { a 'a:b:1.2.3:sources' }", "1.2.3", "1.2.3"),
        ("build.gradle", "dependencies { a 'a:b:1.2.3!!' }", "1.2.3!!", "1.2.3"),
        ("build.gradle", "dependencies { a 'a:b:latest.release' }", "latest.release", None),
        ("build.gradle", "dependencies { a 'a:b:[1.0, 2.0)' }", "[1.0, 2.0)", None),
        ("build.gradle", "v = '1'\nv = '2'\ndependencies { a \"a:b:$v\" }", "$v", None),
        ("build.gradle", "v = \"$v\"\ndependencies { a \"a:b:$v\" }", "$v", None),
        ("build.gradle", "dependencies { a \"a:b:\\$v\" }", "\\$v", None),
        ("pom.xml", ("<project><properties><v>${v}</v></properties><dependencies><dependency><groupId>a</groupId>"
         "<artifactId>b</artifactId><version>${v}</version></dependency></dependencies></project>"), "${v}", None),
        ("a.csproj", '<Project><PackageReference Include="a" Version="[1.2.3]"/></Project>', "[1.2.3]", "1.2.3"),
        ("a.csproj", '<Project><PackageReference Include="a" Version="1.*"/></Project>', "1.*", None),
        ("Package.swift", 'let a = [.package(url: "https://x/a", "1.0.0"..<"2.0.0")]', '"1.0.0"..<"2.0.0"', None),
        ("Package.swift", 'let a = [.package(url: "https://x/a", branch: "main")]', 'branch: "main"', None),
        ("Cartfile", 'github "a/a" >= 1.0', ">= 1.0", None),
        ("pubspec.yaml", "dependencies:\n  a: 1.2.3\n", "1.2.3", "1.2.3"),
        ("pubspec.yaml", "dependencies:\n  a:\n    git:\n      url: https://x/a\n", "https://x/a", None),
        ("mix.exs", '[{:a, "== 1.2.3"}]', "== 1.2.3", "1.2.3"),
        ("mix.exs", "[{:a, path: \"../a\"}]", "../a", None),
        ("Cargo.toml", "[dependencies]\na = '1.2.3'", "1.2.3", None),
        ("Cargo.toml", "[dependencies]\na = '=1.2.3'", "=1.2.3", "1.2.3"),
        ("Cargo.toml", "[dependencies]\na.git = 'https://x/a'", "https://x/a", None),
    ],
)  # fmt: skip
def test_ranges_and_exact_versions(path: str, text: str, specifier: str | None, version: str | None) -> None:
    assert [item[1:3] for item in brief(path, text)] == [(specifier, version)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Gemfile", "gemspec\nsource.gem 'a'\n# gem 'a'\n'gem \"a\"'\ngem name\ngem \"#{x}\"\n__END__\ngem 'a'"),
        ("Podfile", "spec.pod 'a'\npods 'a'"),
        ("mix.exs", 'def a, do: {:a, "1.0"}\n[{:a, "phc_x"}, {:a, 1}, {:a, only: :dev}, {"a", "1.0"}]'),
        ("Package.swift", 'let a = [.package(path: "a"), .package(id: "a.b", exact: "1.0.0"), package(u: "https://x/a")]'),
        ("build.gradle", ("implementation 'a:b:1'\ndependencies { project(':a')\nimplementation files('a.jar')\n"
         "implementation 'a'\nimplementation(x) { exclude group: 'a', name: 'b' }\nimplementation ':b:1' }")),
        ("build.gradle", "dependencies { implementation libs.nothing, 'a' + 1 }\napply from: 'a.gradle'"),
        ("build.gradle", "plugins { id alias }\nplugins { alias(libs.plugins.nothing) }"),
        ("a.csproj", '<Project><PackageReference Remove="a"/><Reference Include="a"/></Project>'),
        ("pom.xml", "<project><dependencies><exclusion><groupId>a</groupId></exclusion></dependencies></project>"),
        ("pubspec.yaml", "a:\n  dependencies:\n    b: 1\ndependencies: [b]\ndev_dependencies: &a b\n"),
        ("Cartfile", '# github "a/a"\ngitlab "a/a"'),
    ],
)  # fmt: skip
def test_what_is_no_dependency(path: str, text: str) -> None:
    assert [item for item in brief(path, text) if item[0] != ":"] == []


def test_a_catalogue_serves_the_scripts_below_it_under_its_own_name() -> None:
    files = {
        "gradle/libs.versions.toml": "[libraries]\nours = 'a:ours:1.0'\n[plugins]\np = 'a.plugin:2.0'",
        "gradle/extra.versions.toml": "[libraries]\nours-more = {group='a', name='more'}",
        "sub/gradle/libs.versions.toml": "[libraries]\nours = 'a:theirs:2.0'",
    }
    text = (
        "plugins { alias(libs.plugins.p) }\ndependencies { api(libs.ours)\napi(extra.ours.more)\napi(libs.ours.more) }"
    )
    assert brief("app/build.gradle.kts", text, files) == [
        ("a.plugin", "2.0", "2.0", "development"),
        ("a:ours", "1.0", "1.0", "runtime"),
        ("a:more", None, None, "runtime"),
    ]
    assert ("a:theirs", "2.0", "2.0", "runtime") in brief("sub/build.gradle.kts", text, files)


def test_the_nearest_script_or_properties_file_gives_a_name_its_text() -> None:
    files = {"gradle.properties": "v=1.0\nw=1.1", "app/gradle.properties": "v=2.0", "other/build.gradle": "v = '3.0'"}
    text = 'dependencies { api "a:b:$v"\napi "a:c:${project.w}"\napi "a:d:${findProperty("x")}" }'
    assert [item[1] for item in brief("app/build.gradle", text, files)] == ["2.0", "1.1", '${findProperty("x")}']


def test_parents_of_a_pom_are_followed_where_the_tree_holds_them() -> None:
    parent = "<project><artifactId>{0}</artifactId>{1}<properties><{0}>1.0</{0}></properties></project>"
    child = (
        "<project><parent><artifactId>one</artifactId></parent><dependencies><dependency><groupId>a</groupId>"
        "<artifactId>b</artifactId><version>${two}</version></dependency></dependencies></project>"
    )
    up = "<parent><artifactId>two</artifactId><relativePath>../parents</relativePath></parent>"
    files = {"a/pom.xml": parent.format("one", up), "parents/pom.xml": parent.format("two", "")}
    assert brief("a/b/pom.xml", child, files) == [("a:b", "1.0", "1.0", "runtime")]
    files["parents/pom.xml"] = parent.format("three", "")  # another project's
    assert brief("a/b/pom.xml", child, files) == [("a:b", "${two}", None, "runtime")]
    loop = child.replace("one", "loop").replace("<dependencies>", "<artifactId>loop</artifactId><dependencies>")
    assert brief("a/b/pom.xml", loop, {"a/pom.xml": loop, "pom.xml": loop}) == [("a:b", "${two}", None, "runtime")]


@pytest.mark.parametrize(
    ("lock", "manifest", "version"),
    [
        ("Gemfile.lock", "Gemfile", "2.0"),
        ("Gemfile.lock", "app/Gemfile", None),
        ("Cargo.lock", "app/Cargo.toml", "2.0"),
        ("app/Cargo.lock", "Cargo.toml", None),
        ("App.xcworkspace/xcshareddata/swiftpm/Package.resolved", "App.xcodeproj/project.pbxproj", "2.0"),
        (".swiftpm/xcode/package.xcworkspace/xcshareddata/swiftpm/Package.resolved", "Package.swift", "2.0"),
        ("ios/App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved", "Package.swift", None),
        ("uv.lock", "requirements.txt", None),
        ("uv.lock", "api/pyproject.toml", "2.0"),
        ("poetry.lock", "api/pyproject.toml", None),
    ],
)
def test_which_manifests_a_lock_file_serves(lock: str, manifest: str, version: str | None) -> None:
    locked = ManifestDependency("any", "a", None, "2.0", lock, 1, True, "runtime")
    asked = ManifestDependency("any", "a", "^2", None, manifest, 1, False, "runtime")
    assert [item.version for item in with_locked_versions([asked, locked])] == [version, "2.0"]


@pytest.mark.parametrize(
    ("ecosystem", "pinned", "locked", "version"),
    [
        ("npm", "1.0", ["2.0"], "1.0"),  # another folder's lock file perhaps: the pin is sure
        ("maven", "1.0", ["2.0"], "2.0"),  # a bare version is the least that will do
        ("nuget", "1.0", ["2.0", "3.0"], "1.0"),
        ("npm", None, ["2.0", "3.0"], None),
        ("npm", None, ["2.0", "2.0"], "2.0"),
    ],
)
def test_pins_and_lock_files(ecosystem: str, pinned: str | None, locked: list[str], version: str | None) -> None:
    asked = ManifestDependency(ecosystem, "a", "x", pinned, "m", 1, False, "runtime")
    locks = [ManifestDependency(ecosystem, "a", None, each, "l", 1, True, "runtime") for each in locked]
    assert with_locked_versions([asked, *locks])[0].version == version
