"""One Python requirement: name, extras, range or URL, marker (PEP 508)."""

from __future__ import annotations

import re
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from readiness_scan.manifests.dependency import Wants

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_BEFORE_RANGE = re.compile(r"\s*[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)")
_WHEEL = re.compile(r"([^/\\]+\.whl)(?:[#?].*)?$")


class Wish(NamedTuple):
    """A wanted requirement, taken apart."""

    name: str
    specifier: str | None
    version: str | None


def wanted_requirement(text: str, wants: Wants) -> Wish | None:
    """The parts of a requirement string, or none where it is not wanted or not valid."""
    leading = _NAME.match(text)
    if leading is None or not wants("pypi", canonicalize_name(leading[1])):
        return None
    try:
        requirement = Requirement(text.strip())
    except InvalidRequirement:
        return None
    name = canonicalize_name(requirement.name)
    if not wants("pypi", name):  # `posthog.whl` starts like a name
        return None
    if requirement.url:
        return Wish(name, requirement.url, None)
    written = _BEFORE_RANGE.sub("", text, count=1).partition(";")[0].strip().strip("()").strip()
    return Wish(name, written or None, _pinned(requirement))


def wanted_url(url: str, wants: Wants) -> Wish | None:
    """The parts of a bare URL or path of a requirements file: a wheel, or one that says `#egg=name`."""
    egg = _EGG.search(url)
    if egg is not None:
        name = canonicalize_name(egg[1])
        return Wish(name, url, None) if wants("pypi", name) else None
    wheel = _WHEEL.search(url)
    if wheel is None:
        return None
    try:
        wheel_name, version, _, _ = parse_wheel_filename(wheel[1])
    except InvalidWheelFilename:
        return None
    return Wish(wheel_name, url, str(version)) if wants("pypi", wheel_name) else None


def _pinned(requirement: Requirement) -> str | None:
    """The version of a requirement whose whole range is one `==` or `===` without a wildcard."""
    ranges = list(requirement.specifier)
    if len(ranges) == 1 and ranges[0].operator in ("==", "===") and not ranges[0].version.endswith(".*"):
        return ranges[0].version
    return None
