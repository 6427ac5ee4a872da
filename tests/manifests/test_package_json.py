from __future__ import annotations

from readiness_scan.manifests import ManifestDependency, own_name, read_manifest

WANTED = {("npm", "posthog-js"), ("npm", "@posthog/react"), ("npm", "posthog-node")}


def test_each_table_gives_its_group_and_line() -> None:
    data = b"""{
  "name": "posthog-js-demo",
  "scripts": {"dependencies": "posthog-js"},
  "dependencies": {"react": "^18", "posthog-js": "^1.200.0"},
  "devDependencies": {
    "posthog-node": "5.8.1"
  },
  "peerDependencies": {"@posthog/react": ">=1"},
  "optionalDependencies": {"posthog-js": "latest"}
}"""
    assert read_manifest("web/package.json", data, WANTED) == [
        ManifestDependency("npm", "posthog-js", "^1.200.0", None, "web/package.json", 4, False, "runtime"),
        ManifestDependency("npm", "posthog-node", "5.8.1", "5.8.1", "web/package.json", 6, False, "development"),
        ManifestDependency("npm", "@posthog/react", ">=1", None, "web/package.json", 8, False, "peer"),
        ManifestDependency("npm", "posthog-js", "latest", None, "web/package.json", 9, False, "optional"),
    ]


def test_an_alias_is_known_by_what_it_installs() -> None:
    data = (
        b'{"dependencies": {"ph": "npm:posthog-js@1.2.3", "ph-react": "npm:@posthog/react", "posthog-node": "npm:^5"}}'
    )
    assert [(d.name, d.specifier, d.version) for d in read_manifest("package.json", data, WANTED)] == [
        ("posthog-js", "npm:posthog-js@1.2.3", "1.2.3"),
        ("@posthog/react", "npm:@posthog/react", None),
        ("posthog-node", "npm:^5", None),
    ]


def test_escaped_slashes_comments_and_trailing_commas_are_read() -> None:
    data = b'// hand-made\n{"dependencies": {\n  "@posthog\\/react": "=1.0.0", /* soon: "posthog-js": "1" */\n},}'
    assert [(d.name, d.version, d.line) for d in read_manifest("package.json", data, WANTED)] == [
        ("@posthog/react", "1.0.0", 3)
    ]


def test_shapes_that_npm_would_refuse_give_what_can_be_read() -> None:
    data = b'{"dependencies": ["posthog-js"], "devDependencies": {"posthog-js": {"version": 1}}, "peerDependencies": 3}'
    assert [(d.name, d.specifier, d.group) for d in read_manifest("package.json", data, WANTED)] == [
        ("posthog-js", None, "development")
    ]
    assert read_manifest("package.json", b'{"dependencies": {"posthog-js": "1"', WANTED) == []
    assert read_manifest("package.json", b'["posthog-js"]', WANTED) == []
    assert read_manifest("package.json", b'{"posthog-js":' * 100_000, WANTED) == []


def test_own_name() -> None:
    assert own_name("a/package.json", b'\xef\xbb\xbf{"name": "@acme/web"}') == ("npm", "@acme/web")
    assert own_name("a/package.json", b'{"name": 3}') is None
    assert own_name("a/package-lock.json", b'{"name": "web"}') is None
