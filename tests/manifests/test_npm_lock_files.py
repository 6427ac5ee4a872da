"""Lock files of npm, yarn, pnpm and bun: each version that is installed, on the line of its entry."""

from __future__ import annotations

import json

import pytest

from readiness_scan.manifests import read_manifest

WANTED = {("npm", "posthog-js"), ("npm", "@posthog/react")}

NPM_1 = """{
  "lockfileVersion": 1,
  "dependencies": {
    "a": {
      "version": "1.0.0",
      "requires": {"posthog-js": "^1.0.0"},
      "dependencies": {
        "posthog-js": {"version": "1.0.5", "dev": true}
      }
    },
    "posthog-js": {
      "version": "1.2.3"
    }
  }
}"""
NPM_3 = """{
  "lockfileVersion": 3,
  "packages": {
    "": {"name": "posthog-js", "dependencies": {"posthog-js": "^1"}},
    "node_modules/posthog-js": {
      "version": "1.2.3"
    },
    "apps/web/node_modules/posthog-js": {"version": "1.0.5", "dev": true},
    "node_modules/ph": {"name": "@posthog/react", "version": "1.1.0", "peer": true},
    "node_modules/@posthog/react": {"resolved": "packages/react", "link": true},
    "packages/posthog-js": {"version": "9.9.9"}
  },
  "dependencies": {"posthog-js": {"version": "1.2.3"}}
}"""
YARN_CLASSIC = """# yarn lockfile v1


"@posthog/react@^1.0.0", "@posthog/react@^1.1.0":
  version "1.1.0"
  dependencies:
    posthog-js "^1.0.0"

"ph@npm:posthog-js@^1.0.0":
  version "1.0.5"

posthog-js@^1.2.0:
  version "1.2.3"
  resolved "https://example.invalid/posthog-js-1.2.3.tgz"
"""
YARN_BERRY = """__metadata:
  version: 8

"@posthog/react@npm:^1.0.0, @posthog/react@npm:^1.1.0":
  version: 1.1.0
  resolution: "@posthog/react@npm:1.1.0"

"posthog-js@npm:^1.2.0":
  version: 1.2.3

"posthog-js@patch:posthog-js@npm%3A1.2.3#./fix.patch":
  version: 1.2.3

"posthog-js@workspace:packages/browser":
  version: 0.0.0-use.local
"""
PNPM_5 = """lockfileVersion: 5.4
dependencies:
  posthog-js: 1.2.3
packages:

  /@posthog/react/1.1.0_react@18.2.0:
    resolution: {integrity: sha512-x}
    dev: true

  /posthog-js/1.2.3:
    resolution: {integrity: sha512-x}
    dev: false
"""
PNPM_6 = """lockfileVersion: '6.0'
packages:
  /@posthog/react@1.1.0(react@18.2.0):
    dev: true
  /posthog-js@1.2.3:
    dev: false
"""
PNPM_9 = """lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      posthog-js:
        specifier: ^1.2.0
        version: 1.2.3
packages:
  '@posthog/react@1.1.0':
    resolution: {integrity: sha512-x}
  posthog-js@1.2.3: {}
  posthog-js@file:../posthog-js:
    resolution: {directory: ../posthog-js}
snapshots:
  posthog-js@1.2.3: {}
"""
BUN = """{
  "lockfileVersion": 1,
  "workspaces": {"": {"dependencies": {"posthog-js": "^1.2.0",},},},
  "packages": {
    "web": ["web@workspace:apps/web"],
    "@posthog/react": ["@posthog/react@1.1.0", "", {"dependencies": {"posthog-js": "^1"}}, "sha512-x"],
    "posthog-js": ["posthog-js@1.2.3", "", {}, "sha512-x"],
  },
}"""


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("package-lock.json", NPM_1, [("posthog-js", "1.0.5", 8), ("posthog-js", "1.2.3", 11)]),
        (
            "npm-shrinkwrap.json",
            NPM_3,
            [("posthog-js", "1.2.3", 5), ("posthog-js", "1.0.5", 8), ("@posthog/react", "1.1.0", 9)],
        ),
        (
            "yarn.lock",
            YARN_CLASSIC,
            [("@posthog/react", "1.1.0", 4), ("posthog-js", "1.0.5", 9), ("posthog-js", "1.2.3", 12)],
        ),
        ("yarn.lock", YARN_BERRY, [("@posthog/react", "1.1.0", 4), ("posthog-js", "1.2.3", 8)]),
        ("pnpm-lock.yaml", PNPM_5, [("@posthog/react", "1.1.0", 6), ("posthog-js", "1.2.3", 10)]),
        ("pnpm-lock.yaml", PNPM_6, [("@posthog/react", "1.1.0", 3), ("posthog-js", "1.2.3", 5)]),
        ("pnpm-lock.yaml", PNPM_9, [("@posthog/react", "1.1.0", 9), ("posthog-js", "1.2.3", 11)]),
        ("bun.lock", BUN, [("@posthog/react", "1.1.0", 6), ("posthog-js", "1.2.3", 7)]),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_versions_and_lines(file: str, text: str, expected: list[tuple[str, str, int]], newline: str) -> None:
    found = read_manifest(f"web/{file}", text.replace("\n", newline).encode(), WANTED)
    assert [(d.name, d.version, d.line) for d in found] == expected
    assert {(d.ecosystem, d.specifier, d.manifest, d.from_lock) for d in found} == {("npm", None, f"web/{file}", True)}


def test_groups_where_the_format_tells() -> None:
    for file, text in (("package-lock.json", NPM_1), ("package-lock.json", NPM_3), ("pnpm-lock.yaml", PNPM_6)):
        found = read_manifest(file, text.encode(), WANTED)
        assert {d.group for d in found} >= {"runtime", "development"}
    assert [d.group for d in read_manifest("package-lock.json", NPM_3.encode(), WANTED)][-1] == "peer"


def test_a_table_of_endless_depth_ends() -> None:
    nested: dict[str, object] = {"version": "1.0.0"}
    for _ in range(300):
        nested = {"version": "1.0.0", "dependencies": {"posthog-js": nested}}
    found = read_manifest("package-lock.json", json.dumps(nested).encode(), WANTED)
    assert 0 < len(found) <= 300
