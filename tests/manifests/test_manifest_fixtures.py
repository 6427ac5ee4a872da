"""Each folder of `fixtures/manifests` holds a project's manifests, and says which SDKs a scan must list, and where."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from fixtures_harness import FIXTURES, Case, cases, scanned, stage
from readiness_scan.manifests import is_manifest, normal_name
from readiness_scan.sdks import Sdk, all_sdks

PIPELINE = importlib.import_module("readiness_scan.scan")
WANTED = {
    "pypi": ["posthog", "posthoganalytics", "sentry-sdk"],
    "gem": [
        "posthog-ruby", "posthog-rails", "sentry-ruby", "sentry-rails", "sentry-raven", "rollbar", "bugsnag",
        "honeybadger",
    ],
    "composer": ["posthog/posthog-php", "sentry/sentry-laravel", "bugsnag/bugsnag", "rollbar/rollbar"],
    "maven": [
        "com.posthog:posthog-android", "com.posthog:posthog-server", "com.posthog:posthog-kmp", "com.posthog.android",
        "com.posthog:posthog-android-gradle-plugin", "com.posthog.java:posthog", "io.sentry:sentry",
        "io.sentry:sentry-android", "io.sentry:sentry-logback", "io.sentry:sentry-bom", "io.sentry.android.gradle",
        "com.bugsnag:bugsnag-android", "com.rollbar:rollbar-android",
    ],
    "nuget": [
        "posthog", "posthog.aspnetcore", "com.posthog.unity", "sentry", "sentry.aspnetcore", "sentry.serilog",
        "io.sentry.unity", "rollbar", "bugsnag.aspnet.core",
    ],
    "swift": [
        "github.com/posthog/posthog-ios", "github.com/getsentry/sentry-cocoa", "github.com/rollbar/rollbar-apple",
        "github.com/bugsnag/bugsnag-cocoa", "PostHog", "Sentry", "Bugsnag", "Rollbar", "FirebaseCrashlytics",
    ],
    "pub": [
        "posthog_flutter", "sentry", "sentry_flutter", "bugsnag_flutter", "rollbar_flutter", "firebase_crashlytics",
        "datadog_flutter_plugin",
    ],
    "hex": ["posthog", "sentry", "appsignal", "honeybadger", "rollbax"],
    "cargo": ["posthog-rs", "tauri-plugin-posthog", "sentry", "rollbar", "bugsnag"],
}  # fmt: skip
"""The packages that are looked for, whatever the rules know already: the readers come before the rules."""

CASES = cases("manifests")


def sdk_of(ecosystem: str) -> Sdk:
    return Sdk(f"any-{ecosystem}", "Any", "any", ecosystem, "", tuple(WANTED[ecosystem]), (), ("posthog",))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_scan_lists_the_dependencies(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ecosystem = sdk_of(case.folder.parent.name)
    monkeypatch.setattr(PIPELINE, "all_sdks", lambda: (ecosystem,))
    staged = stage(case, tmp_path / "case")
    report = scanned(staged)
    differences = staged.differences(report)
    assert not differences, "\n".join(differences)
    assert not [item for item in report.skipped if item.kind == "parser"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_file_of_a_case_is_read(case: Case) -> None:
    others = {"expected.toml", "gradle.properties", "Dependencies.kt", "Versions.props"}
    files = [path.relative_to(case.folder).as_posix() for path in case.folder.rglob("*") if path.is_file()]
    assert [path for path in files if not is_manifest(path) and path.rpartition("/")[2] not in others] == []


def test_each_ecosystem_has_cases() -> None:
    assert {case.folder.parent.name for case in CASES} == WANTED.keys()
    assert {folder.name for folder in (FIXTURES / "manifests").iterdir()} == WANTED.keys()


@pytest.mark.parametrize("sdk", all_sdks(), ids=lambda sdk: sdk.id)
def test_rules_name_packages_as_manifests_are_read(sdk: Sdk) -> None:
    written = [name.removesuffix("/*") for name in sdk.packages]
    assert written == [normal_name(sdk.ecosystem, name) for name in written], "write them as on the right"
