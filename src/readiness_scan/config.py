"""What a repository says of itself: `[tool.readiness-scan]` of a `pyproject.toml`, or a `.readiness-scan.toml`.

A scanned tree's configuration is as foreign as its code. It can describe a scan; it can name no host, key, program or
path, and it is read like any other file of the tree: never through a link, only up to the repository's top level.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from readiness_scan.errors import OptionError
from readiness_scan.manifests.documents import load_toml
from readiness_scan.manifests.toml_lines import TomlLines
from readiness_scan.options import DeclaredWrapper
from readiness_scan.sources.gitdir import top_level
from readiness_scan.sources.safe_open import read_regular

OWN_FILE = ".readiness-scan.toml"
PROJECT_FILE = "pyproject.toml"
SECTION = ("tool", "readiness-scan")
KEYS = ("wrappers",)
WRAPPER_KEYS = ("module", "call", "event", "kind")
MAX_BYTES = 1024 * 1024
MAX_WRAPPERS = 500
_OR_NONE = "; --no-config scans without it"


class _Config(NamedTuple):
    """A configuration's table, and what it takes to say where something in it stands."""

    name: str
    """The file in messages."""
    shown: str
    """The file in reports."""
    table: Mapping[str, Any]
    section: tuple[str, ...]
    """The path of the table in the file."""
    lines: TomlLines


def read_config(
    path: str | os.PathLike[str], file: str | os.PathLike[str] | None = None
) -> tuple[DeclaredWrapper, ...]:
    """The wrappers that the configuration for a folder declares; `file` is read instead of the nearest one.

    Raises:
        OptionError: the file can't be read, is no TOML, or holds a key or a value that is not allowed; a folder holds
            two configurations.
    """
    config = _nearest(path) if file is None else _given(file)
    if config is None:
        return ()
    for key in config.table:
        if key not in KEYS:
            line = config.lines.line((*config.section, key))
            raise _unknown(key, KEYS, f"{config.name}:{line}", "the configuration")
    return tuple(_wrappers(config))


# --- which file ------------------------------------------------------------------------------------------------


def _given(file: str | os.PathLike[str]) -> _Config:
    name = os.fspath(file)
    if not Path(name).is_file():
        raise OptionError(f"no such configuration file: {name}")
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        raise OptionError(f"{name} can't be read: {problem.strerror or problem}") from problem
    config = _parsed(name, Path(name).as_posix(), data)
    if config is None:
        raise OptionError(f"{name} has no [tool.readiness-scan]")
    return config


def _nearest(path: str | os.PathLike[str]) -> _Config | None:
    try:
        start = Path(path).resolve()
        top = top_level(start) if start.is_dir() else None
    except (OSError, ValueError, RuntimeError):  # the scan says what is wrong with the path
        return None
    above = (folder for folder in start.parents if top is not None and folder.is_relative_to(top))
    for folder in (start, *above):
        files = [folder / name for name in (OWN_FILE, PROJECT_FILE)]
        found = [config for file in files if (config := _found(file, os.path.relpath(file, start))) is not None]
        if len(found) > 1:
            raise OptionError(f"{found[0].name} and {found[1].name} both configure a scan: keep one of them")
        if found:
            return found[0]
    return None


def _found(file: Path, shown: str) -> _Config | None:
    try:
        data = read_regular(str(file), MAX_BYTES + 1)
    except OSError as problem:
        # any project may have a pyproject.toml that can't be read; its own file says that it wants to be
        if file.name == PROJECT_FILE or not os.path.lexists(file):
            return None
        raise OptionError(f"{file} can't be read: {problem.strerror or problem}{_OR_NONE}") from problem
    if file.name == PROJECT_FILE and SECTION[-1].encode() not in data:
        return None
    return _parsed(str(file), Path(shown).as_posix(), data)


def _parsed(name: str, shown: str, data: bytes) -> _Config | None:
    """The configuration that a file holds. In a file of its own the keys may stand at the top, too."""
    if len(data) > MAX_BYTES:
        raise OptionError(f"{name} is larger than {MAX_BYTES:,} bytes{_OR_NONE}")
    try:
        text = data.decode("utf-8")
        document = load_toml(text)
    except ValueError as problem:
        raise OptionError(f"{name} is no valid TOML: {problem}{_OR_NONE}") from problem
    lines = TomlLines(text)
    tool = document.get(SECTION[0])
    table = tool.get(SECTION[1]) if isinstance(tool, dict) else None
    if isinstance(table, dict):
        if Path(name).name != PROJECT_FILE and len(document) > 1:
            raise OptionError(f"{name}: keys stand at its top and in [tool.readiness-scan]: write all in one place")
        return _Config(name, shown, table, SECTION, lines)
    return None if Path(name).name == PROJECT_FILE else _Config(name, shown, document, (), lines)


# --- what it says ----------------------------------------------------------------------------------------------


def _wrappers(config: _Config) -> Iterable[DeclaredWrapper]:
    path = (*config.section, "wrappers")
    tables = config.table.get("wrappers", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        line = config.lines.line(path)
        raise OptionError(f"{config.name}:{line}: wrappers must be tables: [[{'.'.join(path)}]]")
    if len(tables) > MAX_WRAPPERS:
        raise OptionError(f"{config.name}: more than {MAX_WRAPPERS} wrappers{_OR_NONE}")
    headers = config.lines.tables(path)
    for number, table in enumerate(tables):
        # tables in one line, as `wrappers = [{…}, {…}]`, are told apart by their module
        inline = len(headers) != len(tables)
        line = config.lines.line(path, str(table.get("module"))) if inline else headers[number]
        yield _wrapper(table, f"{config.name}:{line}", f"{config.shown}:{line}")


def _wrapper(table: Mapping[str, Any], name: str, where: str) -> DeclaredWrapper:
    for key in table:
        if key not in WRAPPER_KEYS:
            raise _unknown(key, WRAPPER_KEYS, name, "a wrapper")
    for key in ("module", "call"):
        if key not in table:
            raise OptionError(f"{name}: a wrapper needs {key!r}")
    event = table.get("event", ())
    event = (event,) if isinstance(event, str) else event
    texts = [table["module"], table["call"], table.get("kind", "capture"), *(event if isinstance(event, list) else ())]
    if not isinstance(event, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise OptionError(f"{name}: the keys of a wrapper are strings, and event may be a list of strings")
    try:
        return DeclaredWrapper(table["module"], table["call"], tuple(event), table.get("kind", "capture"), where)
    except OptionError as problem:
        raise OptionError(f"{name}: {problem}") from problem


def _unknown(key: str, known: tuple[str, ...], place: str, what: str) -> OptionError:
    nearest = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"allowed: {', '.join(known)}"
    return OptionError(f"{place}: unknown key {key!r} in {what}; {hint}")
