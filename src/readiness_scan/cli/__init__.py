"""The command line."""

from readiness_scan.cli.entry import main, run

__all__ = ["main", "run"]
