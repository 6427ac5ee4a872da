"""What a scan finds: plain values, each with its location."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role


class Strength(StrEnum):
    """Strong signals alone decide; weak ones are shown as context."""

    STRONG = "strong"
    WEAK = "weak"


class Resolution(StrEnum):
    """How an event name became known, or why it did not."""

    LITERAL = "literal"
    CONSTANT = "constant"
    COMPOSED = "composed"
    WRAPPER = "wrapper"
    PATTERN = "pattern"
    PARAMETER = "parameter"
    DYNAMIC = "dynamic"


@dataclass(frozen=True, slots=True)
class Init:
    """A place where an SDK client is set up."""

    location: Location
    language: str
    sdk: str
    role: Role
    form: str
    """How it is set up: `call`, `constructor`, `component`, `assignment`, `configuration`, `snippet`."""
    strength: Strength
    outside: bool = False
    recording: str | None = None
    """What this init's own options say of session recording, unconditionally: `off`, `on`, or none for nothing."""
    declared: str | None = None
    """The line of the configuration that says so (`path:line`); none where the code does."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A call that sends a named event: the SDK's own, or, with `via`, a wrapper's."""

    location: Location
    language: str
    sdk: str
    role: Role
    event: str | None
    resolution: Resolution
    pattern: str | None = None
    reason: str | None = None
    via: Location | None = None
    outside: bool = False
    declared: str | None = None
    """The line of the configuration that the call's meaning comes from; none where it comes from code alone."""


@dataclass(frozen=True, slots=True)
class ErrorSignal:
    """A place where errors are reported, or an error SDK is set up."""

    location: Location
    language: str
    vendor: str
    role: Role
    form: str
    """`init`, `capture`, `option`, `component` or `handler`."""
    strength: Strength
    outside: bool = False
    declared: str | None = None
    """The line of the configuration that says so; none where the code does."""


@dataclass(frozen=True, slots=True)
class ReplaySignal:
    """An explicit session-replay setting or call."""

    location: Location
    language: str
    sdk: str
    setting: str
    """The option's or the method's name."""
    role: Role
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Dependency:
    """An SDK named in a manifest or lock file."""

    name: str
    version: str | None
    manifest: str
    line: int


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that looks like instrumentation and is no evidence: shown where nothing was found."""

    location: Location
    what: str


@dataclass(frozen=True, slots=True)
class Suspected:
    """A call that looks like event tracking through a package whose source is not here: no evidence."""

    location: Location
    module: str
    """The package's module, as code imports it."""
    call: str
    """The path from the module to what is called."""
    why: str
    selectors: tuple[str, ...]
    """Where the event name seems to stand, over all calls of the same member."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder whose content was not examined.

    `gap` is true where it should have been: a negative answer is then no fact.
    """

    path: str
    reason: str
    gap: bool
    kind: str
    """`unreadable`, `oversized`, `minified`, `generated`, `vendored`, `binary`, `submodule`, `symlink`, `special`,
    `sparse`, `lfs`, `absent`, `budget`, `parser`, `unsupported`."""
    role: Role = Role.SOURCE


@dataclass(frozen=True, slots=True)
class PossibleName:
    """A name that a type allows and no call in first-party source is seen to send; never counted."""

    name: str
    sites: tuple[Location, ...]
    """The calls in first-party source whose name is not known and may be this one by its type."""


@dataclass(frozen=True, slots=True)
class Event:
    """A distinct event name with every site in first-party source that sends it."""

    name: str
    reserved: bool
    resolutions: tuple[Resolution, ...]
    sites: tuple[Location, ...]
