"""Which calls look like event tracking through a package that is not here, and which do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_scan import ScanReport, scan
from readiness_scan.match.suspects import _looks

TS_FORMS = {
    "a named import": ('import { track } from "@acme/a"; track("x")', ("@acme/a", "track", ("0",))),
    "an import under another name": ('import { track as t } from "@acme/a"; t("x")', ("@acme/a", "track", ("0",))),
    "a default import": ('import track from "@acme/a"; track("x")', ("@acme/a", "default", ("0",))),
    "a member of a default import": ('import a from "@acme/a"; a.track("x")', ("@acme/a", "default.track", ("0",))),
    "a namespace import": ('import * as a from "@acme/a"; a.track("x")', ("@acme/a", "track", ("0",))),
    "a required module": ('const a = require("@acme/a"); a.track("x")', ("@acme/a", "track", ("0",))),
    "a module that is the function": ('const track = require("acme"); track("x")', ("acme", "default", ("0",))),
    "a module within a package": ('import { track } from "acme/web"; track("x")', ("acme/web", "track", ("0",))),
    "an optional call": ('import { a } from "acme"; a.track?.("x")', ("acme", "a.track", ("0",))),
    "a hook's member": (
        'import { useA } from "acme"; function C() { const { track } = useA(); track("x") }',
        ("acme", "useA().track", ("0",)),
    ),
    "a hook that gives the function": (
        'import { useTrack } from "acme"; function C() { const track = useTrack(); track("x") }',
        ("acme", "useTrack()", ("0",)),
    ),
    "a method of a class": (
        'import { A } from "acme"; const a = new A(); a.capture("x")',
        ("acme", "A().capture", ("0",)),
    ),
    "an object with the name": ('import { track } from "acme"; track({ event: "x" })', ("acme", "track", ("0.event",))),
    "a name after an id": ('import { track } from "acme"; track(me.id, "x")', ("acme", "track", ("1",))),
    "a constant": ('import { track } from "acme"; const X = "x"; track(X)', ("acme", "track", ("0",))),
    "a name that is put together": ('import { track } from "acme"; track(`x_${me.id}`)', ("acme", "track", ("0",))),
    "a parameter named like one": (
        'import { track } from "acme"; export const f = (eventName) => track(eventName)',
        ("acme", "track", ("0",)),
    ),
    "a forwarder": (
        'import { AnalyticsBrowser } from "@segment/analytics-next"; AnalyticsBrowser.load({}).track("x")',
        ("@segment/analytics-next", "AnalyticsBrowser.load().track", ("0",)),
    ),
}
PY_FORMS = {
    "a member": ('from acme.a import track_event\ntrack_event("x")', ("acme.a", "track_event", ("0",))),
    "a module of a package": ('from acme import a\na.track("x")', ("acme", "a.track", ("0",))),
    "a whole module": ('import acme.a\nacme.a.track("x")', ("acme", "a.track", ("0",))),
    "a module under another name": ('import acme.a as b\nb.track("x")', ("acme.a", "track", ("0",))),
    "a keyword": ('from acme import track\ntrack(event_name="x")', ("acme", "track", ("event_name=",))),
    "a client": ('from acme.a import Client\nc = Client()\nc.capture(me, "x")', ("acme.a", "Client().capture", ("1",))),
}
TS_OTHERS = {
    "a first-party function": 'function track(name) {} track("x")',
    "a first-party module that is not there": 'import { track } from "./analytics"; track("x")',
    "a path alias that leads nowhere": 'import { track } from "@/analytics"; track("x")',
    "a global": 'analytics.track("x")',
    "the SDK itself": 'import posthog from "posthog-js"; posthog.capture("x")',
    "an SDK of errors": 'import * as Sentry from "@sentry/react"; Sentry.captureEvent("x")',
    "another vendor's": 'import mixpanel from "mixpanel-browser"; mixpanel.track("x")',
    "another vendor's scope": 'import { track } from "@vercel/analytics"; track("x")',
    "another name": 'import { emit } from "@acme/a"; emit("x")',
    "a part of a name": 'import { backtrack } from "@acme/a"; backtrack("x")',
    "no name": 'import { track } from "@acme/a"; track(); track(42); track(() => 1); track({ zoom: 1 })',
    "a parameter of another kind": 'import { track } from "@acme/a"; export const f = (element) => track(element)',
    "a decorator": 'import { track } from "@acme/a"; class A { @track("x") m() {} }',
    "a comment": 'import { track } from "@acme/a"; // track("x")',
}


def scanned(root: Path, name: str, text: str) -> ScanReport:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n", "utf-8")
    return scan(root)


@pytest.mark.parametrize("form", TS_FORMS)
def test_forms_of_typescript(form: str, tmp_path: Path) -> None:
    text, expected = TS_FORMS[form]
    report = scanned(tmp_path, "a.ts", text)
    assert [(call.module, call.call, call.selectors) for call in report.suspected] == [expected]


@pytest.mark.parametrize("form", PY_FORMS)
def test_forms_of_python(form: str, tmp_path: Path) -> None:
    text, expected = PY_FORMS[form]
    report = scanned(tmp_path, "a.py", text)
    assert [(call.module, call.call, call.selectors) for call in report.suspected] == [expected]


@pytest.mark.parametrize("form", TS_OTHERS)
def test_what_is_not_suspected(form: str, tmp_path: Path) -> None:
    assert not scanned(tmp_path, "a.ts", TS_OTHERS[form]).suspected


def test_a_suspected_call_proves_nothing(tmp_path: Path) -> None:
    report = scanned(tmp_path, "a.ts", 'import { track } from "@acme/a"; track("x")')
    assert report.suspected
    assert not report.captures
    assert not report.event_names
    assert not report.evidence.found_posthog_capture


def test_only_source_is_suspected(tmp_path: Path) -> None:
    assert not scanned(tmp_path, "src/a.test.ts", 'import { track } from "@acme/a"; track("x")').suspected


def test_it_says_what_is_sent_where(tmp_path: Path) -> None:
    text = (
        'import { track } from "@acme/a"; track("opened");\n'
        'import { Analytics } from "@segment/analytics-node"; new Analytics({}).track({ userId, event: "paid" });\n'
    )
    assert [(call.location.line, call.why) for call in scanned(tmp_path, "a.ts", text).suspected] == [
        (1, 'looks like the event "opened" sent through @acme/a, whose source is not in the repository'),
        (2, 'the event "paid" sent through Segment, which can forward it to PostHog'),
    ]


def test_calls_of_one_member_are_described_alike(tmp_path: Path) -> None:
    text = (
        "from acme import analytics\nfrom acme.analytics import track\n"
        'track(a.id, "x")\ntrack(b.id, "y")\nanalytics.track("anonymous", "z")\ntrack(c.id, event="w")\n'
    )
    found = {(call.module, call.call, call.selectors) for call in scanned(tmp_path, "a.py", text).suspected}
    assert found == {("acme.analytics", "track", ("1", "event="))}


def test_what_is_not_called_so_is_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "b.ts").write_text('import { send } from "@acme/a"; send("x"); // our soundtrack\n')
    report = scanned(tmp_path, "a.ts", 'import { track } from "@acme/a"; track("x")')
    assert report.stats.parsed == 1


def test_each_name_passes_the_search_of_bytes() -> None:
    looks = _looks()
    assert not [name for name in looks.names if not looks.like(f'a.{name}("x")'.encode())]
    assert not [name for name in looks.names if not looks.like(f"import {{ {name} as t }}".encode())]
    assert not looks.like(b'backtrack("x"); tracker("x"); const track = 1')
