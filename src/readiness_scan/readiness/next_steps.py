"""What to do next for each capability that is not there yet, with a link to PostHog's documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness_scan.model.scan_report import ScanReport
from readiness_scan.model.verdict import Capability, Classification, State
from readiness_scan.readiness.classify import Classified
from readiness_scan.readiness.gaps import unread
from readiness_scan.readiness.states import Judgement

_DOCS = "https://posthog.com/docs/"
_ANY_LIBRARY = ("a PostHog SDK", "libraries")
_BY_ROOT_FILE = {
    "next.config": ("posthog-js", "libraries/next-js"),
    "nuxt.config": ("@posthog/nuxt", "libraries/nuxt-js"),
    "svelte.config": ("posthog-js", "libraries/svelte"),
    "astro.config": ("posthog-js", "libraries/astro"),
    "angular": ("posthog-js", "libraries/angular"),
    "manage": ("posthog", "libraries/django"),
    "artisan": ("posthog/posthog-php", "libraries/laravel"),
    "config": ("posthog-ruby", "libraries/ruby-on-rails"),
}
"""SDK package and documentation page, by the stem of the file that makes the root an application."""
_BY_LANGUAGE = {
    "javascript": ("posthog-node", "libraries/node"),
    "jsx": ("posthog-node", "libraries/node"),
    "typescript": ("posthog-node", "libraries/node"),
    "tsx": ("posthog-node", "libraries/node"),
    "python": ("posthog", "libraries/python"),
    "go": ("posthog-go", "libraries/go"),
    "java": ("posthog-server", "libraries/java"),
    "ruby": ("posthog-ruby", "libraries/ruby"),
    "php": ("posthog/posthog-php", "libraries/php"),
    "rust": ("posthog-rs", "libraries/rust"),
    "elixir": ("posthog", "libraries/elixir"),
}
"""SDK package and documentation page of a service, by language name in lower case."""
_WEB = ("posthog-js", "libraries/js")


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do."""

    capability: Capability | None
    """None: it concerns all."""
    text: str
    url: str | None


def next_steps(
    report: ScanReport, classified: Classified, judgements: Mapping[Capability, Judgement]
) -> tuple[NextStep, ...]:
    """Return what to do, in the order of the capabilities; empty where all is there or nothing applies."""
    if classified.excluding_word is not None:
        text = (
            f'The word "{classified.excluding_word}" in its name excludes this repository from readiness checks. '
            "If that is wrong, name it otherwise: --repository OWNER/NAME."
        )
        return (NextStep(None, text, None),)
    states = {capability: judgement.state for capability, judgement in judgements.items()}
    steps: list[NextStep] = []
    if State.UNKNOWN in states.values() and (not_read := unread(report)):
        text = f"The answer is incomplete: {not_read}. Look there by hand, or make it readable and scan again."
        steps.append(NextStep(None, text, None))
    steps += [
        _set_up(capability, report, classified.classification)
        for capability, state in states.items()
        if state in (State.NEEDS_SETUP, State.UNKNOWN)
    ]
    return tuple(steps)


def _set_up(capability: Capability, report: ScanReport, classification: Classification) -> NextStep:
    initialised = report.evidence.found_posthog_init
    package, page = _library(report, classification)
    if capability is Capability.REPLAY:
        text = (
            "Leave session recording on in the PostHog init."
            if initialised
            else f"Install {package} and initialise it in the front end; it records sessions unless told otherwise."
        )
        return NextStep(capability, text, f"{_DOCS}session-replay/installation")
    if capability is Capability.ERRORS:
        text = "Report exceptions with PostHog's captureException, or turn exception autocapture on."
        return NextStep(capability, text, f"{_DOCS}error-tracking/installation")
    if initialised:
        text = "Capture an event where a user does something that matters."
        return NextStep(capability, text, f"{_DOCS}product-analytics/capture-events")
    if any(capture.declared for capture in report.captures):
        text = (
            "If the package that sends the events starts PostHog too, declare what the code calls for that as a "
            'wrapper with kind = "init"; else initialise PostHog here.'
        )
        return NextStep(capability, text, f"{_DOCS}{page}")
    text = f"Install {package}, initialise it with the project's key, and capture an event."
    return NextStep(capability, text, f"{_DOCS}{page}")


def _library(report: ScanReport, classification: Classification) -> tuple[str, str]:
    """Return the SDK package that fits the repository, and its documentation page."""
    root_file = report.tree.application_root or ""
    for stem, library in _BY_ROOT_FILE.items():
        if root_file == stem or root_file.startswith(f"{stem}."):
            return library
    if classification is Classification.FRONTEND_JS:
        return _WEB
    files = {**report.stats.unsupported, **report.stats.languages}
    ranked = sorted(files, key=lambda language: (-files[language], language))
    return next((_BY_LANGUAGE[name.lower()] for name in ranked if name.lower() in _BY_LANGUAGE), _ANY_LIBRARY)
