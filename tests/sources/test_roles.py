from __future__ import annotations

import pytest

from readiness_scan.model.role import Role
from readiness_scan.sources.roles import Roles

_NEXT = b'{"dependencies": {"next": "15"}}'
_LIBRARY = b'{"dependencies": {"zod": "3"}}'
_VITEST = b"import { expect, it } from 'vitest'\nit('works', () => {})\n"


def role(path: str, *others: str, prefix: str = "", contents: dict[str, bytes] | None = None) -> Role:
    """The role of `path` in a tree that also holds `others` and the files of `contents`."""
    files = dict.fromkeys((path, *others), b"x = 1\n") | (contents or {})

    def read(wanted: str) -> bytes:
        return files[wanted]

    return Roles(files, read, prefix).role(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # Source, whatever words stand in the path.
        ("src/app.ts", Role.SOURCE),
        ("src/contest/latest.ts", Role.SOURCE),
        ("src/components/spec-sheet.tsx", Role.SOURCE),
        ("lib/testing/server.ts", Role.SOURCE),
        ("packages/test-utils/index.ts", Role.SOURCE),
        ("types/window.d.ts", Role.SOURCE),
        ("app/test/page.tsx", Role.SOURCE),
        ("app/examples/[id]/page.tsx", Role.SOURCE),
        ("app/build/route.ts", Role.SOURCE),
        ("src/routes/docs/+page.svelte", Role.SOURCE),
        ("src/routes/generated/+page.ts", Role.SOURCE),
        ("pages/demo/index.tsx", Role.SOURCE),
        ("src/features/playground/Chat.tsx", Role.SOURCE),
        ("src/features/fixtures/FixtureList.tsx", Role.SOURCE),
        ("src/build/plan.ts", Role.SOURCE),
        ("packages/build/index.ts", Role.SOURCE),
        ("libs/spec/parse.go", Role.SOURCE),
        ("src/vendor/VendorList.tsx", Role.SOURCE),
        ("src/pods/PodTable.tsx", Role.SOURCE),
        ("src/main/java/com/example/demo/App.java", Role.SOURCE),
        ("src/main/kotlin/app/SpeedTest.kt", Role.SOURCE),
        # Tests.
        ("tests/test_app.py", Role.TEST),
        ("test/helper.rb", Role.TEST),
        ("spec/models/user_spec.rb", Role.TEST),
        ("e2e/login.ts", Role.TEST),
        ("cypress/support/commands.ts", Role.TEST),
        ("fixtures/shop/app.py", Role.TEST),
        ("src/__tests__/a.ts", Role.TEST),
        ("src/__mocks__/posthog-js.ts", Role.TEST),
        ("src/a.test.tsx", Role.TEST),
        ("src/a.spec.ts", Role.TEST),
        ("src/Button.stories.tsx", Role.TEST),
        ("src/login.cy.ts", Role.TEST),
        ("pkg/api/server_test.go", Role.TEST),
        ("app/test_views.py", Role.TEST),
        ("app/conftest.py", Role.TEST),
        ("src/test/java/com/acme/Helper.java", Role.TEST),
        ("app/src/androidTest/java/Flow.kt", Role.TEST),
        ("ShopTests/Cart.swift", Role.TEST),
        ("Shop.Tests/Cart.cs", Role.TEST),
        ("integration-tests/flow.ts", Role.TEST),
        ("pkg/parser/testdata/in.go", Role.TEST),
        # Examples.
        ("examples/nextjs-app/app/page.tsx", Role.EXAMPLE),
        ("example/lib/main.dart", Role.EXAMPLE),
        ("samples/a.py", Role.EXAMPLE),
        ("demo/index.ts", Role.EXAMPLE),
        ("playground/src/main.ts", Role.EXAMPLE),
        ("cookbooks/agent.py", Role.EXAMPLE),
        ("example-apps/next/app/layout.tsx", Role.EXAMPLE),
        ("src/examples/usage.ts", Role.EXAMPLE),
        # Docs, what others wrote, and what programs wrote.
        ("docs/conf.py", Role.DOCS),
        ("documentation/theme/head.js", Role.DOCS),
        ("vendor/github.com/posthog/client.go", Role.VENDORED),
        ("public/vendor/chart.js", Role.VENDORED),
        ("src/vendor/jquery.js", Role.VENDORED),
        ("third_party/lib/a.py", Role.VENDORED),
        ("web/node_modules/a/index.js", Role.VENDORED),
        ("ios/Pods/PostHog/a.swift", Role.VENDORED),
        ("venv/lib/python3.12/site-packages/posthog/a.py", Role.VENDORED),
        ("dist/index.js", Role.GENERATED),
        ("build/lib/shop/app.py", Role.GENERATED),
        (".next/server/page.js", Role.GENERATED),
        ("src/__generated__/a.ts", Role.GENERATED),
        ("src/generated/client.ts", Role.GENERATED),
        ("api/a.pb.go", Role.GENERATED),
        ("api/a_pb2.py", Role.GENERATED),
        ("lib/user.g.dart", Role.GENERATED),
        ("lib/user.freezed.dart", Role.GENERATED),
        ("src/schema.generated.ts", Role.GENERATED),
        ("src/routeTree.gen.ts", Role.GENERATED),
    ],
)
def test_by_name_and_place(path: str, expected: Role) -> None:
    assert role(path) is expected


def test_docs_that_are_an_application_are_source() -> None:
    assert role("apps/docs/app/layout.tsx", contents={"apps/docs/package.json": _NEXT}) is Role.SOURCE
    assert role("docs/src/pages/index.tsx", "docs/docusaurus.config.js") is Role.SOURCE
    assert role("docs/website/src/index.tsx", contents={"docs/website/package.json": _NEXT}) is Role.SOURCE
    assert role("docs/scripts/build.js", contents={"docs/package.json": _LIBRARY}) is Role.DOCS
    assert role("docs/scripts/build.js", contents={"docs/package.json": b"[1"}) is Role.DOCS


def test_examples_stay_examples_unless_they_are_deployed() -> None:
    assert role("examples/shop/src/a.ts", contents={"examples/shop/package.json": _NEXT}) is Role.EXAMPLE
    assert role("demo/src/a.ts", contents={"demo/package.json": _NEXT}) is Role.EXAMPLE
    assert role("apps/playground/src/a.ts", contents={"apps/playground/package.json": _NEXT}) is Role.SOURCE
    assert role("apps/playground/src/a.ts", contents={"apps/playground/package.json": _LIBRARY}) is Role.EXAMPLE


def test_a_test_folder_inside_code_needs_a_test() -> None:
    assert role("src/exams/test/Grade.tsx") is Role.SOURCE
    assert role("src/exams/test/setup.ts", "src/exams/test/grade.test.ts") is Role.TEST
    assert role("src/exams/test/grades.ts", contents={"src/exams/test/all.ts": _VITEST}) is Role.TEST
    assert (
        role("src/lib/mocks/a.ts", contents={"src/lib/mocks/server.ts": b"import { http } from 'msw'\n"}) is Role.TEST
    )


def test_docs_inside_code_are_a_feature() -> None:
    package = {"core/package.json": _LIBRARY}
    assert role("core/indexing/docs/service.ts", "core/indexing/index.ts", contents=package) is Role.SOURCE
    assert role("core/docs/intro.ts", contents=package) is Role.DOCS


def test_vendor_inside_code_goes_by_what_it_holds() -> None:
    assert role("src/vendor/parser/parse.py", "src/vendor/parser/LICENSE") is Role.VENDORED
    assert role("src/vendor/a.ts", "src/vendor/lib.min.js") is Role.VENDORED
    assert role("src/vendor/list.py") is Role.SOURCE


def test_build_folder_with_hand_written_code_is_source() -> None:
    assert role("build/steps.ts", "build/index.js") is Role.SOURCE
    assert role("build/index.js", "build/index.d.ts") is Role.GENERATED


def test_a_name_that_ends_in_test_is_one_where_its_content_is() -> None:
    path = "app/SpeedTest.kt"
    assert role(path) is Role.SOURCE
    assert role(path, contents={path: b"import org.junit.Test\n@Test fun works() {}\n"}) is Role.TEST


@pytest.mark.parametrize("prefix", ["examples/shop", "tests/apps/shop", "docs/shop", "vendor/shop", "demo"])
def test_words_at_and_above_the_reporting_root_do_not_count(prefix: str) -> None:
    assert role(f"{prefix}/src/app.ts", prefix=prefix) is Role.SOURCE
    assert role(f"{prefix}/tests/app.ts", prefix=prefix) is Role.TEST
    assert role(f"{prefix}/src/app.ts", prefix="other") is not Role.SOURCE


def test_what_the_scanned_example_shares_is_source_too() -> None:
    assert role("examples/shared/track.ts", prefix="examples/shop") is Role.SOURCE
    assert role("tests/track.ts", prefix="examples/shop") is Role.TEST


def test_a_path_a_thousand_levels_deep() -> None:
    assert role("d/" * 1000 + "a.ts") is Role.SOURCE
    assert role("examples/" + "d/" * 1000 + "a.ts") is Role.EXAMPLE


def test_files_that_cannot_be_read_prove_nothing() -> None:
    def read(path: str) -> bytes:
        raise PermissionError(path)

    roles = Roles(["docs/package.json", "docs/a.ts", "src/test/a.ts", "app/LoadTest.kt"], read)

    assert roles.role("docs/a.ts") is Role.DOCS
    assert roles.role("app/LoadTest.kt") is Role.SOURCE
