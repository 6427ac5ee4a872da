"""What a caller may set. Frozen, with defaults that suit every caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from readiness_scan.errors import OptionError

MEBIBYTE = 1024 * 1024


def _silent(done: int, total: int) -> None:
    """Report no progress."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """Limits and callbacks of one scan.

    Raises:
        OptionError: a limit is not positive.
    """

    max_file_bytes: int = 2 * MEBIBYTE
    """Larger files are skipped, with a gap where they are first-party source."""
    max_files: int = 500_000
    """At most so many candidates are examined; the rest is named in `skipped`."""
    max_seconds: float = 600.0
    """Wall time after which a scan stops with what it has, and says so."""
    memory_bytes: int = 512 * MEBIBYTE
    """File contents are kept up to this size, then read again when needed."""
    screen_by_name: bool = True
    """False: examine every candidate, whatever its bytes say. The findings are the same, later."""
    progress: Callable[[int, int], None] = field(default=_silent, compare=False)
    """Called with (files examined, candidates)."""
    cancelled: Callable[[], bool] = field(default=_never, compare=False)
    """Polled between files; true ends the scan with `ScanCancelled`."""

    def __post_init__(self) -> None:
        for name in ("max_file_bytes", "max_files", "max_seconds", "memory_bytes"):
            value = getattr(self, name)
            if not value > 0:
                raise OptionError(f"{name} must be greater than 0, not {value!r}")
