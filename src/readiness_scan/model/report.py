"""The JSON report of one scan (`--format json`). Loads pydantic: imported at the API's edge only.

`report.schema.json` beside this file is its JSON Schema, as `report_json_schema` gives it.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any, ClassVar, Literal

from pydantic import Field

from readiness_scan.model.contract import OPTIONAL, Absent, PlainJsonSchema, Readiness, Shape, Text
from readiness_scan.model.role import Role
from readiness_scan.model.signals import Resolution, Strength
from readiness_scan.model.verdict import Capability, RepositoryFrom

SCHEMA_VERSION: Literal["1"] = "1"


def _tool_version() -> str:
    try:
        return version("readiness-scan")
    except PackageNotFoundError:  # run from sources, without an installed package
        return "unknown"


class Place(Shape):
    """A stretch of one file: 1-based lines and columns, columns in characters, the end just past the last one."""

    path: Text
    """POSIX, relative to the scanned folder; `../…` where it lies outside."""
    line: int
    column: int
    end_line: int
    end_column: int


class SignalEntry(Place):
    """What every signal says."""

    language: Text
    role: Role
    outside: Literal[True] | Absent = OPTIONAL
    """It lies outside the scanned folder, whose code reaches it."""


class DeclarableEntry(SignalEntry):
    """A signal that a declaration in the configuration can prove."""

    declared: Text | Absent = OPTIONAL
    """The line of the configuration that says so, as `path:line`; the SDK or vendor is then `declared`."""


class InitEntry(DeclarableEntry):
    """A place where an SDK client is set up."""

    sdk: Text
    form: Text
    strength: Strength


class CaptureEntry(DeclarableEntry):
    """A call that sends an event; a site with several possible names has one entry for each."""

    null_fields: ClassVar[frozenset[str]] = frozenset({"event"})

    sdk: Text
    event: Text | None
    """Null where the name is not known."""
    resolution: Resolution
    pattern: Text | Absent = OPTIONAL
    reason: Text | Absent = OPTIONAL
    via: Place | Absent = OPTIONAL
    """The wrapper that is called."""


class ErrorEntry(DeclarableEntry):
    """A place where errors are reported, or an error SDK is set up."""

    vendor: Text
    form: Text
    strength: Strength


class ReplayEntry(SignalEntry):
    """An explicit session-replay setting or call."""

    sdk: Text
    setting: Text


class EventEntry(Shape):
    """A distinct event name with the sites in first-party source that send it."""

    name: Text
    reserved: bool
    resolutions: tuple[Resolution, ...]
    sites: tuple[Place, ...]


class PossibleEntry(Shape):
    """A name that a type allows and no call is seen to send, with the calls that it may come from."""

    name: Text
    sites: tuple[Place, ...]


class SdkEntry(Shape):
    """An SDK named in a manifest or lock file."""

    name: Text
    version: Text | Absent = OPTIONAL
    manifest: Text
    line: int


class NearMissEntry(Place):
    """Something that looks like instrumentation and is no evidence."""

    what: Text


class SuspectedEntry(Place):
    """A call that looks like event tracking through a package whose source is not here; no evidence."""

    call: Text
    """The path from the module to what is called."""
    module: Text
    why: Text
    selectors: tuple[Text, ...]
    """Where the event name seems to stand: with `module` and `call`, what a declaration needs."""


class SkippedEntry(Shape):
    """A file or folder whose content was not examined; `gap`: it should have been."""

    path: Text
    reason: Text
    gap: bool
    kind: Text
    role: Role


class NextStepEntry(Shape):
    """What to do next; without a capability it concerns all."""

    capability: Capability | Absent = OPTIONAL
    text: Text
    url: Text | Absent = OPTIONAL


class ToolEntry(Shape):
    """What wrote the report."""

    name: Literal["readiness-scan"] = "readiness-scan"
    version: Text = Field(default_factory=_tool_version)


class TargetEntry(Shape):
    """What was scanned."""

    path: Text
    """The scanned folder, absolute."""
    prefix: Text
    """The scanned folder within its repository; empty where they are the same."""
    repository: Text
    repository_from: RepositoryFrom
    revision: Text | Absent = OPTIONAL
    """The checked-out commit."""
    listing: Text
    """How the files were listed: `git` or `walk`."""
    listing_note: Text | Absent = OPTIONAL


class StatsEntry(Shape):
    """How much was done."""

    files_seen: int
    candidates: int
    examined: int
    ignored: int | Absent = OPTIONAL
    screened_in: int
    parsed: int
    bytes: int
    seconds: float
    complete: bool
    languages: dict[Text, int]
    """Candidates by language."""
    unsupported: dict[Text, int]
    """Source files in known languages that are not read, by language."""


class Report(Shape):
    """The whole report. Every list is sorted."""

    null_fields: ClassVar[frozenset[str]] = frozenset({"drift"})

    schema_version: Literal["1"] = SCHEMA_VERSION
    tool: ToolEntry = Field(default_factory=ToolEntry)
    target: TargetEntry
    readiness: Readiness
    decided_by: tuple[Text, ...]
    """The classification rules that decided."""
    next_steps: tuple[NextStepEntry, ...]
    drift: None = None
    """Needs what the project received; null without it."""
    inits: tuple[InitEntry, ...]
    captures: tuple[CaptureEntry, ...]
    event_names: tuple[Text, ...]
    """Distinct names that source files certainly send."""
    events: tuple[EventEntry, ...]
    possible_names: tuple[PossibleEntry, ...]
    """Names that only a type allows: never counted."""
    suspected: tuple[SuspectedEntry, ...]
    error_signals: tuple[ErrorEntry, ...]
    replay_signals: tuple[ReplayEntry, ...]
    sdks: tuple[SdkEntry, ...]
    packages: tuple[()] = ()
    near_misses: tuple[NearMissEntry, ...]
    skipped: tuple[SkippedEntry, ...]
    stats: StatsEntry


def report_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `Report` as it is written."""
    schema = Report.model_json_schema(by_alias=True, schema_generator=PlainJsonSchema)
    # Fields with a default are always written, so they are required of a reader's document.
    schema["required"] = list(schema["properties"])
    return schema
