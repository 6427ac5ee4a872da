"""What is said of names where there are very many, and of places that say several things at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from readiness_scan import ScanReport, scan
from readiness_scan.model.signals import Resolution

POSTHOG = "import posthog from 'posthog-js';\n"


def scanned(root: Path, text: str) -> ScanReport:
    """The scan of one TypeScript file."""
    (root / "a.tsx").write_text(POSTHOG + text, "utf-8")
    return scan(root)


def said(report: ScanReport) -> list[tuple[int, str | None, Resolution, str | None]]:
    """Line, name, resolution and pattern of each capture."""
    return [(c.location.line, c.event, c.resolution, c.pattern) for c in report.captures]


# --- very many ------------------------------------------------------------------------------------------------------


def test_of_very_many_combinations_only_the_fixed_part_is_told(tmp_path: Path) -> None:
    choice = "${x ? 'a' : 'b'}"
    report = scanned(tmp_path, f"export const f = (x) => posthog.capture(`menu_{choice * 8}`);\n")
    assert said(report) == [(2, None, Resolution.PATTERN, "menu_" + "${*}" * 8)]
    assert [capture.reason for capture in report.captures] == ["too many possible values"]
    fewer = scanned(tmp_path, f"export const f = (x) => posthog.capture(`menu_{choice * 7}`);\n")
    assert len(fewer.event_names) == 128


def test_very_many_combinations_of_arguments_are_a_pattern(tmp_path: Path) -> None:
    table = "{" + ", ".join(f"k{n}: 'v{n}'" for n in range(20)) + "}"
    report = scanned(
        tmp_path,
        f"const TABLE = {table};\n"
        "function send(a: string, b: string) { posthog.capture(`at-${a}-${b}`); }\n"
        "export const f = (x: string, y: string) => send(TABLE[x], TABLE[y]);\n",
    )
    assert (4, None, Resolution.PATTERN, "at-${*}-${*}") in said(report)
    assert report.event_names == ()


def test_one_part_may_have_very_many_values(tmp_path: Path) -> None:
    table = "{" + ", ".join(f"k{n}: 'v{n}'" for n in range(300)) + "}"
    report = scanned(
        tmp_path, f"const TABLE = {table};\nexport const f = (x: string) => posthog.capture(`at-${{TABLE[x]}}`);\n"
    )
    assert set(report.event_names) == {f"at-v{n}" for n in range(300)}


def tracker(count: int) -> str:
    forms = "".join(f"  e{n}: () => posthog.capture(`${{area}}_{n}`),\n" for n in range(count))
    return f"export const tracker = (area: string) => ({{\n{forms}}});\ntracker('menu');\n"


def test_a_function_may_pass_its_parameter_on_in_many_forms(tmp_path: Path) -> None:
    assert set(scanned(tmp_path, tracker(120)).event_names) == {f"menu_{n}" for n in range(120)}


def test_forms_that_are_too_many_are_told_where_they_stand(tmp_path: Path) -> None:
    report = scanned(tmp_path, tracker(510))
    lost = [capture for capture in report.captures if capture.resolution is Resolution.PATTERN]
    assert len(report.event_names) + len(lost) == 510
    assert {(capture.pattern, capture.reason) for capture in lost} == {
        (f"${{*}}_{capture.location.line - 3}", "more forms than are followed") for capture in lost
    }


def test_a_name_that_grows_with_each_call_is_a_pattern(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        "function nest(name: string, depth: number): void {\n"
        "  if (depth === 0) posthog.capture(name);\n"
        "  else nest(`${name}.deeper`, depth - 1);\n"
        "}\n"
        "nest('room', 2);\n",
    )
    assert set(report.event_names) == {"room", "room.deeper"}
    assert (4, None, Resolution.PATTERN, "${*}.deeper.deeper") in said(report)


# --- several at one place -------------------------------------------------------------------------------------------


def test_two_sdks_at_one_place_are_both_told(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        "import { usePostHog } from 'posthog-js/react';\n"
        "export const useOpened = (own: boolean) => (own ? posthog : usePostHog()).capture('opened');\n",
    )
    assert [(capture.sdk, capture.event) for capture in report.captures] == [
        ("posthog-js", "opened"),
        ("posthog-react", "opened"),
    ]
    assert [len(event.sites) for event in report.events] == [1]
    assert report.evidence.event_name_count == 1


def test_a_call_of_a_wrapper_around_two_sdks_is_told_once(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        "import { PostHog } from 'posthog-node';\n"
        "const server = new PostHog('phc_x');\n"
        "export function track(event: string) {\n"
        "  if (typeof window === 'undefined') server.capture({ distinctId: 'me', event });\n"
        "  else posthog.capture(event);\n"
        "}\n"
        "track('both');\n",
    )
    assert Counter(capture.event for capture in report.captures if capture.via) == {"both": 1}


@pytest.mark.parametrize("call", ["", "track('opened');\n"])
def test_each_capture_of_a_function_says_whether_anything_calls_it(tmp_path: Path, call: str) -> None:
    report = scanned(
        tmp_path,
        "export function track(event: string, late: boolean) {\n"
        "  if (late) setTimeout(() => posthog.capture(event), 9);\n"
        "  else posthog.capture(event);\n"
        "}\n" + call,
    )
    resolution = Resolution.PARAMETER if call else Resolution.DYNAMIC
    assert said(report)[:2] == [(3, None, resolution, None), (4, None, resolution, None)]


def test_each_place_where_a_component_puts_a_name_together_is_told(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        "const Item = ({ area }: { area: string }) => (\n"
        "  <button\n"
        "    onFocus={() => posthog.capture(`${area}_item`)}\n"
        "    onClick={() => posthog.capture(`${area}_item`)}\n"
        "  />\n"
        ");\n"
        "export const Menu = () => <Item area='menu' />;\n",
    )
    assert [capture.location.line for capture in report.captures if capture.event == "menu_item"] == [4, 5]
