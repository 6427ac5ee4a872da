"""The one module that talks to git.

A repository is hostile until shown otherwise, so no program that it names is run: every call carries the switches
below, a fixed environment, the work tree's place and a time limit. Listing a work tree costs three calls of git
itself; GitPython, whose import is slow, answers the rarer questions about revisions, remotes and submodules.
"""

from __future__ import annotations

import configparser
import os
import re
import subprocess  # every call goes to git itself, never through a shell
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.errors import GitError
from readiness_scan.sources.gitdir import common_directory, git_directory
from readiness_scan.sources.safe_open import read_regular

if TYPE_CHECKING:
    from git import Git

TIMEOUT = 60.0
"""Seconds that one call of git may take."""
LINK, SUBMODULE = "120000", "160000"
"""Modes of index entries that are no files."""

_SWITCHES = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.untrackedCache": "false",
    "core.askPass": "",
    "core.sshCommand": "false",
    "core.gitProxy": "",
    "credential.helper": "",
    "diff.external": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "submodule.recurse": "false",
}
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"})
"""What a caller may say about git itself; every other GIT_* variable could redirect a call and is dropped."""

_SOMEBODY_ELSES = (b"dubious ownership", b"unsafe repository", b"owned by someone else")
_UNREADABLE_FOLDER = re.compile(rb"^warning: could not open directory '(.*?)/?': (.*)$", re.MULTILINE)
_SCHEME = re.compile(r"(?:https?|ssh|git|git\+ssh|ssh\+git)://(?:[^/@]*@)?(?P<host>[^/:@]+)(?::\d*)?/(?P<path>.+)")
_SCP = re.compile(r"(?:[^/@:]+@)?(?P<host>[^/:@]{2,}):(?P<path>[^/].*|/[^/].*)")
_NAME = re.compile(r"[\w.-]+", re.ASCII)


class GitUnavailableError(GitError):
    """Git can't answer for this work tree; the message says why, for the listing's note."""


class Listed(NamedTuple):
    """A path that git lists."""

    path: str
    """POSIX, relative to the top level; ends with a slash for a repository within this one."""
    mode: str
    """The index entry's mode, six octal digits; empty for an untracked path."""
    sparse: bool
    """Left out of a sparse checkout."""


class Listing(NamedTuple):
    """The tracked and the untracked, not ignored paths of a work tree."""

    entries: tuple[Listed, ...]
    unreadable: tuple[tuple[str, str], ...]
    """Folders that git could not open, each with the reason."""


class Head(NamedTuple):
    """What is checked out."""

    commit: str | None
    """The commit's full id; none before the first commit."""
    bare: bool


def head(top: Path) -> Head:
    """What is checked out at `top`.

    Raises:
        GitUnavailableError: there is no git, or it refuses or cannot read this repository.
    """
    done = _run(top, "rev-parse", "--is-bare-repository", "-q", "--verify", "HEAD", work_tree=False)
    words = done.stdout.decode("ascii", "replace").split()
    if done.returncode not in (0, 1) or not words:
        raise GitUnavailableError(_refusal(done.stderr))
    return Head(words[1] if len(words) > 1 else None, words[0] == "true")


def list_files(top: Path) -> Listing:
    """Every path of the work tree at `top` that is tracked, or neither tracked nor ignored.

    Raises:
        GitUnavailableError: there is no git, or it refuses or cannot read this repository.
    """
    done = _run(top, "ls-files", "-z", "-s", "-t", "--cached", "--others", "--exclude-standard")
    if done.returncode != 0:
        raise GitUnavailableError(_refusal(done.stderr))
    # A path that is unmerged stands there once for each of its stages.
    entries = {entry.path: entry for entry in map(_listed, done.stdout.split(b"\0")[:-1])}
    unreadable = tuple((_path(m[1]), m[2].decode("utf-8", "replace")) for m in _UNREADABLE_FOLDER.finditer(done.stderr))
    return Listing(tuple(entries.values()), unreadable)


def origin(top: Path) -> str | None:
    """The `origin` remote's repository as `owner/name`; none without one, or where it is no host's."""
    try:
        done = _run(top, "remote", "get-url", "origin")
    except GitUnavailableError:
        return None
    return host_repository(done.stdout.decode("utf-8", "replace").strip()) if done.returncode == 0 else None


def host_repository(url: str) -> str | None:
    """The `owner/name` that a remote's URL says (https, ssh or scp-like); none for a local path."""
    match = _SCHEME.fullmatch(url) or (None if "://" in url else _SCP.fullmatch(url))
    if match is None:
        return None
    path = re.split(r"[?#]", match["path"])[0].strip("/").removesuffix(".git")
    parts = [part for part in path.split("/") if part and part != "_git"]
    if len(parts) < 2 or not all(_NAME.fullmatch(part) for part in parts[-2:]):
        return None
    return "/".join(parts[-2:])


def resolve_revision(top: Path, revision: str) -> str:
    """The full id of the commit that `revision` names.

    Raises:
        GitError: no such revision, or git can't answer for this repository.
    """
    head(top)  # refuses a repository that is somebody else's
    command = _git_python(top)
    arguments = ["rev-parse", "-q", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
    status, output, _ = command.execute([*_command(top), *arguments], with_extended_output=True, with_exceptions=False)
    if status != 0:
        raise GitError(f"unknown revision {revision!r}: give a branch, a tag or a commit of {top}")
    return str(output).strip()


def remote_urls(top: Path) -> dict[str, str]:
    """The URL of each remote, by the remote's name.

    Raises:
        GitError: git can't answer for this repository.
    """
    head(top)
    command = _git_python(top)
    _, output, _ = command.execute(
        [*_command(top), "config", "-z", "--get-regexp", r"^remote\..*\.url$"],
        with_extended_output=True,
        with_exceptions=False,
    )
    pairs = (entry.partition("\n") for entry in str(output).split("\0") if entry)
    return {key.removeprefix("remote.").removesuffix(".url"): url for key, _, url in pairs}


def submodule_urls(top: Path) -> dict[str, str]:
    """The URL of each declared submodule, by its path; empty where `.gitmodules` is absent or can't be understood.

    Raises:
        GitUnavailableError: GitPython can't be loaded.
    """
    _git_python(top)
    from git.config import GitConfigParser

    try:
        stream = BytesIO(read_regular(str(top / ".gitmodules")))
        stream.name = ".gitmodules"  # GitPython reads it
        with GitConfigParser(stream, read_only=True, merge_includes=False) as parser:
            sections = [dict(parser.items(section)) for section in parser.sections() if "submodule" in section]
    except (OSError, ValueError, configparser.Error):
        return {}
    return {str(section["path"]): str(section.get("url", "")) for section in sections if "path" in section}


def environment(top: Path) -> dict[str, str]:
    """The variables of a call: the caller's, without what could redirect git or make it ask, and ours."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or not name.startswith(("GIT_", "SSH_ASKPASS"))
    }
    return kept | _VARIABLES | {"GIT_CEILING_DIRECTORIES": str(top.parent)}


def _run(top: Path, *arguments: str, work_tree: bool = True) -> subprocess.CompletedProcess[bytes]:
    command = [*_command(top, work_tree=work_tree), *arguments]
    try:
        return subprocess.run(  # noqa: S603  # git's own program, found outside the tree
            command, cwd=top, env=environment(top), stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise GitUnavailableError(f"git gave no answer within {TIMEOUT:g} seconds") from None
    except OSError as error:
        raise GitUnavailableError(f"git can't be run: {error.strerror or error}") from None


def _command(top: Path, *, work_tree: bool = True) -> list[str]:
    if git_directory(top) is None:
        raise GitUnavailableError("the repository is broken: its .git is no git directory")
    switches = [part for name, value in _SWITCHES.items() for part in ("-c", f"{name}={value}")]
    # Without --work-tree a repository's core.worktree would have git list some other folder.
    place = [f"--work-tree={top}"] if work_tree else []
    return [_program(top), "--no-pager", *place, *switches]


def _program(top: Path) -> str:
    """The git of PATH, passing over relative entries and entries inside the tree that is scanned."""
    name = "git.exe" if os.name == "nt" else "git"
    for entry in os.environ.get("PATH", os.defpath).split(os.pathsep):
        folder = Path(entry)
        if not folder.is_absolute():
            continue
        candidate = folder / name
        runs = os.path.isfile(candidate) and os.access(candidate, os.X_OK)  # noqa: PTH113  # never raises
        if runs and not candidate.resolve().is_relative_to(top):
            return str(candidate)
    raise GitUnavailableError("git is not installed, or not on PATH")


def _refusal(stderr: bytes) -> str:
    if any(words in stderr for words in _SOMEBODY_ELSES):
        return "git refuses the repository, which belongs to another user (safe.directory)"
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[0] if lines else "no message")
    return f"git can't read the repository: {fatal.removeprefix('fatal: ')}"


def _listed(line: bytes) -> Listed:
    tag, _, rest = line.partition(b" ")
    if tag == b"?":
        return Listed(_path(rest), "", sparse=False)
    entry, _, path = rest.partition(b"\t")
    return Listed(_path(path), entry[:6].decode("ascii", "replace"), sparse=tag == b"S")


def _path(raw: bytes) -> str:
    try:
        return os.fsdecode(raw)
    except UnicodeDecodeError:  # Windows, where names of other systems may be no UTF-8
        return raw.decode("utf-8", "surrogateescape")


def _git_python(top: Path) -> Git:
    """GitPython's command runner for `top`, in the environment of every other call."""
    try:
        from git import Git
    except ImportError as error:  # also raised where there is no git
        raise GitUnavailableError(f"GitPython can't be loaded: {str(error).strip().splitlines()[0]}") from None
    command = Git(str(top))
    command.update_environment(**environment(top) | _pinned(top))
    return command


def _pinned(top: Path) -> dict[str, str]:
    """Harmless values for variables of the caller that `environment` drops: GitPython can set, not unset."""
    directory = git_directory(top) or top / ".git"
    common = common_directory(directory)
    places = {
        "GIT_DIR": str(directory),
        "GIT_WORK_TREE": str(top),
        "GIT_COMMON_DIR": str(common),
        "GIT_INDEX_FILE": str(directory / "index"),
        "GIT_OBJECT_DIRECTORY": str(common / "objects"),
        "GIT_CONFIG_COUNT": "0",
    }
    dropped = (name for name in os.environ if name.startswith("GIT_") and name not in _KEPT)
    return {name: places.get(name, "") for name in dropped if name not in _VARIABLES}
