"""Fixture cases: small programs whose own comments say what a scan must find in them.

A case is `fixtures/<group>/<subject>/<language>/`. A comment at the end of a line says what is reported there, or why
nothing is, though it looks so:

    posthog.capture("signup")     // expect: capture "signup" literal
    posthog.capture(event)        // expect: capture null parameter ; possible "only_a_type_allows_it"
    camera.capture("portrait")    // ok: a camera

Several findings of one line are joined by ` ; `. A line without `expect:` has none. Before a scan these comments are
blanked, so that they can't sway it. `expected.toml` states what has no line of its own: `event_names` and each
`[[dependency]]`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from readiness_scan import ScanOptions, ScanReport, scan
from readiness_scan.model.signals import Capture, Strength

FIXTURES = Path(__file__).parent.parent / "fixtures"
GROUPS = ("sdks", "names")
LANGUAGES = (
    *("javascript", "typescript", "python", "go", "java", "kotlin", "ruby", "php", "csharp", "swift", "objective-c"),
    *("dart", "elixir", "rust", "html", "vue", "svelte", "astro", "shell"),
)
STATED = "expected.toml"
JOIN = " ; "

_ECMA = re.compile(r"(?://|\{?/\*)\s*(expect|ok):\s*(.+?)\s*(?:\*/\}?)?\s*$")
_PAGE = re.compile(r"(?://|\{?/\*|<!--)\s*(expect|ok):\s*(.+?)\s*(?:\*/\}?|-->)?\s*$")
_HASH = re.compile(r"#\s*(expect|ok):\s*(.+?)\s*$")
COMMENTS = {
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".go"), _ECMA),
    **dict.fromkeys((".java", ".kt", ".kts", ".swift", ".m", ".mm", ".h", ".dart", ".rs", ".cs", ".php"), _ECMA),
    **dict.fromkeys((".py", ".pyi", ".rb", ".ex", ".exs", ".sh", ".bash", ".zsh"), _HASH),
    **dict.fromkeys((".html", ".vue", ".svelte", ".astro", ".erb", ".ejs", ".heex", ".jinja", ".cshtml"), _PAGE),
}


class Finding(NamedTuple):
    """One thing reported, or expected, on a line: `capture "signup" literal`."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Case:
    """One small program."""

    folder: Path

    @property
    def subject(self) -> str:
        """What it is about: the id of an SDK, or a form of event names."""
        return self.folder.parent.name

    def __str__(self) -> str:
        return self.folder.relative_to(FIXTURES).as_posix()


@dataclass(frozen=True)
class Staged:
    """A case without its comments, ready for a scan, and what they said."""

    root: Path
    expected: Counter[Finding]
    reasons: dict[tuple[str, int], str]
    """Why a line is no signal, by path and line."""
    stated: dict[str, Any]

    def differences(self, report: ScanReport) -> list[str]:
        """What a report lacks and what it has too much; empty where it is right."""
        found = findings(report)
        lacking = [f"lacking    {finding}" for finding in (self.expected - found).elements()]
        extra = [
            f"unexpected {finding} (ok: {reason})" if reason else f"unexpected {finding}"
            for finding in (found - self.expected).elements()
            for reason in [self.reasons.get((finding.path, finding.line))]
        ]
        return sorted(lacking) + sorted(extra) + self._stated_differences(report)

    def _stated_differences(self, report: ScanReport) -> list[str]:
        wrong: list[str] = []
        names = self.stated.get("event_names")
        if names is not None and sorted(names) != list(report.event_names):
            wrong.append(f"event names {list(report.event_names)} instead of {sorted(names)}")
        dependencies = self.stated.get("dependency")
        if dependencies is not None:
            wanted = sorted(_dependency(**item) for item in dependencies)
            found = sorted(_dependency(item.name, item.version, item.manifest, item.line) for item in report.sdks)
            wrong += [f"dependencies {found} instead of {wanted}"] if wanted != found else []
        return wrong


def cases(*groups: str) -> list[Case]:
    """Every case of some groups (all, where none is named), in path order."""
    folders = [folder for group in groups or GROUPS for folder in (FIXTURES / group).glob("*/*") if folder.is_dir()]
    return [Case(folder) for folder in sorted(folders)]


def stage(case: Case, root: Path) -> Staged:
    """Copy a case to a folder that does not exist yet, with its expectations blanked."""
    staged = Staged(root, Counter(), {}, {})
    for source in sorted(path for path in case.folder.rglob("*") if path.is_file()):
        relative = source.relative_to(case.folder).as_posix()
        if relative == STATED:
            staged.stated.update(tomllib.loads(source.read_text("utf-8")))
            continue
        target = root / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        pattern = COMMENTS.get(source.suffix)
        data = source.read_bytes()
        target.write_bytes(data if pattern is None else _blanked(staged, relative, data, pattern))
    return staged


def _blanked(staged: Staged, path: str, data: bytes, pattern: re.Pattern[str]) -> bytes:
    lines = data.decode("utf-8").split("\n")
    for index, line in enumerate(lines):
        match = pattern.search(line)
        if match is None:
            continue
        if match[1] == "ok":
            staged.reasons[path, index + 1] = match[2]
        else:
            staged.expected.update(Finding(path, index + 1, what.strip()) for what in match[2].split(JOIN))
        lines[index] = line[: match.start()] + " " * (len(line) - match.start())
    return "\n".join(lines).encode("utf-8")


def findings(report: ScanReport) -> Counter[Finding]:
    """Everything that a report says of lines, as fixtures write it."""
    found = [(item.location, f"init {item.sdk}") for item in report.inits if item.strength is Strength.STRONG]
    found += [(item.location, _capture(item)) for item in report.captures]
    found += [
        (item.location, f"error {item.vendor} {item.form}")
        for item in report.error_signals
        if item.strength is Strength.STRONG
    ]
    found += [(item.location, f"replay {item.setting}") for item in report.replay_signals]
    found += [(site, f"possible {_quoted(item.name)}") for item in report.possible_names for site in item.sites]
    return Counter(Finding(location.path, location.line, what) for location, what in found)


def scanned(staged: Staged, options: ScanOptions | None = None) -> ScanReport:
    """Scan a staged case."""
    return scan(staged.root, options)


def _capture(item: Capture) -> str:
    words = ["capture", _quoted(item.event), item.resolution.value]
    return " ".join(words if item.pattern is None else [*words, _quoted(item.pattern)])


def _quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _dependency(name: str, version: str | None = None, manifest: str = "", line: int = 0) -> tuple[str, str, str, int]:
    return name, version or "", manifest, line
