from __future__ import annotations

from itertools import permutations

import pytest

from readiness_scan.errors import GitError
from readiness_scan.model.scan_report import TreeMarkers
from readiness_scan.model.verdict import Classification
from readiness_scan.readiness.classify import classify, tree_markers

FRONTEND, BACKEND = Classification.FRONTEND_JS, Classification.BACKEND_SERVICE
SDK, SANDBOX, UNKNOWN = Classification.SDK_OR_LIBRARY, Classification.TEST_OR_SANDBOX, Classification.UNKNOWN
EMPTY = TreeMarkers()


def unreadable(path: str) -> bytes:
    raise OSError(path)


def tree_of(*paths: str, package_json: bytes = b"{}") -> TreeMarkers:
    def read(path: str) -> bytes:
        assert path == "package.json"
        return package_json

    return tree_markers(paths, read)


@pytest.mark.parametrize(
    ("name", "expected", "rule"),
    [
        # rule 1: a whole word of the name, singular or plural
        ("acme/test", SANDBOX, 1),
        ("acme/shop-demo", SANDBOX, 1),
        ("acme/Sandboxes", SANDBOX, 1),
        ("acme/payment_examples", SANDBOX, 1),
        ("acme/fixture.data", SANDBOX, 1),
        ("acme/myPlayground2", SANDBOX, 1),
        ("acme/E2ETests", SANDBOX, 1),
        ("acme/sdk-tests", SANDBOX, 1),
        # rule 2
        ("acme/sdk", SDK, 2),
        ("acme/payments-sdks", SDK, 2),
        ("acme/go-client", SDK, 2),
        ("acme/libraries", SDK, 2),
        ("acme/MathLib", SDK, 2),
        ("acme/JSLib", SDK, 2),
        ("acme/mobileSDKs", SDK, 2),
        # rule 4: front end before back end
        ("acme/web", FRONTEND, 4),
        ("acme/my-site", FRONTEND, 4),
        ("acme/frontends", FRONTEND, 4),
        ("acme/ShopApp", FRONTEND, 4),
        ("acme/next.js", FRONTEND, 4),
        ("acme/web3", FRONTEND, 4),
        ("acme/web-server", FRONTEND, 4),
        ("acme/backend", BACKEND, 4),
        ("acme/shop_server", BACKEND, 4),
        ("acme/payment-APIs", BACKEND, 4),
        ("acme/infra", BACKEND, 4),
        ("acme/monorepo", BACKEND, 4),
        # rule 6, with the misfires of substring rules
        ("acme/shop", UNKNOWN, 6),
        ("acme/contest", UNKNOWN, 6),
        ("acme/latest-news", UNKNOWN, 6),
        ("acme/libra", UNKNOWN, 6),
        ("acme/protest", UNKNOWN, 6),
        ("acme/application", UNKNOWN, 6),
        ("demo/shop", UNKNOWN, 6),
        ("contest-site", FRONTEND, 4),
    ],
)
def test_names(name: str, expected: Classification, rule: int) -> None:
    found = classify(name, is_folder_name=False, tree=EMPTY)
    assert found.classification is expected
    assert found.decided_by[-1].startswith(f"rule {rule}: ")
    assert (found.excluding_word is not None) == expected.excluded


@pytest.mark.parametrize(
    ("paths", "expected", "rule"),
    [
        # rule 3: more of one side, anywhere in the tree
        (("package.json",), FRONTEND, 3),
        (("apps/web/next.config.ts", "apps/web/package.json", "api/go.mod"), FRONTEND, 3),
        (("a/vite.config.js",), FRONTEND, 3),
        (("a/b/c/nuxt.config.ts",), FRONTEND, 3),
        (("deep/package.json", "main.py"), FRONTEND, 3),
        (("pyproject.toml",), BACKEND, 3),
        (("requirements.txt", "x/Cargo.toml", "package.json"), BACKEND, 3),
        (("pom.xml",), BACKEND, 3),
        (("build.gradle",), BACKEND, 3),
        (("app/build.gradle.kts", "page.tsx"), BACKEND, 3),
        # rule 5: even or no markers
        (("a.tsx",), FRONTEND, 5),
        (("a/b.jsx", "c.py"), FRONTEND, 5),
        (("package.json", "go.mod", "x.tsx"), FRONTEND, 5),
        (("x.py",), BACKEND, 5),
        (("x/main.go",), BACKEND, 5),
        (("Main.java",), BACKEND, 5),
        (("lib.rs",), BACKEND, 5),
        (("package.json", "pom.xml", "x.py"), BACKEND, 5),
        # rule 6: look-alikes of markers and file types
        ((), UNKNOWN, 6),
        (("index.js", "index.ts", "app.rb"), UNKNOWN, 6),
        (("next.config.mjs", "vite.config.mts"), UNKNOWN, 6),
        (("cargo.toml", "Package.json", "Pipfile"), UNKNOWN, 6),
        (("package.json", "go.mod"), UNKNOWN, 6),
        (("package.json/readme", "a.PY"), UNKNOWN, 6),
    ],
)
def test_trees(paths: tuple[str, ...], expected: Classification, rule: int) -> None:
    found = classify("acme/shop", is_folder_name=False, tree=tree_of(*paths))
    assert found.classification is expected
    assert found.decided_by[-1].startswith(f"rule {rule}: ")


def test_the_tree_goes_before_the_words_of_rule_four() -> None:
    found = classify("acme/web", is_folder_name=False, tree=TreeMarkers(frontend=1, backend=4))
    assert found.classification is BACKEND
    assert found.decided_by == ("rule 3: 4 backend markers against 1",)


@pytest.mark.parametrize("name", ["test", "demo-shop", "my-sdk", "client", "examples"])
def test_a_folder_name_excludes_nothing(name: str) -> None:
    assert classify(name, is_folder_name=True, tree=EMPTY).classification is UNKNOWN


def test_a_folder_name_serves_rule_four() -> None:
    assert classify("client-web", is_folder_name=True, tree=EMPTY).classification is FRONTEND


APPLICATION_ROOTS = [
    ("next.config.mjs",),
    ("nuxt.config.ts",),
    ("svelte.config.js",),
    ("astro.config.mjs",),
    ("angular.json",),
    ("index.html", "vite.config.ts"),
    ("manage.py",),
    ("config.ru",),
    ("artisan",),
]


@pytest.mark.parametrize("paths", APPLICATION_ROOTS)
def test_rule_two_respects_an_application(paths: tuple[str, ...]) -> None:
    found = classify("acme/client-portal", is_folder_name=False, tree=tree_of(*paths))
    assert not found.classification.excluded
    assert found.decided_by[0].startswith("rule 2 skipped: ")
    assert paths[0] in found.decided_by[0]


@pytest.mark.parametrize("paths", APPLICATION_ROOTS)
def test_rule_one_respects_no_application(paths: tuple[str, ...]) -> None:
    assert classify("acme/demo", is_folder_name=False, tree=tree_of(*paths)).classification is SANDBOX


@pytest.mark.parametrize("paths", [(*(f"packages/web/{path}" for path in paths),) for paths in APPLICATION_ROOTS])
def test_an_application_below_the_root_is_none(paths: tuple[str, ...]) -> None:
    assert classify("acme/client-portal", is_folder_name=False, tree=tree_of(*paths)).classification is SDK


@pytest.mark.parametrize("paths", [("index.html",), ("vite.config.ts",), ("index.html", "web/vite.config.ts")])
def test_a_page_needs_its_bundler_beside_it(paths: tuple[str, ...]) -> None:
    assert tree_of(*paths).application_root is None


@pytest.mark.parametrize(
    ("text", "private"),
    [
        (b'{"private": true}', True),
        (b'\xef\xbb\xbf{"private": true}', True),
        ('{"private": true}'.encode("utf-16"), True),
        (b'{"private": false}', False),
        (b'{"private": "true"}', False),
        (b'{"private": 1}', False),
        (b'{"scripts": {"private": true}}', False),
        (b'["private", true]', False),
        (b'{"private": true', False),
        (b"", False),
        (b"\xff\xfe\x00", False),
        (b"[" * 200_000, False),
    ],
)
def test_a_private_package_is_an_application(text: bytes, private: bool) -> None:
    assert tree_of("package.json", package_json=text).application_root == ("package.json" if private else None)


def test_an_unreadable_package_is_no_application() -> None:
    def broken(path: str) -> bytes:
        raise GitError(path)

    assert tree_markers(["package.json"], unreadable).application_root is None
    assert tree_markers(["package.json"], broken).application_root is None


def test_the_order_of_paths_tells_nothing() -> None:
    paths = ("package.json", "next.config.js", "manage.py", "a/go.mod")
    assert len({tree_of(*order) for order in permutations(paths)}) == 1


REFERENCE_HINTS = (
    (SANDBOX, ("test", "sandbox", "demo", "example", "fixture", "playground")),
    (SDK, ("sdk", "client", "library", "lib")),
    (FRONTEND, ("web", "frontend", "site", "app", "js")),
    (BACKEND, ("backend", "server", "api", "infra", "monorepo")),
)


def test_bare_words_are_classified_as_by_substrings() -> None:
    words = [word for _, hints in REFERENCE_HINTS for word in hints] + ["shop"]
    for name in (f"{first}-{second}" for first, second in permutations(words, 2)):
        expected = next((kind for kind, hints in REFERENCE_HINTS if any(hint in name for hint in hints)), UNKNOWN)
        assert classify(f"acme/{name}", is_folder_name=False, tree=EMPTY).classification is expected, name
