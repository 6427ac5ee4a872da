"""Nothing that a repository names is run, and it can't have git look elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness_scan.errors import GitError
from readiness_scan.sources import git as git_module
from readiness_scan.sources.worktree import WorkTree, open_worktree

Git = Callable[..., str]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Exists once some program of the repository has run."""
    return tmp_path / "marker"


@pytest.fixture
def program(tmp_path: Path, marker: Path) -> Path:
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\ntouch '{marker}'\nexit 1\n")
    path.chmod(0o755)
    return path


def everything(root: Path) -> WorkTree:
    """All that is ever asked of git."""
    tree = open_worktree(root)
    git_module.resolve_revision(root, "HEAD")
    git_module.remote_urls(root)
    git_module.submodule_urls(root)
    return tree


@pytest.fixture
def committed(repository: Path, git: Git) -> Path:
    (repository / "a.py").write_text("x\n")
    (repository / "filtered.txt").write_text("x\n")
    (repository / ".gitattributes").write_text("* filter=evil diff=evil\n")
    git(repository, "remote", "add", "origin", "https://github.com/acme/shop")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "a")
    (repository / "filtered.txt").write_text("changed\n")
    return repository


@pytest.mark.parametrize(
    "keys",
    [
        ["core.fsmonitor"],
        ["core.hooksPath"],
        ["filter.evil.clean", "filter.evil.smudge", "filter.evil.process"],
        ["diff.external", "diff.evil.textconv", "diff.evil.command"],
        ["core.sshCommand", "core.askPass", "core.gitProxy", "credential.helper"],
        ["core.pager", "pager.ls-files", "core.editor", "alias.ls-files", "gpg.program"],
    ],
    ids=lambda keys: keys[0],
)
def test_configured_programs_are_not_run(
    committed: Path, git: Git, program: Path, marker: Path, keys: list[str]
) -> None:
    for key in keys:
        git(committed, "config", key, str(program))

    tree = everything(committed)

    assert tree.listing == "git"
    assert "a.py" in tree.files
    assert not marker.exists()


def test_the_same_monitor_does_run_under_plain_git(committed: Path, git: Git, program: Path, marker: Path) -> None:
    git(committed, "config", "core.fsmonitor", str(program))

    git(committed, "ls-files", "--others")

    assert marker.exists(), "the test above proves nothing"


def test_hooks_are_not_run(committed: Path, program: Path, marker: Path) -> None:
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout"):
        (committed / ".git" / "hooks").mkdir(exist_ok=True)
        (committed / ".git" / "hooks" / hook).write_text(program.read_text())
        (committed / ".git" / "hooks" / hook).chmod(0o755)

    assert everything(committed).listing == "git"
    assert not marker.exists()


def test_missing_objects_are_not_fetched(committed: Path, git: Git, program: Path, marker: Path) -> None:
    for key, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{program}",
        "protocol.ext.allow": "always",
    }.items():
        git(committed, "config", key, value)
    for folder in (committed / ".git" / "objects").glob("??"):
        for item in folder.iterdir():
            item.unlink()

    tree = open_worktree(committed)
    with pytest.raises(GitError):
        git_module.resolve_revision(committed, "HEAD")

    assert "a.py" in tree.files
    assert not marker.exists()


def test_work_tree_of_the_configuration_is_not_followed(committed: Path, git: Git, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.py").write_text("x\n")
    (committed / "new.py").write_text("x\n")
    git(committed, "config", "core.worktree", str(tmp_path / "elsewhere"))

    assert everything(committed).files == (".gitattributes", "a.py", "filtered.txt", "new.py")


def test_variables_of_the_caller_do_not_redirect(
    committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = open_worktree(committed)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))

    assert everything(committed) == expected


def test_no_git_of_the_tree_itself_is_run(
    committed: Path, program: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (committed / "git").write_text(program.read_text())
    (committed / "git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(committed), ".", os.environ["PATH"]]))
    monkeypatch.chdir(committed)

    assert open_worktree(committed).listing == "git"
    assert not marker.exists()


def test_repository_of_another_user(committed: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "{real}" "$@"\n')
    (tmp_path / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (committed / ".git" / "info" / "exclude").write_text("filtered.*\n")

    tree = open_worktree(committed)

    assert tree.files == (".gitattributes", "a.py")
    assert (tree.listing, tree.commit, tree.remote) == ("walk", None, None)
    assert tree.listing_note == "git refuses the repository, which belongs to another user (safe.directory)"


def test_git_that_never_answers(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "never")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text(f"#!/bin/sh\nread line < '{tmp_path / 'never'}'\n")
    (tmp_path / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(git_module, "TIMEOUT", 0.1)

    tree = open_worktree(committed)

    assert tree.files == (".gitattributes", "a.py", "filtered.txt")
    assert tree.listing_note == "git gave no answer within 0.1 seconds"
