"""Repositories that speak of SDKs and use none, and what may and may not lie beside their sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from readiness_scan import ScanReport, assess, scan
from readiness_scan.model.role import Role
from readiness_scan.model.signals import Capture, ErrorSignal, Init
from readiness_scan.sources import WorkTree

MENTIONS: dict[str, str] = {
    "README.md": "```js\nposthog.init('phc_readme');\nposthog.capture('readme');\nSentry.init({ dsn });\n```\n",
    "docs/setup.md": "Call `posthog.capture('documented')`, then `sentry_sdk.init()`.\n",
    "CHANGELOG.rst": "posthog.capture_exception(e)\n",
    "package.json": '{"name": "shop", "dependencies": {"posthog-js": "^1.0.0", "@sentry/browser": "^9.0.0"}}\n',
    "package-lock.json": '{"packages": {"node_modules/posthog-js": {"version": "1.2.3"}}}\n',
    "requirements.txt": "posthog==6.0.0\nsentry-sdk==2.0.0\n",
    ".env.example": "NEXT_PUBLIC_POSTHOG_KEY=phc_example\nSENTRY_DSN=https://key@sentry.example/1\n",
    "src/comments.ts": (
        "// import posthog from 'posthog-js';\n"
        "// posthog.init('phc_comment');\n"
        "/* posthog.capture('comment');\n   Sentry.init({ dsn: 'x' }); */\n"
        "/** @example posthog.captureException(error) */\n"
        "export const nothing = 1;\n"
    ),
    "src/strings.tsx": (
        "export const snippet = `import posthog from 'posthog-js';\nposthog.init('phc_text');`;\n"
        "export const line = \"posthog.capture('string')\";\n"
        "export const Code = () => <pre>Sentry.captureException(error); posthog.capture('text')</pre>;\n"
    ),
    "src/types.d.ts": (
        "import type { PostHog } from 'posthog-js';\n"
        "declare global { interface Window { posthog: PostHog; } }\n"
        "export interface Analytics { capture(event: string): void; init(key: string): void }\n"
    ),
    "server/app.py": (
        '"""Uses no SDK.\n\n    posthog.api_key = "phc_docstring"\n    posthog.capture("docstring")\n"""\n'
        "# import posthog\n# posthog.capture('comment')\n"
        "HELP = 'sentry_sdk.init(); posthog.capture_exception()'\n"
    ),
    "src/cart.test.ts": (
        "import posthog from 'posthog-js';\nimport * as Sentry from '@sentry/browser';\n"
        "posthog.init('phc_test', { capture_exceptions: true });\nposthog.capture('test');\nSentry.init({});\n"
    ),
    "tests/test_app.py": "import posthog\nposthog.api_key = 'phc_test'\nposthog.capture('me', 'test')\n",
}
USES = "import posthog from 'posthog-js';\nposthog.init('phc_x');\nposthog.capture('bought');\n"

Write = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files, by path, and gives their folder."""
    root = tmp_path / "shop"

    def written(files: Mapping[str, str | bytes]) -> Path:
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return written


def states(report: ScanReport) -> dict[str, str]:
    """The state of each capability."""
    readiness = assess(report, repository="acme/shop").readiness.model_dump(by_alias=True)
    return {name: readiness[name]["state"] for name in ("coreSuggestions", "replayInsights", "errorInsights")}


def signals_of(report: ScanReport) -> list[Init | Capture | ErrorSignal]:
    """Everything that a report can take for evidence."""
    return [*report.inits, *report.captures, *report.error_signals]


def test_mentions_alone_are_no_evidence(write: Write) -> None:
    report = scan(write(MENTIONS))
    evidence = report.evidence
    assert not evidence.found_posthog_init
    assert not evidence.found_posthog_capture
    assert not evidence.found_error_signal
    assert evidence.event_name_count == 0
    assert report.stats.complete
    assert set(states(report).values()) == {"needs_setup"}


def test_what_tests_do_is_reported_with_its_role(write: Write) -> None:
    report = scan(write(MENTIONS))
    signals = signals_of(report)
    assert {signal.role for signal in signals} == {Role.TEST}
    assert {signal.location.path for signal in signals} == {"src/cart.test.ts", "tests/test_app.py"}


def test_a_minified_bundle_and_a_binary_leave_no_gap(write: Write) -> None:
    bundle = "!function(){" + "posthog.capture('x');" * 2_000 + "}();"
    report = scan(
        write(
            {
                **MENTIONS,
                "public/app.bundle.js": bundle,
                "public/array.min.js": "posthog.capture('x')",
                "src/core.js": b"\x7fELF\0\0posthog.init('x')" + bytes(200),
                "public/logo.png": b"\x89PNG\0\0" + bytes(100),
            }
        )
    )
    assert report.stats.complete
    assert report.gaps == ()
    assert {item.path: item.kind for item in report.skipped if not item.gap} == {
        "public/app.bundle.js": "minified",
        "public/array.min.js": "minified",
        "src/core.js": "binary",
    }
    assert set(states(report).values()) == {"needs_setup"}


def test_a_source_file_that_cannot_be_read_makes_every_negative_unknown(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write({**MENTIONS, "src/secret.ts": USES})
    read = WorkTree.read

    def refused(tree: WorkTree, path: str, *limit: int) -> bytes:
        if path == "src/secret.ts":
            raise PermissionError(13, "Permission denied", path)
        return read(tree, path, *limit)

    monkeypatch.setattr(WorkTree, "read", refused)
    report = scan(root)
    assert [(item.path, item.kind) for item in report.gaps] == [("src/secret.ts", "unreadable")]
    assert not report.stats.complete
    assert set(states(report).values()) == {"unknown"}


def test_content_that_lies_in_git_lfs_makes_every_negative_unknown(write: Write) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"
    report = scan(write({**MENTIONS, "src/tracking.ts": pointer}))
    assert [(item.path, item.kind) for item in report.gaps] == [("src/tracking.ts", "lfs")]
    assert set(states(report).values()) == {"unknown"}


def test_a_test_that_cannot_be_read_is_no_reason_to_doubt(write: Write) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"
    report = scan(write({**MENTIONS, "tests/test_data.py": pointer}))
    assert report.gaps == ()
    assert set(states(report).values()) == {"needs_setup"}


def test_a_gap_takes_nothing_from_what_was_found(write: Write) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"
    report = scan(write({"src/track.ts": USES, "src/tracking.ts": pointer}))
    assert report.evidence.found_posthog_init
    assert report.evidence.found_posthog_capture
    assert report.event_names == ("bought",)
    assert states(report)["coreSuggestions"] == "detected"


def test_the_sdks_own_package_is_no_evidence_and_its_samples_use_it(write: Write) -> None:
    report = scan(
        write(
            {
                "package.json": '{"name": "posthog-js", "version": "1.0.0", "main": "src/index.ts"}',
                "src/index.ts": "export { posthog as default } from './core';\n",
                "src/core.ts": (
                    "export class PostHog {\n"
                    "  capture(event: string): void { fetch('/e/', { method: 'POST', body: event }); }\n"
                    "  init(token: string): this { this.capture('$pageview'); return this; }\n"
                    "}\nexport const posthog = new PostHog();\n"
                ),
                "playground/shop/app.ts": USES,
            }
        )
    )
    assert {signal.location.path for signal in signals_of(report)} == {"playground/shop/app.ts"}
    assert not report.evidence.found_posthog_init
