"""JSON: the whole report, or the documented answer alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from readiness_scan.model.location import Location
from readiness_scan.model.report import (
    CaptureEntry,
    ErrorEntry,
    EventEntry,
    InitEntry,
    NearMissEntry,
    NextStepEntry,
    Place,
    PossibleEntry,
    ReplayEntry,
    Report,
    SdkEntry,
    SkippedEntry,
    StatsEntry,
    SuspectedEntry,
    TargetEntry,
)
from readiness_scan.model.scan_report import ScanReport, Stats
from readiness_scan.model.signals import (
    Capture,
    ErrorSignal,
    Event,
    Init,
    NearMiss,
    PossibleName,
    ReplaySignal,
    Suspected,
)
from readiness_scan.readiness.assess import Assessment

_Found = TypeVar("_Found", Init, Capture, ErrorSignal, ReplaySignal, NearMiss, Suspected)


def render_report(report: ScanReport, assessment: Assessment) -> str:
    """Return the report as JSON, indented, with a newline at the end."""
    return report_of(report, assessment).model_dump_json(by_alias=True, indent=2) + "\n"


def render_readiness(assessment: Assessment) -> str:
    """Return the documented answer as JSON, indented, with a newline at the end."""
    return assessment.readiness.model_dump_json(by_alias=True, indent=2) + "\n"


def report_of(report: ScanReport, assessment: Assessment) -> Report:
    """Return the report in its wire form, every list in a fixed order."""
    return Report(
        target=_target(report, assessment),
        readiness=assessment.readiness,
        decided_by=assessment.decided_by,
        next_steps=tuple(
            NextStepEntry(capability=step.capability, text=step.text, url=step.url) for step in assessment.next_steps
        ),
        inits=tuple(_init(init) for init in _ordered(report.inits, "sdk", "form")),
        captures=tuple(_capture(capture) for capture in _ordered(report.captures, "event", "sdk", "resolution")),
        event_names=tuple(sorted(report.event_names)),
        events=tuple(_event(event) for event in sorted(report.events, key=lambda event: event.name)),
        possible_names=tuple(_possible(item) for item in sorted(report.possible_names, key=lambda item: item.name)),
        suspected=tuple(_suspected(call) for call in _ordered(report.suspected, "module", "call")),
        error_signals=tuple(_error(signal) for signal in _ordered(report.error_signals, "vendor", "form")),
        replay_signals=tuple(_replay(signal) for signal in _ordered(report.replay_signals, "setting", "sdk")),
        sdks=tuple(
            sorted((SdkEntry(**asdict(sdk)) for sdk in report.sdks), key=lambda sdk: (sdk.name, sdk.manifest, sdk.line))
        ),
        near_misses=tuple(
            NearMissEntry(**_place(miss.location), what=miss.what) for miss in _ordered(report.near_misses, "what")
        ),
        skipped=tuple(
            sorted((SkippedEntry(**asdict(item)) for item in report.skipped), key=lambda item: (item.path, item.kind))
        ),
        stats=_stats(report.stats),
    )


def _ordered(found: Iterable[_Found], *fields: str) -> list[_Found]:
    """Sort by location, then by these fields: one place can say several things."""
    return sorted(found, key=lambda item: (item.location, *(str(getattr(item, field)) for field in fields)))


def _place(location: Location) -> dict[str, Any]:
    return location._asdict()


def _where(signal: Init | Capture | ErrorSignal | ReplaySignal) -> dict[str, Any]:
    return {
        **_place(signal.location),
        "language": signal.language,
        "role": signal.role,
        "outside": True if signal.outside else None,
    }


def _init(init: Init) -> InitEntry:
    return InitEntry(**_where(init), sdk=init.sdk, form=init.form, strength=init.strength, declared=init.declared)


def _capture(capture: Capture) -> CaptureEntry:
    return CaptureEntry(
        **_where(capture),
        sdk=capture.sdk,
        event=capture.event,
        resolution=capture.resolution,
        pattern=capture.pattern,
        reason=capture.reason,
        via=None if capture.via is None else Place(**_place(capture.via)),
        declared=capture.declared,
    )


def _error(signal: ErrorSignal) -> ErrorEntry:
    return ErrorEntry(
        **_where(signal),
        vendor=signal.vendor,
        form=signal.form,
        strength=signal.strength,
        declared=signal.declared,
    )


def _replay(signal: ReplaySignal) -> ReplayEntry:
    return ReplayEntry(**_where(signal), sdk=signal.sdk, setting=signal.setting)


def _suspected(call: Suspected) -> SuspectedEntry:
    return SuspectedEntry(
        **_place(call.location), call=call.call, module=call.module, why=call.why, selectors=call.selectors
    )


def _event(event: Event) -> EventEntry:
    return EventEntry(
        name=event.name,
        reserved=event.reserved,
        resolutions=tuple(sorted(event.resolutions)),
        sites=tuple(Place(**_place(site)) for site in sorted(event.sites)),
    )


def _possible(possible: PossibleName) -> PossibleEntry:
    return PossibleEntry(name=possible.name, sites=tuple(Place(**_place(site)) for site in sorted(possible.sites)))


def _target(report: ScanReport, assessment: Assessment) -> TargetEntry:
    target = report.target
    return TargetEntry(
        path=target.path,
        prefix=target.prefix,
        repository=assessment.readiness.repository,
        repository_from=assessment.repository_from,
        revision=target.commit,
        listing=target.listing,
        listing_note=target.listing_note,
    )


def _stats(stats: Stats) -> StatsEntry:
    fields = asdict(stats)
    fields["languages"] = dict(sorted(stats.languages.items()))
    fields["unsupported"] = dict(sorted(stats.unsupported.items()))
    return StatsEntry(**fields)
