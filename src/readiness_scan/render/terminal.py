"""The answer for a person: three capabilities, the lines that prove them, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport
from readiness_scan.model.verdict import Capability, Classification, State
from readiness_scan.readiness import Assessment
from readiness_scan.render import proof
from readiness_scan.render.declaring import declarations
from readiness_scan.render.proof import Line, Proof, place
from readiness_scan.render.safe_text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from readiness_scan.model.contract import CapabilityState

MOST_LINES = 5
MOST_NAMES = 8
MOST_DECLARATIONS = 3
MOST_PADDING = 60
"""Columns: beyond that, what stands at a line follows its place at once."""
PROSE_WIDTH = 110
"""Columns: on a wider terminal a sentence is easier to read when it ends here."""

_WORD = re.compile(r"(\S+)\s*")
_TITLES = {
    Capability.TRACKING: "Product tracking",
    Capability.REPLAY: "Session replay",
    Capability.ERRORS: "Error tracking",
}
_SYMBOLS = {
    State.READY: ("●", "green"),
    State.WAITING_FOR_DATA: ("●", "yellow"),
    State.DETECTED: ("◐", "cyan"),
    State.NEEDS_SETUP: ("○", "red"),
    State.NOT_APPLICABLE: ("-", "dim"),
    State.UNKNOWN: ("?", "magenta"),
}
_LOOKED_FOR = {
    Capability.TRACKING: "a PostHog SDK that is set up, and calls (or first-party wrappers) that capture events",
    Capability.REPLAY: "a PostHog SDK that is set up, its session recording settings and calls",
    Capability.ERRORS: "an error SDK that is set up, exceptions reported by hand, exception autocapture, error "
    "boundaries",
}
_ROLES = {
    Role.TEST: "tests",
    Role.EXAMPLE: "examples",
    Role.DOCS: "docs",
    Role.GENERATED: "generated files",
    Role.VENDORED: "vendored files",
}


def print_report(console: Console, report: ScanReport, assessment: Assessment) -> None:
    """Print the answer.

    A terminal gets colours, links and wrapped sentences; anything else plain text with one line per statement, so
    that each `path:line` stays in one piece.
    """
    page = _Page(console, report)
    _print_header(page, report, assessment)
    readiness = assessment.readiness
    states = {
        Capability.TRACKING: readiness.core_suggestions,
        Capability.REPLAY: readiness.replay_insights,
        Capability.ERRORS: readiness.error_insights,
    }
    for capability, state in states.items():
        _print_capability(page, capability, state, assessment)
    _print_reading(page, any(_is_missing(state) for state in states.values()))
    _print_suspected(page, tracking_missing=_is_missing(readiness.core_suggestions))


class _Page:
    """Where lines go: knows the console's width and what its reader can follow."""

    def __init__(self, console: Console, report: ScanReport) -> None:
        self.report = report
        self._console = console
        self._root = Path(report.target.path)

    def blank(self) -> None:
        self._console.print()

    def prose(self, words: str | Text, indent: int = 0, label: str = "") -> None:
        """Print a sentence, wrapped on a terminal. `label` stands before it, and further lines hang below its start."""
        text = words if isinstance(words, Text) else Text(printable(words))
        text = Text.assemble((label, "bold"), text)
        if not self._console.is_terminal:
            self._put(" " * indent, text)
            return
        hang = indent + 2 * bool(label)
        width = max(min(self._console.width, PROSE_WIDTH) - hang, 20)
        for number, line in enumerate(_wrapped(text, width)):
            self._put(" " * (hang if number else indent), line)

    def lines(self, lines: Iterable[Line], indent: int) -> None:
        """Print lines of code, what stands there beside their places, or below where a terminal is too narrow."""
        rows = [(line.location, printable(place(line.location)), printable(line.what)) for line in lines]
        pad = max((len(where) for _, where, _ in rows), default=0) + 2
        widest = max((len(what) for *_, what in rows), default=0)
        terminal = self._console.is_terminal
        fits = indent + pad + widest <= self._console.width if terminal else pad <= MOST_PADDING
        for location, where, what in rows:
            link = self._linked(where, location)
            if fits or not terminal:
                self._put(" " * indent, link, " " * (pad - len(where) if fits else 2), Text(what))
            else:
                self._put(" " * indent, link)
                self.prose(what, indent + 2)

    def verbatim(self, lines: Iterable[str], indent: int) -> None:
        """Print lines to be copied: none is wrapped."""
        for line in lines:
            self._put(" " * indent, Text(printable(line)))

    def _put(self, *parts: str | Text) -> None:
        # Soft wrapping leaves an over-long line to the terminal: it is neither cropped nor cut in two.
        self._console.print(Text.assemble(*parts), soft_wrap=True)

    def _linked(self, where: str, location: Location) -> Text:
        if not self._console.is_terminal:
            return Text(where)
        return Text(where, style=Style(bold=True, link=(self._root / location.path).as_uri()))


def _wrapped(text: Text, width: int) -> list[Text]:
    """Break between words only: one that is wider than `width`, such as a path, stays whole."""
    breaks: list[int] = []
    column = 0
    for word in _WORD.finditer(text.plain):
        if column and column + cell_len(word[1]) > width:
            breaks.append(word.start())
            column = 0
        column += cell_len(word[0])
    lines = list(text.divide(breaks))
    for line in lines:
        line.rstrip()
    return lines


def _print_header(page: _Page, report: ScanReport, assessment: Assessment) -> None:
    readiness = assessment.readiness
    overall = readiness.overall.value.replace("_", " ")
    page.prose(
        Text.assemble((printable(readiness.repository), "bold"), f" ({readiness.classification}): ", (overall, "bold"))
    )
    page.prose(f"Classified by {'; '.join(assessment.decided_by)}.", 2)
    if report.target.listing_note:
        page.prose(f"Files listed without git: {report.target.listing_note}.", 2)
    _print_steps(page, None, assessment)


def _print_capability(page: _Page, capability: Capability, state: CapabilityState, assessment: Assessment) -> None:
    symbol, style = _SYMBOLS[state.state]
    page.blank()
    page.prose(
        Text.assemble(
            (f"{symbol} ", style),
            (_TITLES[capability], "bold"),
            ": ",
            (state.state.value.replace("_", " "), style),
        )
    )
    page.prose(state.reason, 2)
    found = _proof(page.report, capability, state, assessment)
    page.lines(found.first(MOST_LINES), 4)
    _print_more(page, found.total)
    if capability is Capability.TRACKING:
        _print_events(page)
    if not found.total and state.state is not State.NOT_APPLICABLE:
        page.prose(f"{_LOOKED_FOR[capability]}.", 2, "Looked for: ")
    if found.uncounted:
        counts = ", ".join(
            f"{found.uncounted[role]} in {name}" for role, name in _ROLES.items() if found.uncounted[role]
        )
        page.prose(f"{counts}.", 2, "Not counted: ")
    _print_steps(page, capability, assessment)


def _proof(report: ScanReport, capability: Capability, state: CapabilityState, assessment: Assessment) -> Proof:
    applies = state.state is not State.NOT_APPLICABLE
    if capability is Capability.TRACKING:
        return proof.of_tracking(report)
    if capability is Capability.REPLAY:
        return proof.of_replay(report, applies=applies)
    front_end = assessment.readiness.classification is Classification.FRONTEND_JS
    return proof.of_errors(report, by_init=applies and front_end)


def _print_events(page: _Page) -> None:
    names = page.report.event_names
    unknown = proof.unknown_names(page.report)
    possible = [item.name for item in page.report.possible_names]
    if names:
        page.prose(f"{_named(names)}.", 2, f"{_count(len(names), 'event name')}: ")
    if unknown:
        page.prose(f"{_count(unknown, 'call')} with a name that only the running program knows.", 2)
    if possible:
        label = f"{_count(len(possible), 'name')} that a type allows and no call is seen to send: "
        page.prose(f"{_named(possible)}.", 2, label)


def _named(names: Sequence[str]) -> str:
    more = f", … and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}"


def _print_steps(page: _Page, capability: Capability | None, assessment: Assessment) -> None:
    for step in assessment.next_steps:
        if step.capability is capability:
            page.prose(step.text if step.url is None else f"{step.text} {step.url}", 2, "Next: ")


def _print_reading(page: _Page, something_missing: bool) -> None:
    """Say what was read, and, where a capability lacks evidence, what came near to it."""
    report = page.report
    page.blank()
    page.prose(
        f"{_count(report.evidence.files_scanned, 'file')}{_by_count(report.stats.languages)}"
        f"{_unsupported(report.stats.unsupported)}.",
        0,
        "Read: ",
    )
    if gaps := report.gaps:
        page.prose(f"{_count(len(gaps), 'file or folder', 'files or folders')} that should have been.", 0, "Not read: ")
        for gap in gaps[:MOST_LINES]:
            page.prose(f"{gap.path} ({gap.reason})", 4)
        _print_more(page, len(gaps))
    if something_missing and report.near_misses:
        page.prose("these look like instrumentation and are no evidence.", 0, "Near misses: ")
        page.lines((Line(miss.location, miss.what) for miss in report.near_misses[:MOST_LINES]), 4)
        _print_more(page, len(report.near_misses))


def _print_suspected(page: _Page, *, tracking_missing: bool) -> None:
    """Name the calls that only a person can judge, and what to paste where they do send events to PostHog."""
    suspected = page.report.suspected
    if not suspected:
        return
    calls = "1 call looks" if len(suspected) == 1 else f"{len(suspected)} calls look"
    page.blank()
    page.prose(
        f"{calls} like event tracking through packages that are not here, which proves nothing.", 0, "Suspected: "
    )
    if tracking_missing:
        page.lines((Line(item.location, item.why) for item in suspected[:MOST_LINES]), 4)
        _print_more(page, len(suspected))
    page.prose(
        "Those that send events to PostHog are counted once .readiness-scan.toml (or a pyproject.toml that is there "
        "already) says so:",
        2,
    )
    found = declarations(suspected)
    for declaration in found[:MOST_DECLARATIONS]:
        page.blank()
        page.verbatim(declaration.lines, 4)
    if len(found) > MOST_DECLARATIONS:
        page.blank()
        page.prose(f"… and {len(found) - MOST_DECLARATIONS} more, under `suspected` of --format json", 4)


def _is_missing(state: CapabilityState) -> bool:
    return state.state in (State.NEEDS_SETUP, State.UNKNOWN)


def _print_more(page: _Page, total: int) -> None:
    if total > MOST_LINES:
        page.prose(f"… and {total - MOST_LINES} more", 4)


def _by_count(languages: Mapping[str, int]) -> str:
    ranked = sorted(languages.items(), key=lambda item: (-item[1], item[0]))
    return f" ({', '.join(f'{count} {name}' for name, count in ranked)})" if ranked else ""


def _unsupported(languages: Mapping[str, int]) -> str:
    return f"; not read, for want of their languages: {_by_count(languages).strip(' ()')}" if languages else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"
