"""Opens files of a tree that is not trusted: regular files only, never through a link as the last step.

Knows nothing of git or of scans. Whether a file's folder lies inside the tree is for the caller to check.
"""

from __future__ import annotations

import errno
import os
import stat

# Not every platform has every flag: O_NOFOLLOW and O_NONBLOCK are POSIX, O_BINARY is Windows.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)
_MOUNT_POINT = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


def is_link(status: os.stat_result) -> bool:
    """True for a symbolic link, and for what Windows calls a junction; `status` comes from `lstat`."""
    return stat.S_ISLNK(status.st_mode) or (
        _MOUNT_POINT is not None and getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT
    )


def read_regular(path: str, limit: int = -1) -> bytes:
    """The bytes of a regular file, at most `limit` of them (negative: all).

    Raises:
        OSError: not there, not readable, a link, a folder, or a special file (which is not waited for).
    """
    if not hasattr(os, "O_NOFOLLOW") and is_link(os.lstat(path)):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    descriptor = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", path)
        with open(descriptor, "rb", closefd=False) as stream:
            return stream.read(limit)
    finally:
        os.close(descriptor)
