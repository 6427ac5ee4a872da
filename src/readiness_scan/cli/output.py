"""Where a rendering goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from readiness_scan.errors import ReadinessScanError


class OutputError(ReadinessScanError):
    """The rendering cannot be written where it was to go."""


def check_file(path: str) -> None:
    """Say early, before a long scan, that `path` can never be written.

    Raises:
        OutputError: it is a folder, or its folder does not exist.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {target.parent}")


def write_file(path: str, text: str) -> None:
    """Write `text` to `path` as UTF-8: beside it first, then in its place, so that nobody sees half of it.

    Raises:
        OutputError: it cannot be written; what stood at `path` still does.
    """
    # Surrogates stand for bytes of a file name that are no UTF-8; as \\udcff they are valid JSON too.
    data = text.encode("utf-8", "backslashreplace")
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe is written to, not replaced
        else:
            _replace(Path(os.path.realpath(target)), data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def _replace(target: Path, data: bytes) -> None:
    """Put a file with `data` in the place of `target`, which keeps its permissions if it exists."""
    draft = target.with_name(f".{target.name[:64]}.{secrets.token_hex(8)}")
    try:
        draft.write_bytes(data)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
