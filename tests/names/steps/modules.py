"""Steps from an import as it is written to the file that it means."""

from __future__ import annotations

from typing import Any

from readiness_scan.resolve.modules import (
    ecmascript,
    node_packages,
    package_exports,
    python,
    python_roots,
    tsconfig,
    workspaces,
)
from readiness_scan.resolve.modules.dart import DartModules
from readiness_scan.resolve.modules.ecmascript import EcmaModules
from readiness_scan.resolve.modules.go import GoModules
from readiness_scan.resolve.modules.node_packages import NodePackages
from readiness_scan.resolve.modules.python import PythonModules
from readiness_scan.resolve.modules.tsconfig import TsConfigs
from readiness_scan.resolve.program import Program
from readiness_scan.resolve.relatives import Relatives
from steps.taking_away import Change, Removal, gone, gone_where, instead, nothing, step


def no_file(ending: str) -> Change:
    """A change that finds no file whose path ends so."""

    def change(whole: Any) -> Any:
        def found(*args: Any) -> Any:
            path = whole(*args)
            return None if path is not None and path.endswith(ending) else path

        return found

    return change


ECMASCRIPT = (
    step(
        "relative imports of JavaScript: `./track`",
        gone_where(EcmaModules, "_resolve", lambda _, specifier, *rest: specifier.startswith("."), nothing),
        "names/class-fields/javascript",
        "names/renamed-exports/typescript",
        "names/function-wrappers/typescript",
    ),
    step(
        "index files: a folder means its index",
        gone(EcmaModules, "_index", nothing),
        "names/re-exports/javascript",
        "names/re-exports/typescript",
        "names/silent-callers/typescript",
    ),
    step(
        "built extensions: `./track.js` means `track.ts`",
        instead(ecmascript, "_WRITTEN_AS", {}),
        "names/built-extensions/typescript",
    ),
    step(
        "platform files: `./track` means `track.native.ts`",
        instead(ecmascript, "_PLATFORMS", ()),
        "names/platform-files/typescript",
    ),
    step(
        "paths: what tsconfig and jsconfig say of a specifier",
        gone(TsConfigs, "candidates"),
        "names/tsconfig-paths/javascript",
        "names/tsconfig-paths/typescript",
        "names/disagreeing-tsconfigs/typescript",
    ),
    step(
        "extends: a configuration over another one",
        gone(TsConfigs, "_extended", nothing),
        "names/tsconfig-paths/typescript",
        "names/config-dir/typescript",
    ),
    step(
        "`${configDir}`: paths that start at the configuration in use",
        instead(tsconfig, "_LEAF", "\0"),
        "names/config-dir/typescript",
    ),
    step(
        "project references: the parts of a configuration",
        gone(TsConfigs, "_references"),
        "names/project-references/typescript",
    ),
    step(
        "baseUrl: where paths start",
        Removal(TsConfigs, "_read", lambda whole: lambda *args: whole(*args)._replace(base_url=None)),
        "names/tsconfig-paths/javascript",
        "names/tsconfig-paths/typescript",
    ),
    step(
        "framework aliases: `@/` and `$lib/` where nothing configures them",
        gone(EcmaModules, "_aliased"),
        "names/framework-aliases/typescript",
    ),
    step(
        "workspace packages: a package of the tree, imported by its name",
        gone(NodePackages, "find", nothing),
        "names/npm-workspaces/typescript",
        "names/pnpm-workspaces/typescript",
        "names/yarn-workspaces/typescript",
        "names/package-exports/javascript",
    ),
    step(
        "built folders: the sources of a package whose configuration says where they stand",
        gone(TsConfigs, "sources"),
        "names/built-folders/typescript",
    ),
    step(
        "workspace members: inside a workspace a range means the member",
        gone(node_packages, "workspace_globs", tuple),
        "names/workspace-ranges/typescript",
    ),
    step(
        "pnpm's list of members",
        gone(workspaces, "_pnpm_globs"),
        "names/workspace-ranges/typescript",
    ),
    step(
        "globs of members",
        gone(node_packages, "matches_globs", bool),
        "names/workspace-ranges/typescript",
    ),
    step(
        "linked packages: `file:../telemetry`",
        instead(node_packages, "_FOLDER_PROTOCOLS", ("\0",)),
        "names/linked-packages/javascript",
    ),
    step(
        "the package around a file: whose package.json speaks for it",
        gone(NodePackages, "enclosing", tuple),
        "names/package-exports/typescript",
        "names/linked-packages/javascript",
    ),
    step(
        "package imports: `#track`",
        gone(EcmaModules, "_package_import", nothing),
        "names/package-exports/javascript",
        "names/package-exports/typescript",
    ),
    step(
        "package exports: the entries of a package's manifest",
        gone(ecmascript, "entry_targets"),
        "names/npm-workspaces/typescript",
        "names/package-exports/javascript",
    ),
    step(
        "entry fields: `main` and its kin",
        instead(package_exports, "_ENTRY_FIELDS", ()),
        "names/linked-packages/javascript",
    ),
    step(
        "tables of package exports and imports, with their patterns",
        (gone(package_exports, "table_targets"), gone(ecmascript, "table_targets")),
        "names/package-exports/javascript",
        "names/package-exports/typescript",
    ),
    step(
        "conditions: `import`, `types`, `default` of an entry",
        gone_where(package_exports, "_conditional", lambda value, depth: not isinstance(value, str)),
        "names/package-exports/javascript",
        "names/package-exports/typescript",
    ),
    step(
        "sources of built files: `dist/esm/send.js` comes from `src/send.ts`",
        gone(ecmascript, "source_candidates"),
        "names/built-packages/typescript",
    ),
)

PYTHON = (
    step(
        "relative imports of Python: `from .track import track`",
        gone(PythonModules, "_relative", nothing),
        "names/relative-imports/python",
        "names/star-exports/python",
    ),
    step(
        "absolute imports of Python: `from app.track import track`",
        gone(PythonModules, "_absolute", nothing),
        "names/absolute-imports/python",
        "names/function-wrappers/python",
    ),
    step(
        "submodules: `from app import track` where `track` is a file",
        gone(PythonModules, "submodule", nothing),
        "names/absolute-imports/python",
        "names/init-re-exports/python",
        "names/function-wrappers/python",
    ),
    step(
        "modules inside packages, whatever the import system",
        gone(Program, "submodule", nothing),
        "names/absolute-imports/python",
        "names/function-wrappers/python",
    ),
    step(
        "packages: a folder with `__init__.py`",
        Removal(PythonModules, "_locate", no_file("__init__.py")),
        "names/absolute-imports/python",
        "names/init-re-exports/python",
        "names/function-wrappers/python",
    ),
    step(
        "namespace packages: a folder without `__init__.py`",
        Removal(PythonModules, "_locate", no_file("/")),
        "names/namespace-package/python",
    ),
    step(
        "namespace packages on another import root",
        gone(PythonModules, "_nearest_namespace", nothing),
        "names/namespace-layout/python",
    ),
    step(
        "import roots: `src/` and what projects add",
        gone(python, "import_roots", lambda: {""}),
        "names/src-layout/python",
        "names/build-settings/python",
    ),
    step(
        "source layouts: `src/` and `python/`",
        instead(python_roots, "_SOURCE_FOLDERS", ()),
        "names/src-layout/python",
    ),
    step(
        "build settings: the folders that pyproject.toml names",
        gone(python_roots, "_hints", tuple),
        "names/build-settings/python",
    ),
    step(
        "dotted packages: `acme.client` is the member `client` of `acme`",
        Removal(PythonModules, "external_name", lambda _: lambda _system, specifier: (specifier, ())),
        "sdks/posthog-python/python",
        "sdks/posthog-http/python",
    ),
)

GO = (
    step(
        "import paths of Go",
        gone(GoModules, "resolve", nothing),
        "names/go-modules/go",
        "names/renamed-exports/go",
    ),
    step(
        "modules of Go: by the paths that go.mod gives",
        gone(GoModules, "_in_modules"),
        "names/go-modules/go",
    ),
    step(
        "packages of Go: files of a folder share their names",
        gone(GoModules, "peers", tuple),
        "names/packages/go",
        "names/constants/go",
    ),
    step(
        "package clauses: the name that a package of Go gives itself",
        gone(GoModules, "name_of", nothing),
        "names/packages/go",
    ),
)

DART = (
    step(
        "libraries of Dart: by their paths and packages",
        gone(DartModules, "resolve", nothing),
        "names/packages/dart",
        "names/constants/dart",
    ),
    step(
        "names of Dart: those of libraries that are imported whole",
        gone(DartModules, "peers", tuple),
        "names/packages/dart",
        "names/wrapper-chains/dart",
    ),
    step(
        "parts: the files of one library of Dart",
        gone(DartModules, "_parts"),
        "names/packages/dart",
    ),
    step(
        "names of Dart that no file declares: of the packages that are imported whole",
        Removal(DartModules, "outside", lambda _: lambda _modules, name, _file: [("", (name,))]),
        "names/packages/dart",
        "names/extensions/dart",
    ),
    step(
        "packages of Dart: all libraries of one are the same module",
        Removal(DartModules, "external_name", lambda _: lambda _modules, specifier: (specifier, ())),
        "sdks/posthog-flutter/dart",
        "sdks/sentry-dart/dart",
    ),
    step(
        "packages that are an SDK themselves: what they declare is not seen from outside",
        gone(DartModules, "owner", nothing),
        "names/own-sdk/dart",
    ),
    step(
        "extensions of what libraries declare",
        gone(DartModules, "extending", tuple),
        "names/extensions/dart",
    ),
    step(
        "extended libraries: what files add to the types of libraries",
        gone(Relatives, "adding"),
        "names/extensions/dart",
    ),
)

STEPS = (*ECMASCRIPT, *PYTHON, *GO, *DART)
