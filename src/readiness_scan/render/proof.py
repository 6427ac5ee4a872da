"""Which lines of a report prove which capability, in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, groupby, islice, zip_longest
from typing import NamedTuple, TypeVar

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport
from readiness_scan.model.signals import Capture, ErrorSignal, Init, ReplaySignal, Resolution, Strength

_Signal = TypeVar("_Signal", Init, Capture, ErrorSignal, ReplaySignal)

_ERROR_FORMS = {
    "init": "{} set up",
    "capture": "exception reported to {}",
    "option": "{} option that captures exceptions",
    "component": "{} error boundary",
    "handler": "{} error handler",
}
_RECORDING = {None: "", "off": ", session recording off", "on": ", session recording on"}


class Line(NamedTuple):
    """One line of code, and what stands there."""

    location: Location
    what: str


class Proof(NamedTuple):
    """What the code says of one capability."""

    groups: tuple[tuple[Line, ...], ...]
    """Lines in first-party source by kind, the most telling kind first."""
    uncounted: Counter[Role]
    """Signals that are no evidence, by the role of their file."""

    @property
    def total(self) -> int:
        """How many lines there are."""
        return sum(map(len, self.groups))

    def first(self, limit: int) -> list[Line]:
        """At most `limit` lines, of each kind in turn, so that a kind with many hides no other."""
        turns = chain.from_iterable(zip_longest(*self.groups))
        chosen = set(islice((line for line in turns if line is not None), limit))
        return [line for group in self.groups for line in group if line in chosen]


def of_tracking(report: ScanReport) -> Proof:
    """Clients that are set up, and calls that capture an event."""
    return Proof(
        (_init_lines(report, Strength.STRONG), _capture_lines(_source(report.captures)), _weak_inits(report)),
        _roles(report.inits) + _roles(report.captures),
    )


def of_replay(report: ScanReport, *, applies: bool) -> Proof:
    """Replay settings and calls; where replay applies, the set-up of a client too, which records unless told not to."""
    settings = tuple(
        Line(signal.location, _placed(f"{signal.setting} of {signal.sdk}", signal))
        for signal in _source(report.replay_signals)
    )
    inits = _init_lines(report, Strength.STRONG) if applies else ()
    return Proof((settings, inits), _roles(report.replay_signals))


def of_errors(report: ScanReport, *, by_init: bool) -> Proof:
    """Errors that are reported.

    Args:
        report: what was found.
        by_init: an initialised client is evidence too, as it is in a front end.
    """
    strong, weak = (
        tuple(Line(s.location, _error_words(s)) for s in _source(report.error_signals) if s.strength is strength)
        for strength in (Strength.STRONG, Strength.WEAK)
    )
    inits = _init_lines(report, Strength.STRONG) if by_init and not strong else ()
    return Proof((strong, inits, weak), _roles(report.error_signals))


def unknown_names(report: ScanReport) -> int:
    """How many places in source capture an event whose name only the running program knows."""
    unknown = (Resolution.DYNAMIC, Resolution.PATTERN)
    return len({capture.location for capture in _source(report.captures) if capture.resolution in unknown})


def place(location: Location) -> str:
    """`path:line`, as editors and terminals follow it."""
    return f"{location.path}:{location.line}"


def _source(signals: Iterable[_Signal]) -> list[_Signal]:
    return [signal for signal in signals if signal.role is Role.SOURCE]


def _roles(signals: Iterable[_Signal]) -> Counter[Role]:
    return Counter(signal.role for signal in signals if signal.role is not Role.SOURCE)


def _placed(words: str, signal: Init | Capture | ErrorSignal | ReplaySignal) -> str:
    if not isinstance(signal, ReplaySignal) and signal.declared:
        words += f", as {signal.declared} declares"
    return f"{words}, outside the scanned folder" if signal.outside else words


def _sdk(init: Init) -> str:
    """The SDK; behind a declared wrapper it is not known which."""
    return "PostHog" if init.declared else init.sdk


def _init_lines(report: ScanReport, strength: Strength) -> tuple[Line, ...]:
    return tuple(
        Line(init.location, _placed(f"{_sdk(init)} set up{_RECORDING[init.recording]}", init))
        for init in _source(report.inits)
        if init.strength is strength
    )


def _weak_inits(report: ScanReport) -> tuple[Line, ...]:
    return tuple(Line(line.location, f"{line.what}, perhaps") for line in _init_lines(report, Strength.WEAK))


def _capture_lines(captures: Iterable[Capture]) -> tuple[Line, ...]:
    """One line per call, whatever the number of names that it can send."""
    sites = groupby(captures, key=lambda capture: capture.location)
    return tuple(Line(location, _capture_words(list(group))) for location, group in sites)


def _capture_words(captures: list[Capture]) -> str:
    names = dict.fromkeys(f'"{capture.event}"' for capture in captures if capture.event is not None)
    first = captures[0]
    if names:
        words = f"capture {' or '.join(names)}"
    elif first.resolution is Resolution.PATTERN and first.pattern:
        words = f"capture, its name like {first.pattern}"
    elif first.resolution is Resolution.PARAMETER:
        words = "capture, named by the caller"
    else:
        words = "capture, its name not known from code"
    if first.via is not None:
        words += f" through {place(first.via)}"
    return _placed(words, first)


def _error_words(signal: ErrorSignal) -> str:
    words = "exception reported" if signal.declared else _ERROR_FORMS[signal.form].format(signal.vendor)
    return _placed(words if signal.strength is Strength.STRONG else f"{words}, which is no proof", signal)
