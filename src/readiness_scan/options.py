"""What a caller may set. Frozen, with defaults that suit every caller."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from readiness_scan.errors import OptionError

MEBIBYTE = 1024 * 1024
_NAME = r"[A-Za-z_$][\w$]*"
_MODULE = re.compile(r"(?!.*\.\.)[\w@~#$-][\w@~#$./-]*", re.ASCII)
_CALL = re.compile(rf"{_NAME}(?:\(\))*(?:\.{_NAME}(?:\(\))*)*", re.ASCII)
_SELECTOR = re.compile(rf"\d{{1,3}}(?:\.{_NAME})*|{_NAME}=", re.ASCII)
_KINDS = ("capture", "init", "error")


def _silent(done: int, total: int) -> None:
    """Report no progress."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class DeclaredWrapper:
    """What a member of a package does whose source is not in the repository.

    Raises:
        OptionError: a field is not of its form.
    """

    module: str
    """The module as code imports it: `@acme/analytics`, `acme.analytics`."""
    call: str
    """The path from the module to what is called: `track`, `useAnalytics().track`, `Analytics().capture`."""
    event: tuple[str, ...] = ()
    """Where a capture's event name stands, the first that is present wins: `0` a position, `0.event` a key of the
    object at a position, `event=` a keyword."""
    kind: str = "capture"
    """`capture`, `init` or `error`: it sends an event, starts PostHog, or reports an error."""
    where: str = "options"
    """The line that declares it, as `path:line`; `options` where a program does."""

    def __post_init__(self) -> None:
        if not _MODULE.fullmatch(self.module):
            raise OptionError(
                f'module must be a package as code imports it, such as "@acme/analytics", not {self.module!r}'
            )
        if not _CALL.fullmatch(self.call):
            raise OptionError(f'call must be a path such as "track" or "useAnalytics().track", not {self.call!r}')
        if self.kind not in _KINDS:
            raise OptionError(f"kind must be one of {', '.join(_KINDS)}, not {self.kind!r}")
        if self.kind != "capture" and self.event:
            raise OptionError(f"event belongs to a capture, not to kind {self.kind!r}")
        if self.kind == "capture" and not self.event:
            raise OptionError('event is missing: where the name stands, such as "0", "0.event" or "event="')
        for selector in self.event:
            if not _SELECTOR.fullmatch(selector):
                raise OptionError(f'event must be a place such as "0", "0.event" or "event=", not {selector!r}')


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
    wrappers: tuple[DeclaredWrapper, ...] = ()
    """What private packages do that the repository calls and does not hold."""
    progress: Callable[[int, int], None] = field(default=_silent, compare=False)
    """Called with (files examined, candidates)."""
    cancelled: Callable[[], bool] = field(default=_never, compare=False)
    """Polled between files; true ends the scan with `ScanCancelled`."""

    def __post_init__(self) -> None:
        for name in ("max_file_bytes", "max_files", "max_seconds", "memory_bytes"):
            value = getattr(self, name)
            if not value > 0:
                raise OptionError(f"{name} must be greater than 0, not {value!r}")

    @classmethod
    def from_config(cls, path: str | os.PathLike[str], file: str | os.PathLike[str] | None = None) -> ScanOptions:
        """The options that a configuration file states; defaults for all else.

        Args:
            path: the folder to scan. The nearest `.readiness-scan.toml`, or `pyproject.toml` that holds
                `[tool.readiness-scan]`, from there up to the repository's top level is read.
            file: read this file instead.

        Raises:
            OptionError: the file can't be read, is no TOML, or holds a key or a value that is not allowed; a folder
                holds both files.
        """
        from readiness_scan.config import read_config  # it reads trees, and so stands above this module

        return cls(wrappers=read_config(path, file))
