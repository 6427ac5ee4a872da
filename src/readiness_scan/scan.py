"""The pipeline: which files, which can matter, what they say, what it means."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

from readiness_scan.errors import ScanCancelled
from readiness_scan.manifests import ManifestDependency, Project, is_manifest, parse_manifest, with_locked_versions
from readiness_scan.match import Matcher, Suspects
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport, Stats, Target
from readiness_scan.options import ScanOptions
from readiness_scan.readiness import aggregate
from readiness_scan.readiness.aggregate import View
from readiness_scan.readiness.classify import tree_markers
from readiness_scan.readiness.near import idle_declarations, near_misses
from readiness_scan.resolve.modules import SYSTEMS
from readiness_scan.resolve.program import OutOfTime, Program
from readiness_scan.resolve.reach import reached_files
from readiness_scan.screen import Screen
from readiness_scan.sdks import Rulebook, all_sdks, declared_sdks, declaring_lines
from readiness_scan.sources import Contents, Roles, WorkTree, open_worktree
from readiness_scan.sources.content import to_utf8
from readiness_scan.syntax.known import KNOWN_SUFFIXES
from readiness_scan.syntax.language import HEAD, Language, languages_of

NOT_EXAMINED = {Role.VENDORED, Role.GENERATED}
"""Skipped by design: nobody here wrote them."""


def scan(path: str | os.PathLike[str], options: ScanOptions | None = None) -> ScanReport:
    """Read a repository, or a folder of one, and report how PostHog is wired into it.

    Args:
        path: the folder whose signals are reported. Names, imports and wrappers are followed over the whole
            repository around it.
        options: limits and callbacks.

    Returns:
        What was found, with everything that was not examined. What a file contains never raises.

    Raises:
        TargetError: the path is not there, is no folder, can't be read, or is a bare repository.
        ScanCancelled: the `cancelled` callback of the options said so.
    """
    reading = _Reading(Path(path), options or ScanOptions())
    rules = known = Rulebook(all_sdks())
    wrappers = reading.options.wrappers
    if wrappers:
        rules = Rulebook((*known.sdks, *declared_sdks(wrappers, known.ecosystems)))
    tree, contents, roles = reading.tree, reading.contents, reading.roles
    candidates = _candidates(tree, roles, contents, reading.options)
    screened = _screened(candidates, reading, Screen(rules.words))
    dependencies, own_sdks = _manifests(reading, known)
    program = _program(reading, candidates, own_sdks)
    used = {sdk.id for item in dependencies if (sdk := known.owns(item.ecosystem, item.name))}
    matcher = Matcher(program, rules, used.__contains__)
    found = matcher.run(screened)
    if not found.complete:
        contents.skip(tree.prefix or ".", reading.late, "budget", gap=True)
    reached = reached_files(program, tree.prefix) if tree.prefix else frozenset()
    view = View(tree.prefix, roles.role, reached, declaring_lines(wrappers))
    sources = [file for file in candidates if view.shows(file) and view.role(file) is Role.SOURCE]
    suspects = Suspects(matcher.resolver, known, rules).of(sources)
    unsupported = _unsupported(tree, contents, view, Screen(known.words))
    captures, inits = aggregate.captures(found, view), aggregate.inits(found, view)
    events = aggregate.events(captures)
    errors = aggregate.errors(found, view)
    idle = idle_declarations(wrappers, (*inits, *captures, *errors))
    skipped = aggregate.skips(contents.skipped.values(), tree.skipped, view)
    return ScanReport(
        target=_target(path, tree),
        tree=tree_markers([view.relative(file) for file in tree.files if view.inside(file)], _reader(tree)),
        inits=inits,
        captures=captures,
        events=events,
        possible_names=aggregate.possible_names(found.possible, events, view),
        suspected=aggregate.suspects(suspects, view),
        error_signals=errors,
        replay_signals=aggregate.replays(found, view),
        sdks=aggregate.sdks(dependencies, view),
        near_misses=near_misses(inits, dependencies, program, screened, rules, view, idle),
        skipped=skipped,
        stats=replace(
            _counted(reading, candidates, view),
            screened_in=len(screened),
            parsed=len(program.parsed),
            complete=not any(item.gap for item in skipped),
            unsupported=unsupported,
        ),
    )


class _Reading:
    """What is read, and how long it may take."""

    def __init__(self, path: Path, options: ScanOptions) -> None:
        self.options = options
        self.started = time.monotonic()
        self.tree = open_worktree(path)
        self.roles = Roles(self.tree.files, self.tree.read, self.tree.prefix)
        self.contents = Contents(self.tree, options, self.roles.role)
        self.late = f"not finished within {options.max_seconds:g} s"

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started

    def check(self) -> None:
        """Raise `ScanCancelled` where the caller says so, and `OutOfTime` where the time is over."""
        if self.options.cancelled():
            raise ScanCancelled("the scan was cancelled")
        if self.seconds > self.options.max_seconds:
            raise OutOfTime(self.late)


def _program(reading: _Reading, candidates: dict[str, Language], own_sdks: set[tuple[str, str]]) -> Program:
    contents = reading.contents
    files = reading.tree.files
    systems = [system(files, contents.raw) for system in SYSTEMS]
    return Program(
        candidates,
        contents.text,
        {system.ecosystem: system for system in systems},
        failed=lambda file, why: contents.skip(file, why, "parser", gap=True),
        is_external=own_sdks.__contains__,
        check=reading.check,
    )


def _counted(reading: _Reading, candidates: dict[str, Language], view: View) -> Stats:
    inside = [file for file in candidates if view.inside(file)]
    return Stats(
        files_seen=sum(view.inside(file) for file in reading.tree.files),
        candidates=len(inside),
        examined=sum(file not in reading.contents.skipped for file in inside),
        bytes=reading.contents.bytes_read,
        seconds=reading.seconds,
        languages=_by_title([candidates[file] for file in inside]),
    )


def _candidates(tree: WorkTree, roles: Roles, contents: Contents, options: ScanOptions) -> dict[str, Language]:
    """The files to examine, in path order; what people here did not write is skipped."""
    found: dict[str, Language] = {}
    for path, language in languages_of(tree.files, _head(tree)):
        role = roles.role(path)
        if role in NOT_EXAMINED:
            contents.skip(path, role.value, role.value, gap=False)
        elif len(found) >= options.max_files:
            contents.skip(path, f"more than {options.max_files:,} files", "budget", gap=True)
        else:
            found[path] = language
    return found


def _screened(candidates: dict[str, Language], reading: _Reading, screen: Screen) -> list[str]:
    """The candidates that can matter by themselves. Each is read here, so that what can't be read is known."""
    kept: list[str] = []
    for done, path in enumerate(candidates):
        try:
            reading.check()
        except OutOfTime as late:
            reading.contents.skip(path, str(late), "budget", gap=True)
            continue
        text = reading.contents.text(path)
        if text is not None and (not reading.options.screen_by_name or screen.passes(text)):
            kept.append(path)
        reading.options.progress(done + 1, len(candidates))
    return kept


def _unsupported(tree: WorkTree, contents: Contents, view: View, screen: Screen) -> dict[str, int]:
    """Source files in languages that are not read, by language. One that names an SDK could have proved something."""
    counts: Counter[str] = Counter()
    for path in tree.files:
        title = KNOWN_SUFFIXES.get(PurePosixPath(path).suffix.lower())
        if title is None or not view.inside(path) or view.role(path) is not Role.SOURCE:
            continue
        counts[title] += 1
        text = contents.text(path)
        if text is not None and screen.passes(text):
            contents.skip(path, f"this version does not read {title}", "unsupported", gap=True)
    return dict(counts)


def _manifests(reading: _Reading, rules: Rulebook) -> tuple[list[ManifestDependency], set[tuple[str, str]]]:
    """The SDKs that manifests and lock files name, and the SDK packages whose own source the repository holds.

    One that can't be read to its end is a gap where it may name an SDK; what is vendored asks for nothing here.
    """
    contents, screen = reading.contents, Screen(rules.words)
    project = Project(reading.tree.files, contents.raw)
    wants = cache(lambda ecosystem, name: rules.owns(ecosystem, name) is not None)
    found: list[ManifestDependency] = []
    own: set[tuple[str, str]] = set()
    for path in filter(is_manifest, reading.tree.files):
        try:
            reading.check()
        except OutOfTime as late:
            contents.skip(path, str(late), "budget", gap=True)
            continue
        data = contents.raw(path)
        if data is None:
            continue
        manifest = parse_manifest(path, data, wants, project)
        if manifest.own is not None and wants(*manifest.own):
            own.add(manifest.own)
        if reading.roles.role(path) is not Role.VENDORED:
            found += manifest.dependencies
            if manifest.problem is not None and screen.passes(to_utf8(data)):
                contents.skip(path, manifest.problem, "parser", gap=True)
    return with_locked_versions(found), own


def _target(path: str | os.PathLike[str], tree: WorkTree) -> Target:
    root = tree.reading_root / tree.prefix
    return Target(
        path=os.fspath(Path(path).absolute()),
        prefix=tree.prefix,
        folder_name=root.name,
        remote=tree.remote,
        commit=tree.commit,
        listing=tree.listing,
        listing_note=tree.listing_note,
    )


def _reader(tree: WorkTree) -> Callable[[str], bytes]:
    prefix = f"{tree.prefix}/" if tree.prefix else ""
    return lambda path: tree.read(prefix + path)


def _head(tree: WorkTree) -> Callable[[str], bytes]:
    """What gives the first bytes of a file; none of a manifest, which is no script, or of one that can't be read."""

    def head(path: str) -> bytes:
        with suppress(OSError):
            return b"" if is_manifest(path) else tree.read(path, HEAD)
        return b""

    return head


def _by_title(languages: list[Language]) -> dict[str, int]:
    return dict(sorted(Counter(language.title for language in languages).items()))
