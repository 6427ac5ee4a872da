"""The state of each capability from what a scan found, without the project's settings and data. Pure functions.

What a person reads as a reason says what was found with its first line, or what was looked for in vain; and what code
alone cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport
from readiness_scan.model.signals import ErrorSignal, Init, ReplaySignal, Strength
from readiness_scan.model.verdict import Capability, Classification, Overall, State
from readiness_scan.readiness.gaps import unread

_APPLICABLE = {
    Classification.FRONTEND_JS: frozenset(Capability),
    Classification.BACKEND_SERVICE: frozenset({Capability.TRACKING, Capability.ERRORS}),
    Classification.UNKNOWN: frozenset({Capability.TRACKING, Capability.ERRORS}),
    Classification.SDK_OR_LIBRARY: frozenset[Capability](),
    Classification.TEST_OR_SANDBOX: frozenset[Capability](),
}
_TITLES = {
    Capability.TRACKING: "Product tracking",
    Capability.REPLAY: "Session replay",
    Capability.ERRORS: "Error tracking",
}
_KINDS = {
    Classification.FRONTEND_JS: "a web front end",
    Classification.BACKEND_SERVICE: "a back-end service",
    Classification.SDK_OR_LIBRARY: "an SDK or a library",
    Classification.TEST_OR_SANDBOX: "a test or sandbox repository",
    Classification.UNKNOWN: "a repository of unknown kind",
}
_MAX_LINES = 10


class _Signal(Protocol):
    @property
    def location(self) -> Location: ...

    @property
    def outside(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state of one capability, and why."""

    state: State
    reason: str

    @property
    def estimated(self) -> bool:
        """Whether it rests on code alone."""
        return self.state is not State.NOT_APPLICABLE


def judge(report: ScanReport, classification: Classification) -> dict[Capability, Judgement]:
    """Judge every capability, in the order of `Capability`.

    More signals in the report never move a state backwards.
    """
    judges = {Capability.TRACKING: _tracking, Capability.REPLAY: _replay, Capability.ERRORS: _errors}
    return {
        capability: judges[capability](report, classification)
        if capability in _APPLICABLE[classification]
        else Judgement(State.NOT_APPLICABLE, f"{_TITLES[capability]} does not apply to {_KINDS[classification]}.")
        for capability in Capability
    }


def overall(states: Iterable[State]) -> Overall:
    """Reduce the states of all capabilities to one word."""
    found = set(states) - {State.NOT_APPLICABLE}
    if not found:
        return Overall.UNKNOWN
    if found == {State.READY}:
        return Overall.READY
    if found == {State.NEEDS_SETUP}:
        return Overall.NEEDS_SETUP
    if found <= {State.NEEDS_SETUP, State.DETECTED}:
        return Overall.DETECTED
    return Overall.UNKNOWN if State.UNKNOWN in found else Overall.PARTIAL


def _tracking(report: ScanReport, _: Classification) -> Judgement:
    inits = _strong_inits(report)
    captures = [capture for capture in report.captures if capture.role is Role.SOURCE]
    if inits and (captures or report.events):
        count = len(report.events)
        names = f"{count} event name{'' if count == 1 else 's'}" if count else "events whose names are not in the code"
        where = f" ({_lines(captures)})" if captures else ""
        return Judgement(
            State.DETECTED,
            f"PostHog is initialised ({_lines(inits)}) and the code captures {names}{where}. Not known offline: "
            "whether proactive tasks are enabled in the project, and whether these events have arrived lately.",
        )
    if inits:
        return _absent(report, f"PostHog is initialised ({_lines(inits)}), but no capture call was found")
    if captures:
        return _absent(report, f"Events are captured ({_lines(captures)}), but no PostHog init was found")
    return _absent(report, f"No PostHog init and no capture call was found{_only_listed(report)}")


def _replay(report: ScanReport, _: Classification) -> Judgement:
    inits = _strong_inits(report)
    if not inits:
        return _absent(report, f"No PostHog init was found, so no session is recorded{_only_listed(report)}")
    unknown = (
        "Not known offline: whether session recording is turned on in the project, and whether recordings have "
        "arrived lately."
    )
    off = [init for init in inits if init.recording == "off"]
    others = [init for init in inits if init.recording != "off"]
    if not off:
        return Judgement(
            State.DETECTED, f"PostHog is initialised ({_lines(inits)}), with session recording not off. {unknown}"
        )
    off_lines = _switched_off(report, off)
    starts = [signal for signal in report.replay_signals if signal.role is Role.SOURCE and _starts(signal)]
    if starts:
        return Judgement(
            State.DETECTED,
            f"Session recording is off at the start ({off_lines}), but the code starts it later ({_lines(starts)}). "
            f"{unknown}",
        )
    if others:
        return Judgement(
            State.DETECTED,
            f"PostHog is initialised with session recording not off ({_lines(others)}); other inits switch it off "
            f"({off_lines}). {unknown}",
        )
    return _absent(report, f"Session recording is switched off at every PostHog init ({off_lines})")


def _errors(report: ScanReport, classification: Classification) -> Judgement:
    own = [signal for signal in report.error_signals if signal.role is Role.SOURCE]
    strong = [signal for signal in own if signal.strength is Strength.STRONG]
    inits = _strong_inits(report)
    unknown = (
        "Not known offline: whether exception autocapture is turned on in the project, and whether error issues were "
        "created lately."
    )
    if strong:
        return Judgement(
            State.DETECTED, f"Errors are reported through {_vendors(strong)} ({_lines(strong)}). {unknown}"
        )
    if inits and classification is Classification.FRONTEND_JS:
        return Judgement(
            State.DETECTED,
            f"No call reports errors, but PostHog is initialised ({_lines(inits)}) and catches exceptions by itself "
            f"where the project's exception autocapture is on. {unknown}",
        )
    if own:
        return _absent(
            report, f"Errors are handled ({_lines(own)}), but no call that reports them to an error SDK was found"
        )
    return _absent(report, "No error SDK set-up and no call that reports an exception was found")


def _absent(report: ScanReport, finding: str) -> Judgement:
    """Judge a capability without evidence: an absence is a fact only where everything was read."""
    if not_read := unread(report):
        return Judgement(State.UNKNOWN, f"{finding}, but {not_read}, so the answer is not known.")
    candidates = report.stats.candidates
    if not candidates:
        return Judgement(State.NEEDS_SETUP, f"{finding}: no source file found.")
    return Judgement(State.NEEDS_SETUP, f"{finding} ({candidates} source file{'' if candidates == 1 else 's'} read).")


def _strong_inits(report: ScanReport) -> list[Init]:
    return [init for init in report.inits if init.role is Role.SOURCE and init.strength is Strength.STRONG]


def _only_listed(report: ScanReport) -> str:
    """Say that a manifest names the SDK that no code starts."""
    for dependency in report.sdks:
        if "posthog" in dependency.name.lower():
            return f" ({dependency.name} is a dependency, {dependency.manifest}:{dependency.line})"
    return ""


def _starts(signal: ReplaySignal) -> bool:
    """Whether it is the call that starts a recording: `startSessionRecording`, `start_session_replay`, …."""
    return signal.setting.replace("_", "").lower().startswith("startsession")


def _switched_off(report: ScanReport, inits: list[Init]) -> str:
    """Cite each init, and the line of the setting where it stands within the init."""
    cited = []
    for init in inits[:_MAX_LINES]:
        here = init.location
        settings = [
            f"{signal.setting} in line {signal.location.line}"
            for signal in report.replay_signals
            if signal.location.path == here.path and here.line <= signal.location.line <= here.end_line
        ]
        cited.append(f"{here.path}:{here.line}" + (f", {settings[0]}" if settings else ""))
    more = len(inits) - len(cited)
    return "; ".join(cited) + (f"; and {more} more" if more else "")


def _vendors(signals: list[ErrorSignal]) -> str:
    names = {"a declared wrapper" if signal.declared else signal.vendor for signal in signals}
    return " and ".join(sorted(names))


def _lines(signals: Iterable[_Signal]) -> str:
    """Cite the first signal, those inside the scanned folder before what its code reaches outside."""
    first, *others = sorted(signals, key=lambda signal: (signal.outside, signal.location))
    return f"{first.location.path}:{first.location.line}" + (f" and {len(others)} more" if others else "")
