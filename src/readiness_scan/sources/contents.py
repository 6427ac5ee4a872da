"""What the files hold: each read once within the memory budget, judged, and decoded for the parser."""

from __future__ import annotations

from collections.abc import Callable

from readiness_scan.model.role import Role
from readiness_scan.model.signals import Skipped
from readiness_scan.options import ScanOptions
from readiness_scan.sources.content import LFS_POINTER, is_lock_file, judge, to_utf8
from readiness_scan.sources.worktree import WorkTree

HEAD_BYTES = 64 * 1024
"""So much of an oversized file tells whether people wrote it."""
_LOCK_FILE_FACTOR = 16
"""A lock file may be so many times larger than source that people write."""


class Contents:
    """The texts of a work tree's files, with a record of every one that could not be had."""

    def __init__(self, tree: WorkTree, options: ScanOptions, role: Callable[[str], Role]) -> None:
        self._tree = tree
        self._options = options
        self._role = role
        self._kept: dict[str, bytes] = {}
        self._kept_raw: dict[str, bytes] = {}
        self._unread: set[str] = set()
        self._kept_bytes = 0
        self.skipped: dict[str, Skipped] = {}
        self.bytes_read = 0

    def text(self, path: str) -> bytes | None:
        """The file as UTF-8; none where it is skipped, and `skipped` then says why."""
        if path in self._kept:
            return self._kept[path]
        if path in self.skipped:
            return None
        data = self._read(path)
        if data is not None and self._kept_bytes + len(data) <= self._options.memory_bytes:
            self._kept[path] = data
            self._kept_bytes += len(data)
        return data

    def raw(self, path: str) -> bytes | None:
        """A manifest's or configuration file's bytes; none where it is skipped, and `skipped` then says why."""
        if path in self._kept_raw:
            return self._kept_raw[path]
        if path in self._unread:
            return None
        data = self._read_raw(path)
        if data is None:
            self._unread.add(path)
        elif len(data) <= self._options.max_file_bytes and self._kept_bytes + len(data) <= self._options.memory_bytes:
            self._kept_raw[path] = data
            self._kept_bytes += len(data)
        return data

    def _read_raw(self, path: str) -> bytes | None:
        limit = self._options.max_file_bytes * _LOCK_FILE_FACTOR
        try:
            size = self._tree.size(path)
            if size > limit:
                self.skip(path, f"{size:,} bytes, more than the limit of {limit:,}", "oversized", gap=True)
                return None
            data = self._tree.read(path)
        except OSError as problem:
            self.skip(path, f"can't be read: {problem.strerror or problem}", "unreadable", gap=True)
            return None
        if data.startswith(LFS_POINTER):
            self.skip(path, "a Git LFS pointer: its content is not here", "lfs", gap=True)
            return None
        return data

    def skip(self, path: str, reason: str, kind: str, *, gap: bool) -> None:
        """Record that a file was not examined, or not to its end. No fact hangs on a lock file alone."""
        role = Role.GENERATED if is_lock_file(path) else self._role(path)
        self.skipped[path] = Skipped(path, reason, gap, kind, role)

    def _read(self, path: str) -> bytes | None:
        try:
            size = self._tree.size(path)
            if size > self._options.max_file_bytes:
                self._oversized(path, size)
                return None
            data = self._tree.read(path)
        except OSError as problem:
            self.skip(path, f"can't be read: {problem.strerror or problem}", "unreadable", gap=True)
            return None
        self.bytes_read += len(data)
        verdict = judge(path, data)
        if verdict is not None:
            self.skip(path, verdict.reason, verdict.kind, gap=verdict.gap)
            return None
        return to_utf8(data)

    def _oversized(self, path: str, size: int) -> None:
        head = self._tree.read(path, HEAD_BYTES)
        verdict = judge(path, head)
        if verdict is not None:
            self.skip(path, verdict.reason, verdict.kind, gap=verdict.gap)
        else:
            limit = self._options.max_file_bytes
            self.skip(path, f"{size:,} bytes, more than the limit of {limit:,}", "oversized", gap=True)
