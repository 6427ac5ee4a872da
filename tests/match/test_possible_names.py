"""Names that only a type allows: where they are told, and that they count for nothing."""

from __future__ import annotations

from pathlib import Path

from readiness_scan import ScanReport, assess, scan

TRACK = (
    "import posthog from 'posthog-js';\n"
    "export type AppEvent = 'opened' | 'closed';\n"
    "export const track = (event: AppEvent) => posthog.capture(event);\n"
)


def scanned(root: Path, **files: str) -> ScanReport:
    """The scan of a tree; `a__b_ts` is `a/b.ts`."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = root / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return scan(root)


def possible(report: ScanReport) -> dict[str, list[tuple[str, int]]]:
    """Name to path and line of each site."""
    return {item.name: [(site.path, site.line) for site in item.sites] for item in report.possible_names}


def test_a_possible_name_counts_for_nothing(tmp_path: Path) -> None:
    report = scanned(tmp_path, track_ts=TRACK)
    assert possible(report) == {"closed": [("track.ts", 3)], "opened": [("track.ts", 3)]}
    assert report.event_names == ()
    assert report.evidence.event_name_count == 0
    found = assess(report).readiness.scan
    assert found is not None
    assert found.event_name_count == 0


def test_a_name_that_is_sent_is_not_possible_too(tmp_path: Path) -> None:
    report = scanned(tmp_path, track_ts=TRACK, page_ts="import { track } from './track';\ntrack('opened');\n")
    assert report.event_names == ("opened",)
    assert list(possible(report)) == ["closed"]


def test_a_name_that_only_a_test_sends_stays_possible(tmp_path: Path) -> None:
    call = "import { track } from '../src/track';\ntrack('opened');\n"
    report = scanned(tmp_path, src__track_ts=TRACK, tests__track_test_ts=call)
    assert report.event_names == ()
    assert list(possible(report)) == ["closed", "opened"]


def test_only_calls_in_source_allow_names(tmp_path: Path) -> None:
    report = scanned(tmp_path, src__a_ts="export const A = 1;\n", tests__track_test_ts=TRACK)
    assert possible(report) == {}


def test_calls_outside_of_the_scanned_folder_allow_no_names(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    scanned(tmp_path, lib__track_ts=TRACK, web__page_ts="import { track } from '../lib/track';\ntrack('opened');\n")
    assert possible(scan(tmp_path / "web")) == {}


def test_each_site_of_a_name_is_told(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        track_ts=TRACK,
        page_ts="import { track, type AppEvent } from './track';\n"
        "declare function next(): AppEvent;\n"
        "track('opened');\ntrack(next());\ntrack(next());\n",
    )
    assert possible(report) == {"closed": [("page.ts", 4), ("page.ts", 5), ("track.ts", 3)]}


# --- types that are large or have no end ----------------------------------------------------------------------------


def test_of_a_type_that_allows_very_many_names_none_is_told(tmp_path: Path) -> None:
    letters = " | ".join(f"'{letter}'" for letter in "abcdefghij")
    report = scanned(
        tmp_path,
        track_ts=f"import posthog from 'posthog-js';\ntype L = {letters};\n"
        "export const two = (e: `${L}${L}`) => posthog.capture(e);\n"
        "export const many = (e: `${L}${L}${L}${L}${L}${L}`) => posthog.capture(e);\n"
        "export const parts = (a: L, b: L, c: L, d: L) => posthog.capture(`${a}${b}${c}${d}`);\n",
    )
    assert {place for places in possible(report).values() for place in places} == {("track.ts", 3)}
    assert len(possible(report)) == 100


def test_types_without_an_end(tmp_path: Path) -> None:
    report = scanned(
        tmp_path,
        track_ts="import posthog from 'posthog-js';\n"
        "type A = B | 'a';\ntype B = A | 'b';\n"
        "type Grow<T extends string> = Grow<`${T}x`> | T;\n"
        "type Deep<T> = T extends string ? T : Deep<{ [K in keyof T]: Deep<T[K]> }>;\n"
        "type Keys = keyof { [K in Keys]: K };\n"
        "interface I extends I { [Symbol.iterator]: I; own: I['own'] }\n"
        "export const a = (e: A) => posthog.capture(e);\n"
        "export const g = (e: Grow<'g'>) => posthog.capture(e);\n"
        "export const d = (e: Deep<I>) => posthog.capture(e);\n"
        "export const k = (e: Keys, i: I) => posthog.capture(`${e}${i.own}`);\n",
    )
    assert possible(report) == {"a": [("track.ts", 8)], "b": [("track.ts", 8)]}
    assert len(report.captures) == 4


def test_a_type_that_many_barrels_export_to_each_other(tmp_path: Path) -> None:
    count = 20
    files = {
        f"m{n}_ts": "".join(f"export * from './m{other}';\n" for other in range(count) if other != n)
        for n in range(count)
    }
    files["m7_ts"] += "export { Sound, Gone } from './sound';\n"
    report = scanned(
        tmp_path,
        sound_ts="export const Sound = { bell: 'rung' } as const;\n"
        "export type Sound = (typeof Sound)[keyof typeof Sound];\n",
        track_ts="import posthog from 'posthog-js';\nimport { Sound, Gone } from './m0';\n"
        "export const track = (e: Sound, gone: Gone) => { posthog.capture(e); posthog.capture(gone); };\n",
        **files,
    )
    assert possible(report) == {"rung": [("track.ts", 3)]}
