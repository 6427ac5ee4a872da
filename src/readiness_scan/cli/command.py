"""What a command is: one module that knows its own arguments and how to run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import NamedTuple


class Command(NamedTuple):
    """One command of the command line."""

    parser: Callable[[], ArgumentParser]
    execute: Callable[[Namespace], int]
    """Runs with the parsed arguments and returns the exit code. Raises `ReadinessScanError` for what the user can
    mend."""
