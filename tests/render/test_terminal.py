from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from readiness_scan.model.location import Location
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport, Stats, Target, TreeMarkers
from readiness_scan.model.signals import (
    Capture,
    ErrorSignal,
    Event,
    Init,
    NearMiss,
    PossibleName,
    ReplaySignal,
    Resolution,
    Skipped,
    Strength,
    Suspected,
)
from readiness_scan.readiness import assess
from readiness_scan.render.terminal import print_report

ROOT = Path(__file__).parent / "my app"
NOTHING = ScanReport(
    target=Target(str(ROOT), "", "my app", None, None, "git"),
    tree=TreeMarkers(frontend=2, backend=1),
    stats=Stats(candidates=12, examined=12, languages={"python": 4, "tsx": 8}),
)


def at(path: str, line: int) -> Location:
    return Location(path, line, 1, line, 2)


def init(path: str, line: int, role: Role = Role.SOURCE, recording: str | None = None) -> Init:
    return Init(at(path, line), "typescript", "posthog-js", role, "call", Strength.STRONG, recording=recording)


def capture(path: str, line: int, event: str | None, role: Role = Role.SOURCE) -> Capture:
    resolution = Resolution.LITERAL if event else Resolution.DYNAMIC
    return Capture(at(path, line), "tsx", "posthog-js", role, event, resolution)


def events(*names: str) -> tuple[Event, ...]:
    return tuple(Event(name, False, (Resolution.LITERAL,), ()) for name in names)


def shown(
    report: ScanReport, *, width: int = 100, terminal: bool = False, links: bool = False, repository: str | None = None
) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if links else None,
        legacy_windows=False,
        highlight=False,
    )
    print_report(console, report, assess(report, repository=repository))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def section(text: str, title: str) -> str:
    return next(part for part in text.split("\n\n") if title in part.splitlines()[0])


TRACKED = replace(
    NOTHING,
    inits=(init("instrumentation-client.ts", 3),),
    captures=tuple(capture(f"cards/{number}.tsx", 10 + number, f"event_{number}") for number in range(9)),
    events=events(*(f"event_{number}" for number in range(9))),
)


def test_a_capability_is_shown_with_the_lines_that_prove_it() -> None:
    text = section(shown(TRACKED), "Product tracking")
    assert text.startswith("◐ Product tracking: detected\n")
    assert "    instrumentation-client.ts:3  posthog-js set up\n" in text
    assert '    cards/0.tsx:10               capture "event_0"\n' in text
    assert "cards/4.tsx:14" not in text
    assert "    … and 5 more\n" in text


def test_event_names_are_counted_and_the_first_are_named() -> None:
    text = shown(replace(TRACKED, captures=(*TRACKED.captures, capture("z.tsx", 1, None))))
    assert (
        "9 event names: event_0, event_1, event_2, event_3, event_4, event_5, event_6, event_7, … and 1 more." in text
    )
    assert "1 call with a name that only the running program knows." in text


def test_names_that_only_a_type_allows_are_told_apart() -> None:
    possible = tuple(PossibleName(f"maybe_{number}", (at("a.tsx", 1),)) for number in range(9))
    text = section(shown(replace(TRACKED, possible_names=possible)), "Product tracking")
    assert "9 event names: " in text
    assert "9 names that a type allows and no call is seen to send: maybe_0, " in text
    assert "maybe_7, … and 1 more." in text


def test_a_name_that_goes_through_two_sdks_is_told_once() -> None:
    both = (capture("a.tsx", 4, "opened"), replace(capture("a.tsx", 4, "opened"), sdk="posthog-react"))
    assert 'a.tsx:4  capture "opened"\n' in shown(replace(NOTHING, captures=both))


def test_a_call_that_can_send_several_names_is_one_line() -> None:
    either = (capture("a.tsx", 4, "opened"), capture("a.tsx", 4, "closed"))
    text = shown(replace(TRACKED, captures=either, events=events("closed", "opened")))
    assert 'a.tsx:4                      capture "opened" or "closed"\n' in text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (Capture(at("a.ts", 1), "ts", "s", Role.SOURCE, None, Resolution.PARAMETER), "capture, named by the caller"),
        (
            Capture(at("a.ts", 1), "ts", "s", Role.SOURCE, None, Resolution.PATTERN, pattern="clicked_{}"),
            "capture, its name like clicked_{}",
        ),
        (
            Capture(at("a.ts", 1), "ts", "s", Role.SOURCE, "x", Resolution.WRAPPER, via=at("lib/track.ts", 7)),
            'capture "x" through lib/track.ts:7',
        ),
        (
            Capture(at("../lib/a.ts", 1), "ts", "s", Role.SOURCE, "x", Resolution.LITERAL, outside=True),
            'capture "x", outside the scanned folder',
        ),
    ],
)
def test_a_capture_says_how_its_name_is_known(call: Capture, words: str) -> None:
    assert f"{call.location.path}:1  {words}\n" in shown(replace(NOTHING, captures=(call,)))


def test_errors_and_replay_show_their_own_lines() -> None:
    report = replace(
        TRACKED,
        inits=(init("a.ts", 1, recording="off"),),
        replay_signals=(ReplaySignal(at("a.ts", 2), "ts", "posthog-js", "disable_session_recording", Role.SOURCE),),
        error_signals=(
            ErrorSignal(at("b.ts", 5), "ts", "sentry", Role.SOURCE, "init", Strength.STRONG),
            ErrorSignal(at("c.ts", 6), "ts", "browser", Role.SOURCE, "handler", Strength.WEAK),
        ),
    )
    text = shown(report)
    replay = section(text, "Session replay")
    assert replay.startswith("○ Session replay: needs setup\n")
    assert "a.ts:2  disable_session_recording of posthog-js\n" in replay
    assert "a.ts:1  posthog-js set up, session recording off\n" in replay
    errors = section(text, "Error tracking")
    assert "b.ts:5  sentry set up\n" in errors
    assert "c.ts:6  browser error handler, which is no proof" in errors


def test_signals_that_are_no_evidence_are_counted_by_role() -> None:
    report = replace(
        NOTHING,
        inits=(init("a.test.ts", 1, Role.TEST),),
        captures=(capture("a.test.ts", 2, "x", Role.TEST), capture("docs/a.ts", 3, "y", Role.DOCS)),
    )
    text = section(shown(report), "Product tracking")
    assert "Not counted: 2 in tests, 1 in docs." in text
    assert "a.test.ts:1" not in text


def test_where_nothing_was_found_it_says_what_was_read_and_looked_for_and_came_near() -> None:
    near = tuple(
        NearMiss(at("package.json", line), "posthog-js is a dependency without an init") for line in range(1, 8)
    )
    text = shown(replace(NOTHING, near_misses=near))
    assert "Looked for: a PostHog SDK that is set up" in section(text, "Product tracking")
    assert "Next: " in section(text, "Product tracking")
    assert "Read: 12 files (8 tsx, 4 python)." in text
    assert "    package.json:1  posthog-js is a dependency without an init\n" in text
    assert "package.json:6" not in text
    assert "    … and 2 more\n" in text


def test_gaps_are_named() -> None:
    gaps = tuple(Skipped(f"src/{n}.ts", "permission denied", True, "unreadable") for n in range(7))
    text = shown(replace(NOTHING, skipped=(*gaps, Skipped("a.min.js", "minified", False, "minified"))))
    assert "? Product tracking: unknown\n" in text
    assert "Not read: 7 files or folders that should have been.\n    src/0.ts (permission denied)\n" in text
    assert "    … and 2 more\n" in text
    assert "a.min.js" not in text


def suspected(line: int, call: str = "track", *selectors: str) -> Suspected:
    return Suspected(at("src/a.ts", line), "@acme/a", call, f'looks like the event "e{line}"', selectors or ("0",))


def test_suspected_calls_come_with_the_lines_to_paste() -> None:
    calls = (suspected(1, "log", "1", "event="), *(suspected(line) for line in range(2, 9)))
    text = shown(replace(NOTHING, suspected=calls)).partition("Suspected: ")[2]
    assert text.startswith("8 calls look like event tracking through packages that are not here, which proves nothing.")
    assert '    src/a.ts:2  looks like the event "e2"\n' in text
    assert "src/a.ts:6" not in text
    assert "    … and 3 more\n" in text
    assert [line.strip() for line in text.splitlines()][-9:] == [
        "[[tool.readiness-scan.wrappers]]",
        'module = "@acme/a"',
        'call = "track"',
        'event = "0"',
        "",
        "[[tool.readiness-scan.wrappers]]",
        'module = "@acme/a"',
        'call = "log"',
        'event = ["1", "event="]',
    ]


def test_beside_evidence_suspected_calls_are_a_short_note() -> None:
    text = shown(replace(TRACKED, suspected=(suspected(1), suspected(2)))).partition("Suspected: ")[2]
    assert text.startswith("2 calls look like")
    assert "src/a.ts" not in text
    assert 'call = "track"' in text


def test_only_the_most_called_are_to_be_pasted() -> None:
    calls = tuple(suspected(line, f"track{number}") for number in range(5) for line in range(number + 1))
    text = shown(replace(NOTHING, suspected=calls))
    assert [number for number in range(5) if f'call = "track{number}"' in text] == [2, 3, 4]
    assert "… and 2 more, under `suspected` of --format json" in text


def test_lines_to_paste_are_never_wrapped() -> None:
    call = ".".join(f"useAnalytics{number}()" for number in range(9))
    text = shown(replace(NOTHING, suspected=(suspected(1, call),)), width=40, terminal=True)
    assert f'    call = "{call}"\n' in text


def test_what_is_declared_says_where() -> None:
    where = ".readiness-scan.toml:3"
    report = replace(
        NOTHING,
        inits=(replace(init("a.tsx", 1), sdk="declared", declared=where),),
        captures=(replace(capture("b.tsx", 2, "paid"), sdk="declared", declared=where),),
        error_signals=(
            ErrorSignal(at("c.tsx", 3), "tsx", "declared", Role.SOURCE, "capture", Strength.STRONG, declared=where),
        ),
        events=events("paid"),
    )
    text = shown(report)
    assert f"a.tsx:1  PostHog set up, as {where} declares\n" in text
    assert f'b.tsx:2  capture "paid", as {where} declares\n' in text
    assert f"c.tsx:3  exception reported, as {where} declares\n" in text
    assert "Errors are reported through a declared wrapper (c.tsx:3)." in text


def test_an_excluded_repository_says_which_word_excludes_it_and_still_shows_what_was_found() -> None:
    text = shown(TRACKED, repository="acme/shop-sandbox")
    assert text.startswith("acme/shop-sandbox (test_or_sandbox): unknown\n")
    assert '"sandbox"' in text
    assert "--repository OWNER/NAME" in text
    assert "- Product tracking: not applicable\n" in text
    assert "instrumentation-client.ts:3" in text


def test_a_reader_that_is_no_terminal_gets_plain_text_and_whole_places() -> None:
    path = "very/" * 40 + "deep file.ts"
    text = shown(replace(TRACKED, inits=(init(path, 12),)), width=40)
    assert "\x1b" not in text
    assert f"    {path}:12  posthog-js set up\n" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_gets_lines_that_fit_unless_a_path_does_not(width: int) -> None:
    path = "very/" * 50 + "deep.ts"
    text = shown(replace(TRACKED, inits=(init(path, 12), init("a.ts", 1))), width=width, terminal=True)
    too_wide = [line for line in text.splitlines() if cell_len(line) > width]
    assert too_wide
    assert all(path in line for line in too_wide)
    assert f"    {path}:12\n" in text


def test_places_are_links_on_a_terminal() -> None:
    text = shown(TRACKED, terminal=True, links=True)
    assert (ROOT / "instrumentation-client.ts").as_uri() in text
    assert "instrumentation-client.ts:3\x1b" in text


def test_a_tree_cannot_speak_to_the_terminal() -> None:
    report = replace(
        TRACKED,
        inits=(init("\x1b]0;owned\x07.ts", 3), init("caf\udce9.ts", 4)),
        captures=(capture("a.ts", 1, "evil\x1b[2J\nname"),),
        events=events("evil\x1b[2J\nname"),
        skipped=(Skipped("\x1b[1m", "\x1b[2m", True, "unreadable"),),
    )
    text = shown(report, terminal=True)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\\x1b]0;owned\\x07.ts:3" in text
    assert "caf\\xe9.ts:4" in text
