from __future__ import annotations

import pytest
from module_trees import ecma


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("./track", "src/track.ts"),
        ("./track.js", "src/track.ts"),
        ("./track.ts", "src/track.ts"),
        ("./View.jsx", "src/View.tsx"),
        ("./node.mjs", "src/node.mts"),
        ("./plain.js", "src/plain.js"),
        ("./legacy.cjs", "src/legacy.cjs"),
        ("./App.vue", "src/App.vue"),
        ("./App", "src/App.vue"),
        ("./worker?worker", "src/worker.ts"),
        ("./site.config", "src/site.config.ts"),
        ("./lib", "src/lib/index.ts"),
        ("./lib/", "src/lib/index.ts"),
        (".", "src/index.tsx"),
        ("./", "src/index.tsx"),
        ("..", "index.js"),
        ("../src/track", "src/track.ts"),
        ("./native", "src/native.native.ts"),
        ("./types", "src/types/index.ts"),
        ("./ambient", "src/ambient.d.ts"),
        ("./ambient.js", "src/ambient.d.ts"),
        ("./data.json", None),
        ("./style.css", None),
        ("./absent", None),
        ("../../outside", None),
    ],
)
def test_relative(specifier: str, expected: str | None) -> None:
    modules = ecma(
        "index.js",
        "src.ts",
        "src/index.tsx",
        "src/track.ts",
        "src/track.d.ts",
        "src/View.tsx",
        "src/node.mts",
        "src/plain.js",
        "src/legacy.cjs",
        "src/App.vue",
        "src/worker.ts",
        "src/site.config.ts",
        "src/lib.css",
        "src/lib/index.ts",
        "src/native.native.ts",
        "src/native.web.ts",
        "src/types.d.ts",
        "src/types/index.ts",
        "src/ambient.d.ts",
        "src/data.json",
        "src/style.css",
    )
    assert modules.resolve(specifier, "src/main.ts") == expected


def test_a_folder_with_a_package_json_means_its_entry() -> None:
    modules = ecma(
        "a/code/start.js",
        "b/index.ts",
        files={"a/package.json": {"main": "code/start"}, "b/package.json": {"main": "."}},
    )
    assert modules.resolve("./a", "main.js") == "a/code/start.js"
    assert modules.resolve("./b", "main.js") == "b/index.ts"


def test_external_packages_stay_external() -> None:
    modules = ecma("src/posthog-js.ts", "src/main.ts", files={"package.json": {"name": "app"}})
    for specifier in ("posthog-js", "@posthog/react", "node:fs", "https://example.invalid/x.js", "", "npm:posthog-js"):
        assert modules.resolve(specifier, "src/main.ts") is None
    assert modules.external_name("posthog-js/react") == ("posthog-js/react", ())
    assert modules.ecosystem == "npm"


# --- tsconfig --------------------------------------------------------------------------------------------------


def test_paths_and_base_url() -> None:
    modules = ecma(
        "app/lib/track.ts",
        "app/generated/api.ts",
        "app/lib/api.ts",
        "app/only.ts",
        "shared/x.ts",
        files={
            "tsconfig.json": """{ // hand-made
                "compilerOptions": {"baseUrl": "./app", "paths": {
                    "@/*": ["./lib/*"], "@/api": ["./generated/api"], "~shared/*.js": ["../shared/*.ts"],
                    "up/*": ["../../*"],
                }, },
            }"""
        },
    )
    assert modules.resolve("@/track", "app/pages/a.tsx") == "app/lib/track.ts"
    assert modules.resolve("@/api", "app/pages/a.tsx") == "app/generated/api.ts"
    assert modules.resolve("~shared/x.js", "app/pages/a.tsx") == "shared/x.ts"
    assert modules.resolve("lib/track", "app/pages/a.tsx") == "app/lib/track.ts"
    assert modules.resolve("only", "app/pages/a.tsx") == "app/only.ts"
    assert modules.resolve("up/only", "app/pages/a.tsx") is None
    assert modules.resolve("react", "app/pages/a.tsx") is None


def test_paths_without_base_url_start_at_the_file_that_states_them() -> None:
    modules = ecma(
        "packages/ui/src/button.ts",
        "apps/web/src/button.ts",
        files={
            "config/base.json": {"compilerOptions": {"paths": {"ui/*": ["../packages/ui/src/*"]}}},
            "config/leaf.json": {"compilerOptions": {"paths": {"#own/*": ["${configDir}/src/*"]}}},
            "apps/web/tsconfig.json": {"extends": "../../config/base"},
            "apps/docs/tsconfig.json": {"extends": ["../../config/base.json", "../../config/leaf.json"]},
            "apps/docs/src/a.ts": "",
        },
    )
    assert modules.resolve("ui/button", "apps/web/src/a.ts") == "packages/ui/src/button.ts"
    assert modules.resolve("#own/a", "apps/docs/src/b.ts") == "apps/docs/src/a.ts"


def test_a_configuration_can_extend_one_of_the_tree_s_packages() -> None:
    modules = ecma(
        "apps/web/src/a.ts",
        files={
            "package.json": {"workspaces": ["apps/*", "tools/*"]},
            "tools/tsconfig/package.json": {"name": "@acme/tsconfig"},
            "tools/tsconfig/next.json": {"compilerOptions": {"paths": {"@web/*": ["${configDir}/src/*"]}}},
            "tools/tsconfig/tsconfig.json": {"extends": "./next.json"},
            "apps/web/package.json": {"name": "web"},
            "apps/web/tsconfig.json": {"extends": "@acme/tsconfig/next.json"},
            "apps/api/package.json": {"name": "api"},
            "apps/api/tsconfig.json": {"extends": ["@acme/tsconfig", "@external/base"]},
            "apps/api/src/a.ts": "",
        },
    )
    assert modules.resolve("@web/a", "apps/web/src/b.ts") == "apps/web/src/a.ts"
    assert modules.resolve("@web/a", "apps/api/src/b.ts") == "apps/api/src/a.ts"


def test_the_parts_of_a_solution_are_read() -> None:
    modules = ecma(
        "src/a.ts",
        files={
            "tsconfig.json": {
                "files": [],
                "references": [{"path": "./tsconfig.app.json"}, {"path": "./absent.json"}, 3],
            },
            "tsconfig.app.json": {"compilerOptions": {"paths": {"app:/*": ["./x/*"], "app/*": ["./src/*"]}}},
        },
    )
    assert modules.resolve("app/a", "src/b.ts") == "src/a.ts"


def test_of_two_configurations_that_disagree_the_nearest_counts() -> None:
    modules = ecma(
        "src/a.ts",
        "web/src/a.ts",
        "src/only.ts",
        files={
            "tsconfig.json": {"compilerOptions": {"paths": {"lib/*": ["./src/*"]}}},
            "web/jsconfig.json": {"compilerOptions": {"paths": {"lib/*": ["./absent/*"]}}},
            "web/tsconfig.json": {"compilerOptions": {"paths": {"lib/*": ["./src/*"]}}},
        },
    )
    assert modules.resolve("lib/a", "web/src/b.ts") == "web/src/a.ts"
    assert modules.resolve("lib/only", "web/src/b.ts") is None
    assert modules.resolve("lib/a", "b.ts") == "src/a.ts"


def test_cycles_and_broken_configurations_end() -> None:
    modules = ecma(
        "src/a.ts",
        files={
            "tsconfig.json": {
                "extends": ["./tsconfig.json", "./one.json", "./broken.json", 3],
                "references": [{"path": "."}, {"path": "./tsconfig.json"}],
            },
            "one.json": {"extends": "./two.json"},
            "two.json": {"extends": "./one.json", "compilerOptions": {"paths": {"x/*": ["./src/*"], "y": 3, "z": [1]}}},
            "broken.json": "{",
        },
    )
    assert modules.resolve("x/a", "src/b.ts") == "src/a.ts"
    assert modules.resolve("y", "src/b.ts") is None


def test_an_endless_chain_of_configurations_ends() -> None:
    chain: dict[str, object] = {f"c{i}.json": {"extends": f"./c{i + 1}.json"} for i in range(2000)}
    modules = ecma("src/a.ts", files={**chain, "tsconfig.json": {"extends": "./c0.json"}})
    assert modules.resolve("x/a", "src/b.ts") is None


# --- packages --------------------------------------------------------------------------------------------------

MONOREPO: dict[str, object] = {
    "package.json": {"name": "root", "workspaces": {"packages": ["packages/*", "!packages/old", "apps/**"]}},
    "packages/track/package.json": {
        "name": "@acme/track",
        "exports": {
            ".": {"types": "./dist/index.d.ts", "import": "./dist/esm/index.js", "require": "./dist/cjs/index.cjs"},
            "./events": {"node": {"import": "./dist/events.mjs"}, "default": "./dist/events.js"},
            "./hooks/*": "./dist/hooks/*.js",
            "./package.json": "./package.json",
        },
    },
    "packages/track/src/index.ts": "",
    "packages/track/src/events.ts": "",
    "packages/track/src/hooks/useTrack.tsx": "",
    "packages/track/src/other.ts": "",
    "packages/plain/package.json": {"name": "plain", "main": "lib/start.js", "types": "lib/start.d.ts"},
    "packages/plain/lib/start.js": "",
    "packages/plain/lib/start.d.ts": "",
    "packages/plain/tools/run.js": "",
    "packages/built/package.json": {"name": "built", "main": "dist/index.js"},
    "packages/built/tsconfig.json": {"compilerOptions": {"rootDir": "code", "outDir": "dist"}},
    "packages/built/code/index.ts": "",
    "packages/listed/package.json": {"name": "listed", "main": "./out/main.js"},
    "packages/listed/tsconfig.json": {"extends": "../../tsconfig.base.json", "include": ["code/**/*.ts"]},
    "packages/listed/code/main.ts": "",
    "tsconfig.base.json": {"compilerOptions": {"outDir": "${configDir}/out"}},
    "packages/bare/package.json": {"name": "bare"},
    "packages/bare/index.ts": "",
    "packages/old/package.json": {"name": "@acme/old"},
    "packages/old/index.ts": "",
    "apps/web/client/package.json": {
        "name": "web",
        "dependencies": {"plain": "^1.0.0", "react": "^18", "@acme/old": "1"},
    },
    "apps/web/client/src/main.ts": "",
    "examples/react/package.json": {"name": "react"},
    "examples/react/index.js": "",
}


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("@acme/track", "packages/track/src/index.ts"),
        ("@acme/track/events", "packages/track/src/events.ts"),
        ("@acme/track/hooks/useTrack", "packages/track/src/hooks/useTrack.tsx"),
        ("@acme/track/other", "packages/track/src/other.ts"),
        ("@acme/track/absent", None),
        ("@acme/track/package.json", None),
        ("plain", "packages/plain/lib/start.js"),
        ("plain/tools/run", "packages/plain/tools/run.js"),
        ("bare", "packages/bare/index.ts"),
        ("built", "packages/built/code/index.ts"),
        ("listed", "packages/listed/code/main.ts"),
        ("web/src/main", "apps/web/client/src/main.ts"),
        ("@acme/old", None),
        ("react", None),
        ("@acme/none", None),
    ],
)
def test_workspace_packages(specifier: str, expected: str | None) -> None:
    assert ecma(files=MONOREPO).resolve(specifier, "apps/web/client/src/main.ts") == expected


@pytest.mark.parametrize(
    "declared",
    [
        {"pnpm-workspace.yaml": "# all\npackages:\n  - 'packages/*' # libraries\n  - \"apps/*\"\ncatalog:\n  - x: 1\n"},
        {"pnpm-workspace.yaml": "packages: ['packages/*', \"apps/*\"]\n"},
        {"lerna.json": {"packages": ["packages/*", "apps/*"]}},
        {"package.json": {"workspaces": ["./packages/*/", "apps/*"]}},
        {},
    ],
)
def test_forms_of_workspaces(declared: dict[str, object]) -> None:
    modules = ecma(
        "packages/a/src/index.ts",
        "apps/web/main.ts",
        files={
            "packages/a/package.json": {"name": "a"},
            "apps/web/package.json": {"name": "web", "dependencies": {"a": "workspace:*"}},
            **declared,
        },
    )
    assert modules.resolve("a", "apps/web/main.ts") == "packages/a/src/index.ts"


def test_of_packages_with_one_name_the_workspace_s_own_and_then_the_nearest_counts() -> None:
    modules = ecma(
        "one/packages/ui/index.ts",
        "two/packages/ui/index.ts",
        "two/apps/web/ui/index.ts",
        "two/apps/web/main.ts",
        files={
            "one/package.json": {"workspaces": ["packages/*"]},
            "two/package.json": {"workspaces": ["packages/*"]},
            "one/packages/ui/package.json": {"name": "ui"},
            "two/packages/ui/package.json": {"name": "ui"},
            "two/apps/web/ui/package.json": {"name": "ui"},
        },
    )
    assert modules.resolve("ui", "one/apps/main.ts") == "one/packages/ui/index.ts"
    assert modules.resolve("ui", "two/apps/web/main.ts") == "two/packages/ui/index.ts"


def test_a_registry_range_outside_a_workspace_means_the_registry() -> None:
    files: dict[str, object] = {
        "package.json": {"name": "acme"},
        "web/package.json": {"name": "web", "dependencies": {"acme": "^3", "lib": "file:../vendor/lib"}},
        "vendor/lib/package.json": {"name": "lib-fork"},
        "node_modules/posthog-js/package.json": {"name": "posthog-js"},
    }
    modules = ecma(
        "index.ts", "vendor/lib/index.js", "node_modules/posthog-js/index.js", "events/index.js", files=files
    )
    assert modules.resolve("acme", "web/main.ts") is None
    assert modules.resolve("acme", "scripts/run.ts") == "index.ts"
    assert modules.resolve("lib", "web/main.ts") == "vendor/lib/index.js"
    assert modules.resolve("posthog-js", "scripts/run.ts") is None


def test_a_package_named_like_a_module_of_node_must_be_declared() -> None:
    files: dict[str, object] = {"lib/package.json": {"name": "events"}, "lib/index.js": ""}
    assert ecma(files=files).resolve("events", "main.js") is None
    files["package.json"] = {"dependencies": {"events": "file:./lib"}}
    assert ecma(files=files).resolve("events", "main.js") == "lib/index.js"


def test_imports_of_the_package_itself() -> None:
    modules = ecma(
        "web/src/track.ts",
        "web/src/utils/a.ts",
        files={
            "web/package.json": {
                "name": "web",
                "imports": {
                    "#track": {"node": "./dist/track.js", "default": "./dist/track.js"},
                    "#utils/*": ["./src/utils/*.ts"],
                    "#ph": "posthog-js",
                },
            }
        },
    )
    assert modules.resolve("#track", "web/src/a.ts") == "web/src/track.ts"
    assert modules.resolve("#utils/a", "web/src/a.ts") == "web/src/utils/a.ts"
    assert modules.resolve("#ph", "web/src/a.ts") is None
    assert modules.resolve("#none", "web/src/a.ts") is None


def test_hostile_packages_end() -> None:
    nested: object = "./index.js"
    for _ in range(400):
        nested = {"default": nested}
    modules = ecma(
        "a/index.js",
        "b/index.js",
        files={
            "package.json": {"workspaces": ["**/**/**/**/**/x*x*x*x*x*x*"] * 1000, "name": ["a"], "imports": 3},
            "a/package.json": {"name": "a", "exports": nested, "main": 3},
            "b/package.json": {"name": "b", "exports": {"./*": "*" * 10_000}, "main": "../../.."},
            "c/package.json": "[]",
        },
    )
    assert modules.resolve("a", "main.js") == "a/index.js"
    assert modules.resolve("b", "main.js") == "b/index.js"
    assert modules.resolve("b/" + "x" * 1000, "main.js") is None
    assert modules.resolve("./c", "main.js") is None


# --- aliases ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("@/track", "web/src/track.ts"),
        ("~/track", "web/app/track.ts"),
        ("~/root", "web/root.ts"),
        ("~~/root", "web/root.ts"),
        ("$lib", "web/src/lib/index.ts"),
        ("$lib/a", "web/src/lib/a.ts"),
        ("src/track", "web/src/track.ts"),
        ("/src/track", "web/src/track.ts"),
        ("@/outer", "src/outer.ts"),
        ("app/track", None),
        ("$app/environment", None),
        ("@/../../../etc", None),
    ],
)
def test_aliases_of_frameworks(specifier: str, expected: str | None) -> None:
    modules = ecma(
        "web/src/track.ts",
        "web/app/track.ts",
        "web/root.ts",
        "web/src/lib/index.ts",
        "web/src/lib/a.ts",
        "src/outer.ts",
        files={"web/package.json": "{}", "package.json": "{}"},
    )
    assert modules.resolve(specifier, "web/src/pages/a.vue") == expected


def test_what_a_configuration_says_goes_before_an_alias() -> None:
    modules = ecma(
        "src/track.ts",
        "code/track.ts",
        files={"package.json": "{}", "tsconfig.json": {"compilerOptions": {"paths": {"@/*": ["./code/*"]}}}},
    )
    assert modules.resolve("@/track", "a.ts") == "code/track.ts"
