"""From what matching found to the signals of a report: roles, the reporting root, distinct events, near misses."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from readiness_scan.manifests import ManifestDependency
from readiness_scan.match.found import Findings, FoundPossible, FoundSuspect
from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.signals import (
    Capture,
    Dependency,
    ErrorSignal,
    Event,
    Init,
    PossibleName,
    ReplaySignal,
    Resolution,
    Skipped,
    Strength,
    Suspected,
)
from readiness_scan.sdks.declared import DECLARED

Signal = TypeVar("Signal", Init, Capture, ErrorSignal, ReplaySignal)
RESERVED = "$"


@dataclass(frozen=True, slots=True)
class View:
    """How a report sees the tree: its prefix, the roles of files, and what outside the prefix is reached."""

    prefix: str
    role: Callable[[str], Role]
    reached: Collection[str]
    """Files outside the reporting root that its code reaches."""
    declared: Mapping[str, str] = field(default_factory=dict)
    """The SDKs and vendors that the configuration declares, with the line that does."""

    def inside(self, path: str) -> bool:
        """True where the file lies under the reporting root."""
        return not self.prefix or path.startswith(self.prefix + "/")

    def shows(self, path: str) -> bool:
        """True where a signal of the file belongs in the report."""
        return self.inside(path) or path in self.reached

    def relative(self, path: str) -> str:
        """The path as the report writes it."""
        return posixpath.relpath(path, self.prefix) if self.prefix else path

    def place(self, location: Location) -> Location:
        """The location as the report writes it."""
        return location._replace(path=self.relative(location.path))

    def source(self, name: str) -> tuple[str, str | None]:
        """The SDK or vendor as the report names it, and the line that declares it."""
        return (DECLARED, self.declared[name]) if name in self.declared else (name, None)


def inits(found: Findings, view: View) -> tuple[Init, ...]:
    """The inits of the report."""
    return _ordered(
        Init(
            view.place(item.location),
            item.language,
            sdk,
            view.role(item.location.path),
            item.form,
            Strength.STRONG,
            outside=not view.inside(item.location.path),
            recording=item.recording,
            declared=declared,
        )
        for item in found.inits
        for sdk, declared in [view.source(item.sdk)]
        if view.shows(item.location.path)
    )


def captures(found: Findings, view: View) -> tuple[Capture, ...]:
    """The capture calls of the report, the SDK's own and wrappers'."""
    return _ordered(
        Capture(
            view.place(item.location),
            item.language,
            sdk,
            view.role(item.location.path),
            item.event,
            item.resolution,
            item.pattern,
            item.reason,
            view.place(item.via) if item.via else None,
            outside=not view.inside(item.location.path),
            declared=declared,
        )
        for item in found.captures
        for sdk, declared in [view.source(item.sdk)]
        if view.shows(item.location.path) and (view.inside(item.location.path) or item.via is None)
    )


def errors(found: Findings, view: View) -> tuple[ErrorSignal, ...]:
    """The error signals of the report."""
    return _ordered(
        ErrorSignal(
            view.place(item.location),
            item.language,
            vendor,
            view.role(item.location.path),
            item.form,
            Strength.STRONG,
            outside=not view.inside(item.location.path),
            declared=declared,
        )
        for item in found.errors
        for vendor, declared in [view.source(item.vendor)]
        if view.shows(item.location.path)
    )


def replays(found: Findings, view: View) -> tuple[ReplaySignal, ...]:
    """The replay signals of the report."""
    return _ordered(
        ReplaySignal(
            view.place(item.location),
            item.language,
            item.sdk,
            item.setting,
            view.role(item.location.path),
            outside=not view.inside(item.location.path),
        )
        for item in found.replays
        if view.shows(item.location.path)
    )


def suspects(found: Iterable[FoundSuspect], view: View) -> tuple[Suspected, ...]:
    """The suspected calls of the report."""
    listed = (Suspected(view.place(item.location), item.module, item.call, item.why, item.selectors) for item in found)
    return tuple(sorted(listed, key=lambda item: (item.location, item.module, item.call)))


def events(signals: Iterable[Capture]) -> tuple[Event, ...]:
    """The distinct names that first-party source sends, each with its sites."""
    by_name: dict[str, list[Capture]] = {}
    for signal in signals:
        if signal.event is not None and signal.role is Role.SOURCE and not signal.outside:
            by_name.setdefault(signal.event, []).append(signal)
    return tuple(
        Event(
            name,
            name.startswith(RESERVED),
            tuple(resolution for resolution in Resolution if any(s.resolution is resolution for s in sites)),
            tuple(dict.fromkeys(site.location for site in sites)),
        )
        for name, sites in sorted(by_name.items())
    )


def possible_names(found: Iterable[FoundPossible], sent: Iterable[Event], view: View) -> tuple[PossibleName, ...]:
    """The names that types allow at calls of first-party source, without those that are sent."""
    known = {event.name for event in sent}
    by_name: dict[str, set[Location]] = {}
    for item in found:
        path = item.location.path
        if item.event not in known and view.inside(path) and view.role(path) is Role.SOURCE:
            by_name.setdefault(item.event, set()).add(view.place(item.location))
    return tuple(PossibleName(name, tuple(sorted(sites))) for name, sites in sorted(by_name.items()))


def skips(files: Iterable[Skipped], entries: Iterable[Skipped], view: View) -> tuple[Skipped, ...]:
    """What was not examined under the reporting root: files, and what is listed and is no file."""
    found = [item for item in files if view.inside(item.path)]
    found += [replace(item, role=view.role(item.path)) for item in entries if view.inside(item.path)]
    return tuple(sorted((replace(item, path=view.relative(item.path)) for item in found), key=lambda item: item.path))


def sdks(dependencies: Iterable[ManifestDependency], view: View) -> tuple[Dependency, ...]:
    """The SDKs that manifests name, with the version that a lock file or an exact pin fixes."""
    listed = [item for item in dependencies if view.inside(item.manifest) and not item.from_lock]
    return tuple(
        Dependency(item.name, item.version, view.relative(item.manifest), item.line)
        for item in sorted(listed, key=lambda item: (item.manifest, item.line, item.name))
    )


def _ordered(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Each signal once, by location; what stands at one place keeps a fixed order too."""
    return tuple(sorted(dict.fromkeys(signals), key=lambda s: (s.location, repr(s))))
