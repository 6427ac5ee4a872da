"""The whole answer of one scan, as plain values. Its JSON form is in `report.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness_scan.model.role import Role
from readiness_scan.model.signals import (
    Capture,
    Dependency,
    ErrorSignal,
    Event,
    Init,
    NearMiss,
    PossibleName,
    ReplaySignal,
    Skipped,
    Strength,
    Suspected,
)


@dataclass(frozen=True, slots=True)
class Target:
    """What was scanned."""

    path: str
    """The reporting root, as the caller named it, made absolute."""
    prefix: str
    """The reporting root within the reading root: POSIX, without slashes at its ends, `""` where they are the same."""
    folder_name: str
    """The reporting root's own name."""
    remote: str | None
    """`owner/name` from the `origin` remote's URL, where that is a host's."""
    commit: str | None
    """The checked-out commit, 40 hex digits; none without git or before the first commit."""
    listing: str
    """How the files were listed: `git`, or `walk` with the reason in `listing_note`."""
    listing_note: str | None = None


@dataclass(frozen=True, slots=True)
class TreeMarkers:
    """What classification needs to know of the files under the reporting root (contract 1.2)."""

    frontend: int = 0
    """Frontend marker files: package.json, next.config.*, vite.config.*, nuxt.config.*."""
    backend: int = 0
    """Backend marker files: pyproject.toml, requirements.txt, go.mod and so on."""
    has_jsx: bool = False
    """Any .tsx or .jsx file."""
    has_backend_source: bool = False
    """Any .py, .go, .java or .rs file."""
    application_root: str | None = None
    """The file that makes the root an application, which rule 2 respects."""


@dataclass(frozen=True, slots=True)
class ScanEvidence:
    """The six documented fields of `scan`."""

    files_scanned: int
    detected_files_count: int
    event_name_count: int
    found_posthog_init: bool
    found_posthog_capture: bool
    found_error_signal: bool


@dataclass(frozen=True, slots=True)
class Stats:
    """How much was done."""

    files_seen: int = 0
    candidates: int = 0
    """Files of supported languages under the reporting root."""
    examined: int = 0
    """Candidates whose bytes were examined."""
    ignored: int | None = None
    """Ignored files and folders; none where counting them was not asked of git."""
    screened_in: int = 0
    parsed: int = 0
    bytes: int = 0
    seconds: float = 0.0
    complete: bool = True
    languages: dict[str, int] = field(default_factory=dict)
    """Candidates by language name."""
    unsupported: dict[str, int] = field(default_factory=dict)
    """Source files of known languages that this version does not read, by language name."""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan found. Every list is sorted by location; paths are relative to the reporting root."""

    target: Target
    tree: TreeMarkers
    inits: tuple[Init, ...] = ()
    captures: tuple[Capture, ...] = ()
    events: tuple[Event, ...] = ()
    possible_names: tuple[PossibleName, ...] = ()
    suspected: tuple[Suspected, ...] = ()
    """Calls in first-party source that may track events through packages which are not here; no evidence."""
    error_signals: tuple[ErrorSignal, ...] = ()
    replay_signals: tuple[ReplaySignal, ...] = ()
    sdks: tuple[Dependency, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    stats: Stats = field(default_factory=Stats)

    @property
    def event_names(self) -> tuple[str, ...]:
        """Sorted distinct names that first-party source certainly sends."""
        return tuple(event.name for event in self.events)

    @property
    def gaps(self) -> tuple[Skipped, ...]:
        """What should have been read and was not, in first-party source."""
        return tuple(item for item in self.skipped if item.gap and item.role is Role.SOURCE)

    @property
    def evidence(self) -> ScanEvidence:
        """The documented `scan` fields, from signals in first-party source alone."""
        return ScanEvidence(
            files_scanned=self.stats.examined,
            detected_files_count=self.stats.candidates,
            event_name_count=len(self.events),
            found_posthog_init=any(i.role is Role.SOURCE and i.strength is Strength.STRONG for i in self.inits),
            found_posthog_capture=any(c.role is Role.SOURCE for c in self.captures),
            found_error_signal=any(e.role is Role.SOURCE and e.strength is Strength.STRONG for e in self.error_signals),
        )
