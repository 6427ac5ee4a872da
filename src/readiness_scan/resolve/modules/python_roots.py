"""Where Python looks for top-level modules: the folders of projects, and what their build settings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from typing import Any

from readiness_scan.manifests import is_manifest
from readiness_scan.manifests.documents import mapping, sequence, strings, table
from readiness_scan.resolve.modules.tree import FileTree, folder_of, inside, joined

_PROJECT_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "manage.py"})
_SOURCE_FOLDERS = ("src", "python")
_SETUP_PY_ROOT = re.compile(r"""package_dir\s*=\s*(?:dict\(\s*)?\{\s*["']["']\s*:\s*["']([^"']+)["']""")
_SETUP_PY_WHERE = re.compile(r"""find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?["']([^"']+)["']""")


def import_roots(tree: FileTree) -> set[str]:
    """The folders that stand on the import path of some project of the tree, the root included."""
    roots = {"", *_SOURCE_FOLDERS}
    for path in tree.files:
        folder, _, name = path.rpartition("/")
        if name in _PROJECT_FILES or is_requirements(path):
            project = requirements_owner(folder)
            roots.add(project)
            roots.update(inside(project, each) for each in _SOURCE_FOLDERS)
            hints = _hints(tree, path, name)
            roots.update(at for hint in hints if (at := joined(folder, hint)) is not None)
    return roots


def is_requirements(path: str) -> bool:
    """Is a file a requirements file?"""
    return path.endswith((".txt", ".in")) and is_manifest(path)


def requirements_owner(folder: str) -> str:
    """The project of a requirements file's folder: `api/requirements/` belongs to `api/`."""
    return folder_of(folder) if folder.rpartition("/")[2] == "requirements" else folder


def _hints(tree: FileTree, path: str, name: str) -> Iterable[str]:
    """Folders, relative to a project file, that its build settings put on the import path."""
    match name:
        case "pyproject.toml":
            return list(_pyproject_hints(tree.document(path)))
        case "setup.cfg":
            return list(_setup_cfg_hints(tree.text(path)))
        case "setup.py":
            text = tree.text(path)
            return [*_SETUP_PY_ROOT.findall(text), *_SETUP_PY_WHERE.findall(text)]
        case _:
            return ()


def _pyproject_hints(document: Mapping[str, Any]) -> Iterator[str]:
    tool = table(document, "tool")
    for package in sequence(table(tool, "poetry").get("packages")):
        yield from strings(mapping(package).get("from"))
    setuptools = table(tool, "setuptools")
    yield from _package_dirs(table(setuptools, "package-dir"))
    yield from strings(table(setuptools, "packages", "find").get("where"))
    wheel = table(tool, "hatch", "build", "targets", "wheel")
    yield from (folder_of(each.strip("/")) for each in strings(wheel.get("packages")))
    yield from strings(wheel.get("sources"))
    yield from strings(table(tool, "pdm", "build").get("package-dir"))
    yield from strings(table(tool, "maturin").get("python-source"))
    yield from strings(table(tool, "uv", "build-backend").get("module-root"))
    yield from strings(table(tool, "pytest", "ini_options").get("pythonpath"))
    yield from strings(table(tool, "pyright").get("extraPaths"))


def _package_dirs(dirs: Mapping[str, Any]) -> Iterator[str]:
    """The parents of the folders that setuptools maps packages to; the package `""` is the parent of all."""
    for package, folder in dirs.items():
        if not isinstance(folder, str):
            continue
        if not package:
            yield folder
        elif folder.rpartition("/")[2] == package:
            yield folder_of(folder)


def _setup_cfg_hints(text: str) -> Iterator[str]:
    if "where" not in text and "package_dir" not in text:
        return
    settings = ConfigParser(interpolation=None, strict=False)
    try:
        settings.read_string(text)
        written = settings.get("options", "package_dir", fallback="")
        where = settings.get("options.packages.find", "where", fallback="")
    except ConfigError:
        return
    yield from where.split()
    pairs = (line.partition("=") for line in written.splitlines() if "=" in line)
    yield from _package_dirs({package.strip(): folder.strip() for package, _, folder in pairs})
