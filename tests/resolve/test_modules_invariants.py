"""What holds for every import system."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from module_trees import contents

from readiness_scan.resolve.modules import EcmaModules, GoModules, ModuleSystem, PythonModules

FILES = contents({
    "package.json": {"name": "root", "workspaces": ["packages/*"], "imports": {"#*": "./packages/*"}},
    "tsconfig.json": {"compilerOptions": {"baseUrl": ".", "paths": {"*": ["./*", "./packages/*"], "@/*": ["*"]}}},
    "packages/a/package.json": {"name": "a", "exports": {"./*": "./dist/*.js", ".": "./dist/index.js"}},
    "packages/a/src/index.ts": "",
    "packages/a/index.py": "",
    "requirements.txt": "posthog",
    "a/__init__.py": "",
    "a/b/c.py": "",
    "src/a.py": "",
    "src/index.js": "",
    "go.mod": "module a\nreplace b => ./packages/a\n",
    "a/b/c.go": "package b\nfunc C() {}\n",
    "a/b/d.go": "package b\n",
    "packages/a/a.go": "package a\n",
})  # fmt: skip
PARTS = st.sampled_from(
    ["a", "b", "c", "src", "index", "packages", ".", "..", "/", "*", "#", "@", "~", "?", ":", "$lib"]
)
SYSTEMS = [EcmaModules(FILES, FILES.get), GoModules(FILES, FILES.get), PythonModules(FILES, FILES.get)]


@pytest.mark.parametrize("system", SYSTEMS, ids=["ecmascript", "go", "python"])
@settings(deadline=None)
@given(
    specifier=st.one_of(st.text(max_size=20), st.lists(PARTS, max_size=8).map("".join)),
    importer=st.sampled_from([*FILES, "absent/x.ts", "x"]),
)
def test_an_answer_is_a_file_or_a_folder_of_the_tree(system: ModuleSystem, specifier: str, importer: str) -> None:
    found = system.resolve(specifier, importer)
    if found is not None and found.endswith("/"):
        assert any(path.startswith(found) for path in FILES)
    else:
        assert found is None or found in FILES
    assert system.resolve(specifier, importer) == found
    module, rest = system.external_name(specifier)
    assert ".".join((module, *rest)) == specifier


@pytest.mark.parametrize("kind", [EcmaModules, GoModules, PythonModules])
def test_each_document_is_read_once(kind: type[EcmaModules] | type[GoModules] | type[PythonModules]) -> None:
    reads: list[str] = []

    def read(path: str) -> bytes:
        reads.append(path)
        return FILES[path]

    modules = kind(FILES, read)
    for importer in FILES:
        for specifier in ("a", "a.b.c", "./a", "@/a", "absent", ".c"):
            modules.resolve(specifier, importer)
    assert len(reads) == len(set(reads))
