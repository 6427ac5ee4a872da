"""setup.cfg: the requirements that setuptools reads from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from configparser import Error as ConfigError

from packaging.utils import canonicalize_name

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.requirement import wanted_requirement

_SECTION = re.compile(r"\[([^\]]+)\]")
_OPTION = re.compile(r"([^\s=:#;\[][^=:]*?)\s*[=:](.*)")
_EXTRAS = "options.extras_require"
_GROUPS = {"install_requires": "runtime", "setup_requires": "development", "tests_require": "development"}


def read_setup_cfg(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted requirements of `[options]` and of the extras."""
    settings = _settings(text)
    wanted = {
        (section, option): frozenset(map(str.strip, written.splitlines()))
        for section in ("options", _EXTRAS)
        if settings.has_section(section)
        for option, written in settings.items(section)
        if section == _EXTRAS or option in _GROUPS
    }
    for section, option, line, entry in _entries(text):
        # The parser says what is a value, the text where it stands.
        if entry not in wanted.get((section, option), ()):
            continue
        wish = wanted_requirement(entry, wants)
        if wish is not None:
            group = _GROUPS.get(option, "optional") if section == "options" else "optional"
            yield ManifestDependency("pypi", wish.name, wish.specifier, wish.version, path, line, False, group)


def own_setup_cfg_name(text: str) -> str | None:
    """The `name` of `[metadata]`, in PEP 503 form."""
    try:
        name = _settings(text).get("metadata", "name", fallback="").strip()
    except ValueError:
        return None
    return canonicalize_name(name) if name else None


def _settings(text: str) -> ConfigParser:
    settings = ConfigParser(interpolation=None, strict=False)
    try:
        settings.read_string(text)
    except ConfigError as problem:
        raise ValueError(f"no valid INI file ({str(problem).splitlines()[0]})") from problem
    return settings


def _entries(text: str) -> Iterator[tuple[str, str, int, str]]:
    """Section, option, line and text of each line of a value."""
    section = option = ""
    for number, line in enumerate(text.split("\n"), 1):
        heading = _SECTION.match(line)
        if heading:
            section, option = heading[1], ""
            continue
        begun = _OPTION.match(line)
        if begun:
            option = begun[1].strip().lower()
        entry = (begun[2] if begun else line).strip()
        if entry and not entry.startswith(("#", ";")):
            yield section, option, number, entry
