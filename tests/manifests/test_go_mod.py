from __future__ import annotations

from readiness_scan.manifests import ManifestDependency, own_name, read_manifest

NAME = "github.com/posthog/posthog-go"
WANTED = {("go", NAME), ("go", "github.com/getsentry/sentry-go")}


def test_requirements_alone_and_in_brackets() -> None:
    data = b"""module example.com/shop // ours

go 1.22

require github.com/posthog/posthog-go v1.5.5

require (
\tgithub.com/acme/other v1.0.0
\t"github.com/getsentry/sentry-go" v0.0.0-20230801140217-d607812dee69 // indirect
)

exclude github.com/posthog/posthog-go v1.0.0
replace github.com/posthog/posthog-go => ../posthog-go
"""
    assert read_manifest("api/go.mod", data, WANTED) == [
        ManifestDependency("go", NAME, "v1.5.5", "1.5.5", "api/go.mod", 5, False, "runtime"),
        ManifestDependency(
            "go",
            "github.com/getsentry/sentry-go",
            "v0.0.0-20230801140217-d607812dee69",
            "0.0.0-20230801140217-d607812dee69",
            "api/go.mod",
            9,
            False,
            "indirect",
        ),
    ]
    assert own_name("api/go.mod", data) == ("go", "example.com/shop")


def test_what_is_no_version_is_a_specifier_alone() -> None:
    found = read_manifest("go.mod", f"require {NAME} latest\n".encode(), WANTED)
    assert [(item.specifier, item.version) for item in found] == [("latest", None)]


def test_a_broken_file_gives_what_can_be_read() -> None:
    assert read_manifest("go.mod", b"require (\n\tgithub.com/posthog/posthog-go\n)\nrequire\n", WANTED) == []
    assert read_manifest("go.mod", f"require (\n\t{NAME} v1.0.0\n".encode(), WANTED)[0].version == "1.0.0"
    assert own_name("go.mod", b"// module commented\n") is None


def test_names_in_other_letters_are_found() -> None:
    wanted = {("go", "github.com/PostHog/posthog-go")}
    assert len(read_manifest("go.mod", b"require github.com/PostHog/posthog-go v1.0.0\n", wanted)) == 1
