"""Where the command line starts: picks the command, and turns every outcome into an exit code."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import NoReturn

from readiness_scan.cli import scan_command, streams
from readiness_scan.cli.command import Command
from readiness_scan.errors import ReadinessScanError

DONE = 0
COULD_NOT_RUN = 2
INTERRUPTED = 130

COMMANDS: Mapping[str | None, Command] = {None: scan_command.COMMAND}
"""By the first word of the command line; none where that word is no command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the words after the program's name; none takes them from `sys.argv`.

    Returns:
        The exit code: 0 done, whatever was found; 2 could not run, with one line on stderr; 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    name = words[0] if words and words[0] in COMMANDS else None
    command = COMMANDS[name]
    streams.use_utf8()
    try:
        options = _parse(command, words if name is None else words[1:])
        return DONE if options is None else command.execute(options)
    except ReadinessScanError as error:
        streams.tell(str(error))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        streams.tell("interrupted")
        return INTERRUPTED


def _parse(command: Command, words: Sequence[str]) -> Namespace | None:
    """Parse `words`; none where `--help` or `--version` has printed all that was asked for."""
    try:
        return command.parser().parse_args(words)
    except SystemExit:
        with streams.stdout():  # argparse does not look whether what it printed arrived
            return None


def run() -> NoReturn:
    """Run as a program: the console script's entry."""
    # Facts and trees live until the end: looking for garbage among them doubles the time of reading files.
    gc.set_threshold(200_000, 50, 100)
    raise SystemExit(main())
