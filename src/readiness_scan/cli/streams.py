"""The standard streams: UTF-8 whatever the locale, one-line messages, readers that go away."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from readiness_scan.cli.output import OutputError
from readiness_scan.render.safe_text import printable


def use_utf8() -> None:
    """Make stdout write UTF-8, so that a report is the same in every locale and every file name can be printed."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def stdout() -> Iterator[TextIO]:
    """Standard output, flushed at the end. A reader that has what it wanted (`| head`) is no failure of ours.

    Raises:
        OutputError: the program was started without one, or it cannot be written.
    """
    # Python sets it to none where the file descriptor was closed, which the types do not say.
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed; write to a file with -o FILE")
    try:
        yield stream
        stream.flush()
    except OSError as error:
        # What is still buffered has nowhere to go, and must not fail again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        reader_is_gone = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
        if not reader_is_gone:
            raise OutputError(f"cannot write to standard output: {error.strerror or error}") from error


def tell(message: str) -> None:
    """Write one line to stderr, where there is one."""
    stream: TextIO | None = sys.stderr
    if stream is not None:
        stream.write(f"readiness-scan: {printable(message)}\n")
        stream.flush()
