"""What matching finds, before roles and reporting decide what it means."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness_scan.model.location import Location
from readiness_scan.model.signals import Resolution


@dataclass(frozen=True, slots=True)
class FoundInit:
    """A client set up."""

    location: Location
    language: str
    sdk: str
    form: str
    recording: str | None = None
    """What the options say of session recording: `on`, `off`, or nothing."""


@dataclass(frozen=True, slots=True)
class FoundCapture:
    """An event sent, by an SDK call or by a wrapper's."""

    location: Location
    language: str
    sdk: str
    event: str | None
    resolution: Resolution
    pattern: str | None = None
    reason: str | None = None
    via: Location | None = None


@dataclass(frozen=True, slots=True)
class FoundPossible:
    """A name that the type of an unknown name allows."""

    location: Location
    """The call whose name is not known."""
    event: str


@dataclass(frozen=True, slots=True)
class FoundError:
    """Errors reported, or an error SDK set up."""

    location: Location
    language: str
    vendor: str
    form: str


@dataclass(frozen=True, slots=True)
class FoundReplay:
    """A session-replay setting or call."""

    location: Location
    language: str
    sdk: str
    setting: str


@dataclass(frozen=True, slots=True)
class FoundSuspect:
    """A call that looks like event tracking through a package that is not here."""

    location: Location
    module: str
    call: str
    why: str
    selectors: tuple[str, ...]


@dataclass(slots=True)
class Findings:
    """Everything found in a program, in no particular order."""

    inits: list[FoundInit] = field(default_factory=list)
    captures: list[FoundCapture] = field(default_factory=list)
    possible: list[FoundPossible] = field(default_factory=list)
    errors: list[FoundError] = field(default_factory=list)
    replays: list[FoundReplay] = field(default_factory=list)
    complete: bool = True
    """False where the time was over before every call was followed."""
