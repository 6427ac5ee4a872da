"""`readiness-scan [PATH]`: scan a folder and show the answer."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from readiness_scan import __version__
from readiness_scan.cli import arguments, output, streams
from readiness_scan.cli.command import Command
from readiness_scan.cli.progress import ScanProgress
from readiness_scan.model.scan_report import ScanReport
from readiness_scan.options import ScanOptions
from readiness_scan.readiness.gaps import unread
from readiness_scan.scan import scan

if TYPE_CHECKING:
    from readiness_scan.readiness import Assessment

_DESCRIPTION = """\
Tells whether PostHog product tracking, session replay and error tracking are wired into PATH, and shows the lines
that prove it. Reads files only: nothing in PATH is run, and nothing is sent anywhere."""


def _parser() -> argparse.ArgumentParser:
    parser = arguments.Parser(prog="readiness-scan", usage="readiness-scan [PATH] [options]", description=_DESCRIPTION)
    parser.add_argument(
        "path",
        type=arguments.folder,
        metavar="PATH",
        nargs="?",
        default=".",
        help="the folder to scan (default: this one)",
    )
    parser.add_argument(
        "--format",
        type=arguments.one_of(tuple(FORMATS)),
        default="terminal",
        metavar="FORMAT",
        help="terminal: the answer for a person (default); json: the full report; readiness: the contract's JSON alone",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument(
        "--repository",
        type=arguments.repository,
        metavar="OWNER/NAME",
        help="the repository's name; it helps to classify (default: what the origin remote says, else the folder's)",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--config",
        metavar="FILE",
        help="read this configuration (default: the nearest .readiness-scan.toml, or pyproject.toml with "
        "[tool.readiness-scan], from PATH up to the top of its repository)",
    )
    source.add_argument("--no-config", action="store_true", help="read no configuration")
    parser.add_argument("--quiet", action="store_true", help="no progress bar and no notes on standard error")
    parser.add_argument("--version", action="version", version=f"readiness-scan {__version__}")
    return parser


def _execute(options: argparse.Namespace) -> int:
    if options.output is not None:
        output.check_file(options.output)
    configured = ScanOptions() if options.no_config else ScanOptions.from_config(options.path, options.config)
    with ScanProgress(None if options.quiet else sys.stderr) as progress:
        report = scan(options.path, replace(configured, progress=progress))
    # pydantic and rich load here, after whatever could be said without them.
    from readiness_scan.readiness import assess

    _write(FORMATS[options.format], report, assess(report, repository=options.repository), options.output)
    if not options.quiet:
        _tell_gaps(report)
    return 0


COMMAND = Command(parser=_parser, execute=_execute)


def _write(render: _Renderer, report: ScanReport, assessment: Assessment, path: str | None) -> None:
    if path is not None:
        text = io.StringIO()
        render(report, assessment, text)
        output.write_file(path, text.getvalue())
        return
    with streams.stdout() as stream:
        render(report, assessment, stream)


def _tell_gaps(report: ScanReport) -> None:
    if not_read := unread(report):
        streams.tell(f"incomplete: {not_read}")
    elif not report.stats.complete:
        streams.tell("incomplete: the scan stopped before everything was read")


# --- formats ---------------------------------------------------------------------------------------------------

_Renderer = Callable[[ScanReport, "Assessment", TextIO], None]


def _terminal(report: ScanReport, assessment: Assessment, stream: TextIO) -> None:
    from rich.console import Console

    from readiness_scan.render.terminal import print_report

    class Page(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1

    console = Page(
        file=stream,
        force_terminal=stream.isatty(),
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        emoji=False,
        markup=False,
    )
    print_report(console, report, assessment)


def _json(report: ScanReport, assessment: Assessment, stream: TextIO) -> None:
    from readiness_scan.render.json import render_report

    stream.write(render_report(report, assessment))


def _readiness(report: ScanReport, assessment: Assessment, stream: TextIO) -> None:
    from readiness_scan.render.json import render_readiness

    stream.write(render_readiness(assessment))


FORMATS: Mapping[str, _Renderer] = {"terminal": _terminal, "json": _json, "readiness": _readiness}
"""By the value of `--format`. Another format is a module in `render/` and a line here."""
