"""Tells whether PostHog product tracking, session replay and error tracking are wired into a repository.

    from readiness_scan import assess, scan

    report = scan("path/to/repo")        # what the code says: ScanReport
    assessment = assess(report)          # what it means: the documented readiness answer, and next steps

A scan reads files and runs nothing. It raises a `ReadinessScanError` for what the caller can mend, and never because of
what a file contains.
"""

from __future__ import annotations

from importlib import metadata

from readiness_scan.errors import GitError, OptionError, ReadinessScanError, ScanCancelled, TargetError
from readiness_scan.model.scan_report import ScanEvidence, ScanReport
from readiness_scan.options import DeclaredWrapper, ScanOptions
from readiness_scan.readiness import Assessment, assess
from readiness_scan.scan import scan

try:
    __version__ = metadata.version("readiness-scan")
except metadata.PackageNotFoundError:
    __version__ = "unknown"

__all__ = [
    "Assessment",
    "DeclaredWrapper",
    "GitError",
    "OptionError",
    "ReadinessScanError",
    "ScanCancelled",
    "ScanEvidence",
    "ScanOptions",
    "ScanReport",
    "TargetError",
    "__version__",
    "assess",
    "scan",
]
