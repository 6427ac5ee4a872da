from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sample_reports import capture, error, gap, init, report

from readiness_scan.errors import OptionError
from readiness_scan.model.scan_report import Stats, TreeMarkers
from readiness_scan.readiness import assess

FRONTEND = TreeMarkers(frontend=2, backend=1)


@pytest.mark.parametrize(
    ("given", "remote", "expected", "source"),
    [
        ("  Acme/Shop ", "other/name", "acme/shop", "option"),
        (None, "Acme/Shop", "acme/shop", "remote"),
        (None, None, "my checkout", "folder"),
    ],
)
def test_where_the_name_comes_from(given: str | None, remote: str | None, expected: str, source: str) -> None:
    found = assess(report(remote=remote, folder_name="My Checkout"), repository=given)
    assert found.readiness.repository == expected
    assert found.repository_from == source


@pytest.mark.parametrize("name", ["", " ", "shop", "acme/", "/shop", "a/b/c", "acme/my shop", "https://x/y", "a/b\n/c"])
def test_a_name_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match=r"repository must have the form OWNER/NAME"):
        assess(report(), repository=name)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_a_window_of_another_length_is_refused(days: int) -> None:
    with pytest.raises(OptionError, match=r"window_days must be a whole number from 1 to 30"):
        assess(report(), window_days=days)


@pytest.mark.parametrize("days", [1, 30])
def test_the_window_is_echoed(days: int) -> None:
    assert assess(report(), window_days=days).readiness.window_days == days


def test_an_offline_answer_is_fresh_and_counts_no_tasks() -> None:
    found = assess(report()).readiness
    assert abs(datetime.now(UTC) - found.generated_at) < timedelta(minutes=5)
    assert found.generated_at.utcoffset() == timedelta(0)
    assert (found.cache_age_seconds, found.evidence_task_count, found.window_days) == (0, 0, 7)
    assert found.core_suggestions.evidence == found.replay_insights.evidence == found.error_insights.evidence == {}


def test_the_scan_is_always_told() -> None:
    for found in (report(), report(stats=Stats()), report(remote="acme/demo")):
        assert assess(found).readiness.scan is not None
    scan = assess(report(inits=(init(),), captures=(capture(),), errors=(error(),))).readiness.scan
    assert scan is not None
    assert (scan.files_scanned, scan.detected_files_count, scan.event_name_count) == (12, 12, 0)
    assert scan.found_posthog_init
    assert scan.found_posthog_capture
    assert scan.found_error_signal


def test_case_tells_words_apart_before_it_is_dropped() -> None:
    found = assess(report(), repository="Acme/ShopDemo")
    assert found.readiness.repository == "acme/shopdemo"
    assert found.readiness.classification == "test_or_sandbox"
    assert found.readiness.excluded


@pytest.mark.parametrize(("given", "remote"), [("acme/demo-shop", None), (None, "acme/demo-shop")])
def test_an_excluded_repository_says_which_word_and_how_to_override(given: str | None, remote: str | None) -> None:
    found = assess(report(remote=remote, inits=(init(),)), repository=given)
    assert found.readiness.overall == "unknown"
    assert found.decided_by == ('rule 1: the name "demo-shop" has the word "demo"',)
    (step,) = found.next_steps
    assert step.capability is None
    assert '"demo"' in step.text
    assert "--repository OWNER/NAME" in step.text


def test_another_name_overrides_the_remote() -> None:
    found = assess(report(remote="acme/demo-shop", tree=FRONTEND), repository="acme/shop")
    assert found.readiness.classification == "frontend_js"
    assert not found.readiness.excluded


def test_every_capability_that_is_missing_has_a_next_step() -> None:
    found = assess(report(tree=FRONTEND))
    assert [step.capability for step in found.next_steps] == ["tracking", "replay", "errors"]
    assert all((step.url or "").startswith("https://posthog.com/docs/") for step in found.next_steps)
    assert "posthog-js" in found.next_steps[0].text


def test_what_is_there_needs_no_step() -> None:
    found = assess(report(tree=FRONTEND, inits=(init(),), captures=(capture(),), errors=(error(),)))
    assert found.next_steps == ()


def test_an_init_without_a_capture_needs_a_capture() -> None:
    (step,) = assess(report(tree=FRONTEND, inits=(init(),))).next_steps
    assert step.capability == "tracking"
    assert "Capture an event" in step.text


@pytest.mark.parametrize(
    ("tree", "stats", "page"),
    [
        (TreeMarkers(frontend=1, application_root="next.config.mjs"), Stats(candidates=1), "libraries/next-js"),
        (TreeMarkers(backend=1, application_root="manage.py"), Stats(candidates=1), "libraries/django"),
        (TreeMarkers(backend=1, application_root="config.ru"), Stats(candidates=1), "libraries/ruby-on-rails"),
        (TreeMarkers(backend=1), Stats(candidates=9, languages={"python": 6, "typescript": 3}), "libraries/python"),
        (TreeMarkers(backend=1), Stats(candidates=9, languages={"typescript": 9}), "libraries/node"),
        (TreeMarkers(backend=1), Stats(unsupported={"Go": 3}), "libraries/go"),
        (TreeMarkers(), Stats(), "libraries"),
    ],
)
def test_the_documentation_fits_the_repository(tree: TreeMarkers, stats: Stats, page: str) -> None:
    steps = assess(report(tree=tree, stats=stats)).next_steps
    assert f"https://posthog.com/docs/{page}" in {step.url for step in steps if step.capability == "tracking"}


def test_an_incomplete_answer_says_so_first() -> None:
    first = assess(report(skipped=(gap(),))).next_steps[0]
    assert first.capability is None
    assert "src/locked.ts" in first.text


def test_a_scan_pays_for_no_pydantic() -> None:
    code = "import sys, readiness_scan.readiness; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
