from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readiness_scan.errors import TargetError
from readiness_scan.model.signals import Skipped
from readiness_scan.sources import git as git_module
from readiness_scan.sources.worktree import open_worktree, printable

Git = Callable[..., str]
everyone_reads = os.name == "nt" or os.geteuid() == 0  # Windows has no such permission, root is not held by it
unprivileged = pytest.mark.skipif(everyone_reads, reason="this user can read everything")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("sorce", r"no such path: .*sorce; did you mean .*source\?"),
        ("sorce/app", r"did you mean .*source\?"),
        ("nothing-like-it", r"no such path: .*nothing-like-it: give a folder that exists"),
        ("file.py", r"file.py is a file: give the folder that holds it, .+"),
        ("x" * 5000, r"give a folder that exists"),
        ("nul\0", r"nul\\x00 can't be opened \(.*\): give a folder that exists|no such path: nul\\x00"),
    ],
)
def test_paths_that_are_no_folder(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "file.py").write_text("")

    with pytest.raises(TargetError, match=message) as caught:
        open_worktree(tmp_path / path)

    assert "\n" not in str(caught.value)


@unprivileged
def test_unreadable_folder(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)

    with pytest.raises(TargetError, match="closed can't be read: give yourself permission"):
        open_worktree(folder)


@unprivileged
@pytest.mark.parametrize("with_git", [True, False])
def test_unreadable_parts_are_gaps(repository: Path, with_git: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "closed").mkdir()
    (repository / "closed" / "a.py").write_text("x")
    (repository / "b.py").write_text("x")
    (repository / "closed").chmod(0)
    (repository / "b.py").chmod(0)
    if not with_git:
        monkeypatch.setenv("PATH", "")

    tree = open_worktree(repository)
    (repository / "closed").chmod(0o700)

    assert tree.files == ("b.py",)
    assert [(item.path, item.kind, item.gap) for item in tree.skipped] == [("closed", "unreadable", True)]
    with pytest.raises(PermissionError):
        tree.read("b.py")


def test_what_git_could_not_open_is_a_gap(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = git_module.Listing((), (("closed", "Permission denied"),))
    monkeypatch.setattr(git_module, "list_files", lambda top: listing)

    (gap,) = open_worktree(repository).skipped

    assert gap == Skipped("closed", "can't be read: Permission denied", gap=True, kind="unreadable")


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x")
    (tmp_path / "b.log").write_text("x")
    (tmp_path / ".gitignore").write_text("*.log\n")

    tree = open_worktree(tmp_path)

    assert tree.files == (".gitignore", "a.py")
    assert (tree.listing, tree.listing_note) == ("walk", "not inside a git repository")
    assert tree.read("a.py") == b"x"


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "a.py").write_text("x")

    monkeypatch.setenv("PATH", "")

    tree = open_worktree(repository / "sub")

    assert (tree.reading_root, tree.prefix, tree.files) == (repository, "sub", ("sub/a.py",))
    assert (tree.listing, tree.listing_note) == ("walk", "git is not installed, or not on PATH")


def test_broken_repositories(tmp_path: Path, repository: Path) -> None:
    (repository / "a.py").write_text("x")
    (repository / ".git" / "index").write_bytes(b"nonsense")
    (tmp_path / "other" / ".git").mkdir(parents=True)
    (tmp_path / "other" / "b.py").write_text("x")

    tree, other = open_worktree(repository), open_worktree(tmp_path / "other")

    assert (tree.files, other.files) == (("a.py",), ("b.py",))
    assert str(tree.listing_note).startswith("git can't read the repository: ")
    assert other.listing_note == "the repository is broken: its .git is no git directory"


def test_a_git_folder_that_is_none_is_passed_over(repository: Path) -> None:
    (repository / "sub" / ".git").mkdir(parents=True)
    (repository / "sub" / "a.py").write_text("x")

    tree = open_worktree(repository / "sub")

    assert (tree.reading_root, tree.files, tree.listing) == (repository, ("sub/a.py",), "git")


@pytest.mark.parametrize("with_git", [True, False])
def test_names_that_are_no_utf8(repository: Path, with_git: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform in ("darwin", "win32"):
        pytest.skip("this system's file names are Unicode")
    raw = os.path.join(os.fsencode(repository), b"caf\xe9.py")  # noqa: PTH118  # bytes
    with open(raw, "wb") as stream:  # noqa: PTH123  # bytes
        stream.write(b"x")
    if not with_git:
        monkeypatch.setenv("PATH", "")

    tree = open_worktree(repository)

    (path,) = tree.files
    assert (tree.read(path), printable(path)) == (b"x", "caf\\xe9.py")


def test_printable_paths() -> None:
    assert printable("a b/ü.py") == "a b/ü.py"
    assert printable("a\x1b[31m\n.py") == "a\\x1b[31m\\n.py"
    assert printable("safe\u202egpj.py") == "safe\\u202egpj.py"


@pytest.fixture
def deep(repository: Path) -> Iterator[Path]:
    """A repository with a file a thousand levels down, or as far as this system's paths reach."""
    if os.mkdir not in os.supports_dir_fd:
        folder = repository
        while len(str(folder)) < 220:
            folder /= "d"
        folder.mkdir(parents=True)
        (folder / "a.py").write_text("x")
        yield repository
        return
    at = os.open(repository, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(os.open("a.py", os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)
    yield repository
    _flatten(repository)


def _flatten(root: Path) -> None:
    """Cuts the tree into parts that can be removed without deep recursion."""
    top = root
    for number in range(11):
        folder = top
        while len(folder.relative_to(top).parts) < 100 and (folder / "d").is_dir():
            folder /= "d"
        top = folder.rename(root / f"part{number}")


@pytest.mark.parametrize("with_git", [True, False])
def test_a_thousand_levels(deep: Path, with_git: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not with_git:
        monkeypatch.setenv("PATH", "")

    tree = open_worktree(deep)

    if tree.files:
        assert tree.files[0].endswith("d/a.py")
        tree.read(tree.files[0])
    else:  # longer than a path may be here: said, not lost
        assert [(item.kind, item.gap) for item in tree.skipped] == [("unreadable", True)]
        assert os.strerror(errno.ENAMETOOLONG) in tree.skipped[0].reason
