"""From a scan's report to the documented answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readiness_scan.errors import OptionError
from readiness_scan.model.scan_report import ScanReport, Target
from readiness_scan.model.verdict import Capability, RepositoryFrom
from readiness_scan.readiness.classify import classify
from readiness_scan.readiness.next_steps import NextStep, next_steps
from readiness_scan.readiness.states import Judgement, judge, overall

if TYPE_CHECKING:  # pydantic stays off the path of a plain scan
    from readiness_scan.model.contract import CapabilityState, Readiness

_OWNER_AND_NAME = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_MIN_WINDOW_DAYS, _MAX_WINDOW_DAYS = 1, 30


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a scan means."""

    readiness: Readiness
    """The documented answer; `model_dump_json(by_alias=True)` writes it."""
    repository_from: RepositoryFrom
    """Where `readiness.repository` comes from."""
    decided_by: tuple[str, ...]
    """The classification rules that decided, for people."""
    next_steps: tuple[NextStep, ...]


def assess(report: ScanReport, *, repository: str | None = None, window_days: int = 7) -> Assessment:
    """Classify the repository and judge each capability from its code.

    Args:
        report: what the scan found.
        repository: `owner/name`; none takes what the `origin` remote says, else the scanned folder's name.
        window_days: how many days back project data counts, 1 to 30.

    Raises:
        OptionError: `repository` or `window_days` is not of the allowed form.
    """
    from readiness_scan.model.contract import Readiness, ScanEvidence

    if window_days not in range(_MIN_WINDOW_DAYS, _MAX_WINDOW_DAYS + 1):
        raise OptionError(
            f"window_days must be a whole number from {_MIN_WINDOW_DAYS} to {_MAX_WINDOW_DAYS}, not {window_days!r}"
        )
    name, name_from = _name(repository, report.target)
    classified = classify(name, is_folder_name=name_from == "folder", tree=report.tree)
    judgements = judge(report, classified.classification)
    states = _capability_states(judgements)
    readiness = Readiness(
        repository=name.lower(),
        classification=classified.classification,
        excluded=classified.classification.excluded,
        core_suggestions=states[Capability.TRACKING],
        replay_insights=states[Capability.REPLAY],
        error_insights=states[Capability.ERRORS],
        overall=overall(judgement.state for judgement in judgements.values()),
        evidence_task_count=0,
        window_days=window_days,
        generated_at=datetime.now(UTC),
        cache_age_seconds=0,
        scan=ScanEvidence(**asdict(report.evidence)),
    )
    return Assessment(readiness, name_from, classified.decided_by, next_steps(report, classified, judgements))


def _name(repository: str | None, target: Target) -> tuple[str, RepositoryFrom]:
    """Return the name in its own case, which tells its words apart, and where it comes from."""
    if repository is not None:
        if not _OWNER_AND_NAME.fullmatch(repository.strip()):
            raise OptionError(f'repository must have the form OWNER/NAME, such as "acme/shop", not {repository!r}')
        return repository.strip(), "option"
    if target.remote is not None:
        return target.remote.strip(), "remote"
    return target.folder_name.strip() or target.path, "folder"


def _capability_states(judgements: Mapping[Capability, Judgement]) -> dict[Capability, CapabilityState]:
    from readiness_scan.model.contract import CapabilityState

    # No project was asked, so no count of its data is known: absent, not 0.
    return {
        capability: CapabilityState(
            state=judgement.state, estimated=judgement.estimated, reason=judgement.reason, evidence={}
        )
        for capability, judgement in judgements.items()
    }
