"""Scan reports made by hand, for the tests of this folder."""

from __future__ import annotations

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport, Stats, Target, TreeMarkers
from readiness_scan.model.signals import (
    Capture,
    ErrorSignal,
    Event,
    Init,
    ReplaySignal,
    Resolution,
    Skipped,
    Strength,
)


def at(path: str, line: int = 1, end_line: int | None = None) -> Location:
    return Location(path, line, 1, end_line or line, 20)


def target(*, remote: str | None = None, folder_name: str = "checkout") -> Target:
    return Target(f"/home/me/{folder_name}", "", folder_name, remote, None, "git")


def init(
    path: str = "src/posthog.ts",
    line: int = 4,
    *,
    recording: str | None = None,
    role: Role = Role.SOURCE,
    strength: Strength = Strength.STRONG,
    outside: bool = False,
) -> Init:
    return Init(at(path, line, line + 3), "typescript", "posthog-js", role, "call", strength, outside, recording)


def capture(path: str = "src/buy.ts", line: int = 10, *, role: Role = Role.SOURCE) -> Capture:
    return Capture(at(path, line), "typescript", "posthog-js", role, None, Resolution.DYNAMIC, reason="a parameter")


def event(name: str = "bought") -> Event:
    return Event(name, False, (Resolution.LITERAL,), (at("src/buy.ts", 10),))


def error(
    path: str = "src/fail.ts", line: int = 7, *, role: Role = Role.SOURCE, strength: Strength = Strength.STRONG
) -> ErrorSignal:
    return ErrorSignal(at(path, line), "typescript", "sentry", role, "capture", strength)


def replay(setting: str, path: str = "src/posthog.ts", line: int = 6, *, role: Role = Role.SOURCE) -> ReplaySignal:
    return ReplaySignal(at(path, line), "typescript", "posthog-js", setting, role)


def gap(path: str = "src/locked.ts", kind: str = "unreadable", *, role: Role = Role.SOURCE) -> Skipped:
    return Skipped(path, f"{kind} here", True, kind, role)


def report(
    *,
    remote: str | None = None,
    folder_name: str = "checkout",
    tree: TreeMarkers | None = None,
    inits: tuple[Init, ...] = (),
    captures: tuple[Capture, ...] = (),
    events: tuple[Event, ...] = (),
    errors: tuple[ErrorSignal, ...] = (),
    replays: tuple[ReplaySignal, ...] = (),
    skipped: tuple[Skipped, ...] = (),
    stats: Stats | None = None,
) -> ScanReport:
    return ScanReport(
        target=target(remote=remote, folder_name=folder_name),
        tree=tree or TreeMarkers(),
        inits=inits,
        captures=captures,
        events=events,
        error_signals=errors,
        replay_signals=replays,
        skipped=skipped,
        stats=stats or Stats(candidates=12, examined=12, languages={"typescript": 12}),
    )
