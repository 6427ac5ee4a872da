"""What a listing yields: files, and an entry for each thing that is none or could not be looked at."""

from __future__ import annotations

from typing import NamedTuple

from readiness_scan.model.signals import Skipped


class Found(NamedTuple):
    """The files below a root, as POSIX paths relative to it, and what was not entered or read."""

    files: list[str]
    skipped: list[Skipped]


def unreadable(path: str, error: OSError) -> Skipped:
    """The gap that a file or folder leaves which could not be read."""
    return Skipped(path, f"can't be read: {error.strerror or error}", gap=True, kind="unreadable")


def link(path: str) -> Skipped:
    """The entry of a symbolic link, which is never followed."""
    return Skipped(path, "a symbolic link", gap=False, kind="symlink")


def special(path: str) -> Skipped:
    """The entry of a pipe, socket or device, which is never opened."""
    return Skipped(path, "a pipe, socket or device", gap=False, kind="special")


def repository(path: str) -> Skipped:
    """The entry of a repository within this one, which git does not enter either."""
    return Skipped(path, "a repository of its own", gap=False, kind="submodule")
