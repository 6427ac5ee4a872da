"""What a scan should have read and did not, in words. While something is unread, nothing found is no fact."""

from __future__ import annotations

from collections import Counter

from readiness_scan.model.scan_report import ScanReport

_UNSUPPORTED = "unsupported"


def unread(report: ScanReport) -> str | None:
    """Return a clause that counts what is unread by kind and names the largest kind; none where all was read.

    Source files in languages that are not read count where they are all there is, and where the scan reports them
    as gaps.
    """
    gaps = report.gaps
    if not gaps and (report.stats.candidates or not report.stats.unsupported):
        return None
    if all(gap.kind == _UNSUPPORTED for gap in gaps):
        return f"this version does not read {_languages(report) or gaps[0].path}"
    ranked = sorted(Counter(gap.kind for gap in gaps).items(), key=lambda item: (-item[1], item[0]))
    largest = ranked[0][0]
    first = next(gap for gap in gaps if gap.kind == largest)
    counts = ", ".join(
        f"{count} {kind}{_in_languages(report) if kind == _UNSUPPORTED else ''}" for kind, count in ranked
    )
    mostly = f"; mostly {largest}" if len(ranked) > 1 else ""
    return f"{_things(len(gaps))} not read ({counts}{mostly}), such as {first.path} ({first.reason})"


def _things(count: int) -> str:
    return "1 source file or folder was" if count == 1 else f"{count} source files or folders were"


def _languages(report: ScanReport) -> str:
    by_count = sorted(report.stats.unsupported.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{language} ({count} file{'' if count == 1 else 's'})" for language, count in by_count)


def _in_languages(report: ScanReport) -> str:
    return f": {_languages(report)}" if report.stats.unsupported else ""
