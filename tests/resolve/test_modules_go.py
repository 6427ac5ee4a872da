from __future__ import annotations

import pytest
from module_trees import go

SHOP = {
    "go.mod": "module example.com/shop\n\ngo 1.22\n\nreplace github.com/forked/log => ./libs/log // ours\n",
    "libs/log/go.mod": "module github.com/ours/log\n",
    "tools/go.mod": 'module "example.com/shop/tools"\n',
    "web/go-track/track.go": "/*\npackage nothing\n*/\n// Package track tracks.\npackage track\n",
    "mixed/a_test.go": "package mixed_test\n",
    "mixed/b.go": "//go:build ignore\n\npackage main\n",
    "mixed/c.go": "package mixed\n",
}


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("example.com/shop", "main.go"),
        ("example.com/shop/api", "api/a.go"),
        ("example.com/shop/api/v2", "api/v2/x.go"),
        ("example.com/shop/absent", None),
        ("example.com/shopping", None),
        ("example.com/shop/tools/gen", "tools/gen/gen.go"),
        ("github.com/forked/log/level", "libs/log/level/level.go"),
        ("github.com/ours/log", "libs/log/log.go"),
        ("example.com/shop/mixed", "mixed/c.go"),
        ("example.com/shop/tests", None),
        ("github.com/far/away", None),
        ("fmt", None),
        ("./api", "api/a.go"),
        ("../api", None),
        ("", None),
    ],
)
def test_import_paths(specifier: str, expected: str | None) -> None:
    modules = go(
        "main.go",
        "api/b.go",
        "api/a.go",
        "api/v2/x.go",
        "tests/only_test.go",
        "tools/gen/gen.go",
        "libs/log/log.go",
        "libs/log/level/level.go",
        "vendor/github.com/far/away/away.go",
        files=SHOP,
    )
    assert modules.resolve(specifier, "main.go") == expected


def test_of_modules_with_one_path_the_nearest_is_meant() -> None:
    modules = go(
        "one/app/x.go",
        "one/app/names/n.go",
        "two/app/x.go",
        "two/app/names/n.go",
        files={"one/app/go.mod": "module acme.example/app", "two/app/go.mod": "module acme.example/app"},
    )
    assert modules.resolve("acme.example/app/names", "one/app/x.go") == "one/app/names/n.go"
    assert modules.resolve("acme.example/app/names", "two/app/x.go") == "two/app/names/n.go"


def test_a_tree_without_a_module_file_is_at_its_host_and_owner() -> None:
    modules = go("names/n.go", "cmd/x/x.go")
    assert modules.resolve("github.com/acme/shop/names", "cmd/x/x.go") == "names/n.go"
    assert modules.resolve("acme.example/shop/names", "cmd/x/x.go") is None


def test_packages_name_themselves() -> None:
    modules = go("main.go", files=SHOP)
    assert modules.name_of("example.com/shop/web/go-track", "main.go") == "track"
    assert modules.name_of("github.com/posthog/posthog-go", "main.go") is None


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("github.com/acme/shop/internal/x", "github.com/acme/shop"),
        ("github.com/acme/shop", "github.com/acme/shop"),
        ("gopkg.in/acme/shop.v1/inner", "gopkg.in/acme"),
        ("go.acme.example/shop", "go.acme.example/shop"),
        ("net/http", "net"),
    ],
)
def test_the_module_of_an_import_path(specifier: str, expected: str) -> None:
    assert go().package(specifier) == expected


DECLARING = """package shop

import "fmt"

const Alone = 1

const (
	First = iota // the first
	Second
	third, Fourth = 3, 4
)

var One, two = 1, 2

var (
	held   *Holder
	Typed  map[string]int
	listed []string
)

type Holder struct {
	field int
}

type (
	Named string
	Other = Holder
)

func Function[T any](x T) { fmt.Println(x) }

func (h *Holder) Method() {}

func (Named) Value() {}

func (g Generic[T]) Of() {}
"""


@pytest.mark.parametrize(
    "name",
    [
        *("Alone", "First", "Second", "third", "Fourth", "One", "two", "held", "Typed", "listed"),
        *("Holder", "Named", "Other", "Function", "Generic"),
    ],
)
def test_peers_declare_names_and_add_methods(name: str) -> None:
    modules = go("shop/asking.go", files={"shop/declaring.go": DECLARING})
    assert modules.peers("shop/asking.go", name) == ["shop/declaring.go"]


@pytest.mark.parametrize("name", ["Method", "fmt", "x", "absent", "len", "string"])
def test_peers_declare_no_other_names(name: str) -> None:
    modules = go("shop/asking.go", files={"shop/declaring.go": DECLARING})
    assert not modules.peers("shop/asking.go", name)


def test_a_package_is_a_folder_and_a_clause_and_tests_see_more() -> None:
    modules = go(
        files={
            "shop/a.go": "package shop\n\nvar x = 1\n",
            "shop/b.go": "package shop\n\nvar x = 2\n",
            "shop/main.go": "package main\n\nvar x = 3\n",
            "shop/in_test.go": "package shop\n\nvar x = 4\n",
            "shop/out_test.go": "package shop_test\n\nvar x = 5\n",
            "shop/inner/c.go": "package shop\n\nvar x = 6\n",
        }
    )
    assert modules.peers("shop/a.go", "x") == ["shop/b.go"]
    assert modules.peers("shop/in_test.go", "x") == ["shop/a.go", "shop/b.go"]
    assert modules.peers("shop/out_test.go", "x") == []
    assert modules.peers("shop/main.go", None) == []
    assert modules.peers("shop/b.go", None) == ["shop/a.go"]
