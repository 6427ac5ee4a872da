from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness_scan.errors import GitError, TargetError
from readiness_scan.sources import git as git_module
from readiness_scan.sources.worktree import open_worktree

Git = Callable[..., str]
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x\n")


def kinds(root: Path) -> dict[str, tuple[str, bool]]:
    return {item.path: (item.kind, item.gap) for item in open_worktree(root).skipped}


def test_tracked_untracked_and_ignored_files(repository: Path, git: Git) -> None:
    write(repository, "src/b.ts", "src/a.ts", "new.py", "out/x.js", "kept/tracked.log", "kept/other.log")
    (repository / ".gitignore").write_text("out/\n*.log\n")
    git(repository, "add", "-f", "src/a.ts", "kept/tracked.log", "src/b.ts")
    (repository / "src/b.ts").unlink()

    tree = open_worktree(repository)

    assert tree.files == (".gitignore", "kept/tracked.log", "new.py", "src/a.ts")
    assert (tree.listing, tree.listing_note, tree.prefix, tree.skipped) == ("git", None, "", ())


def test_a_folder_of_a_repository_is_read_with_the_whole(repository: Path) -> None:
    write(repository, "apps/web/a.ts", "packages/x.ts")

    tree = open_worktree(repository / "apps" / "web")

    assert (tree.reading_root, tree.prefix) == (repository, "apps/web")
    assert tree.files == ("apps/web/a.ts", "packages/x.ts")


def test_an_ignored_folder_that_is_asked_for_is_read_by_itself(repository: Path) -> None:
    write(repository, "scratch/app/a.ts", "b.ts")
    (repository / ".gitignore").write_text("scratch/\n")

    tree = open_worktree(repository / "scratch" / "app")

    assert (tree.reading_root, tree.prefix, tree.files) == (repository / "scratch" / "app", "", ("a.ts",))
    assert tree.listing_note == "git ignores the folder"


def test_empty_repository_and_first_commit(repository: Path, git: Git) -> None:
    assert (open_worktree(repository).files, open_worktree(repository).commit) == ((), None)

    write(repository, "a.py")
    git(repository, "add", "a.py")
    git(repository, "commit", "-q", "-m", "first")

    assert open_worktree(repository).commit == git(repository, "rev-parse", "HEAD").strip()


def test_unmerged_path_stands_once(repository: Path, git: Git) -> None:
    write(repository, "a.py")
    git(repository, "add", "a.py")
    git(repository, "commit", "-q", "-m", "base")
    git(repository, "checkout", "-q", "-b", "other")
    (repository / "a.py").write_text("other\n")
    git(repository, "commit", "-q", "-a", "-m", "other")
    git(repository, "checkout", "-q", "main")
    (repository / "a.py").write_text("main\n")
    git(repository, "commit", "-q", "-a", "-m", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "-q", "other")

    assert open_worktree(repository).files == ("a.py",)


def test_submodule_and_nested_repository_are_named(repository: Path, tmp_path: Path, git: Git) -> None:
    module = tmp_path / "module"
    module.mkdir()
    git(module, "init", "-q")
    write(module, "m.py")
    git(module, "add", "m.py")
    git(module, "commit", "-q", "-m", "m")
    git(repository, "submodule", "--quiet", "add", module.as_uri(), "libs/module")
    git(repository, "clone", "-q", str(module), "nested")

    tree = open_worktree(repository)

    assert tree.files == (".gitmodules",)
    assert kinds(repository) == {"libs/module": ("submodule", False), "nested": ("submodule", False)}
    assert tree.skipped[0].reason == f"a submodule of {module.as_uri()}"
    assert open_worktree(repository / "libs" / "module").files == ("m.py",)


def test_linked_work_tree(repository: Path, tmp_path: Path, git: Git) -> None:
    write(repository, "a.py")
    git(repository, "add", "a.py")
    git(repository, "commit", "-q", "-m", "a")
    git(repository, "worktree", "add", "-q", str(tmp_path / "linked"))
    write(tmp_path / "linked", "b.py")

    assert open_worktree(tmp_path / "linked").files == ("a.py", "b.py")


def test_what_a_sparse_checkout_leaves_out_is_a_gap(repository: Path, git: Git) -> None:
    write(repository, "in/a.py", "out/b.py")
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "a")
    git(repository, "sparse-checkout", "set", "in")

    assert open_worktree(repository).files == ("in/a.py",)
    assert kinds(repository) == {"out/b.py": ("sparse", True)}


@posix
def test_links_and_special_files(repository: Path, tmp_path: Path, git: Git) -> None:
    write(tmp_path, "outside/secret.py")
    write(repository, "a.py", "moved/b.py")
    (repository / "link.py").symlink_to(tmp_path / "outside" / "secret.py")
    (repository / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    git(repository, "add", ".")
    git(repository, "rm", "-q", "--cached", "link.py")
    # What was a tracked folder is now a way out, and what was a tracked file would now be waited for.
    (repository / "moved" / "b.py").unlink()
    (repository / "moved").rmdir()
    (repository / "moved").symlink_to(tmp_path / "outside", target_is_directory=True)
    write(tmp_path, "outside/b.py")
    (repository / "a.py").unlink()
    os.mkfifo(repository / "a.py")

    tree = open_worktree(repository)

    assert tree.files == ()
    assert kinds(repository) == {
        "a.py": ("special", False),
        "folder": ("symlink", False),
        "link.py": ("symlink", False),
        "moved": ("symlink", False),
    }
    for path in (
        "a.py",
        "link.py",
        "folder/secret.py",
        "moved/b.py",
        "../outside/b.py",
        str(tmp_path / "outside/b.py"),
    ):
        with pytest.raises(OSError):  # noqa: PT011  # each system words it otherwise
            tree.read(path)


def test_reading_a_file(repository: Path) -> None:
    write(repository, "a b/ü.py")

    tree = open_worktree(repository)

    assert tree.files == ("a b/ü.py",)
    assert tree.read("a b/ü.py").rstrip() == b"x"
    assert tree.read("a b/ü.py", 1) == b"x"
    assert tree.size("a b/ü.py") == (repository / "a b" / "ü.py").stat().st_size


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/acme/shop.git", "acme/shop"),
        ("https://user:token@github.com/acme/shop/", "acme/shop"),
        ("ssh://git@github.com:22/acme/shop.git", "acme/shop"),
        ("git@github.com:acme/shop.git", "acme/shop"),
        ("git@work-alias:acme/shop", "acme/shop"),
        ("https://gitlab.com/acme/team/shop.git", "team/shop"),
        ("https://dev.azure.com/acme/team/_git/shop", "team/shop"),
        ("/srv/git/acme/shop.git", None),
        ("../acme/shop", None),
        ("file:///srv/acme/shop", None),
        ("C:/acme/shop", None),
        ("C:\\acme\\shop", None),
        ("https://github.com/shop", None),
    ],
)
def test_remote_name(url: str, name: str | None) -> None:
    assert git_module.host_repository(url) == name


def test_remote_of_a_tree(repository: Path, git: Git) -> None:
    assert open_worktree(repository).remote is None

    git(repository, "remote", "add", "origin", "git@github.com:acme/shop.git")

    assert open_worktree(repository).remote == "acme/shop"


@pytest.mark.parametrize("hook_variables", [False, True])
def test_gitpython_answers_for_revisions_and_remotes(
    repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch, hook_variables: bool
) -> None:
    write(repository, "a.py")
    git(repository, "add", "a.py")
    git(repository, "commit", "-q", "-m", "a")
    git(repository, "tag", "-a", "v1", "-m", "v1")
    git(repository, "remote", "add", "up", "https://github.com/acme/shop")
    commit = git(repository, "rev-parse", "HEAD").strip()
    if hook_variables:
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE"):
            monkeypatch.setenv(name, str(repository.parent / "elsewhere"))

    assert git_module.resolve_revision(repository, "v1") == commit
    assert git_module.remote_urls(repository) == {"up": "https://github.com/acme/shop"}
    assert open_worktree(repository).commit == commit
    for revision in ("nope", "--all", "HEAD:a.py"):
        with pytest.raises(GitError, match=f"unknown revision '{revision}': give a branch"):
            git_module.resolve_revision(repository, revision)


def test_a_plain_listing_loads_neither_gitpython_nor_pathspec(repository: Path, git: Git) -> None:
    write(repository, "a.py")
    code = (
        "import sys; from pathlib import Path; from readiness_scan.sources.worktree import open_worktree;"
        "print(open_worktree(Path(sys.argv[1])).files, {'git', 'pathspec'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(repository)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "('a.py',) set()"


def test_bare_repository_and_git_folder(tmp_path: Path, git: Git) -> None:
    git(tmp_path, "init", "-q", "--bare", "store.git")
    git(tmp_path, "init", "-q", "work")
    (tmp_path / "pointer").mkdir()
    (tmp_path / "pointer" / ".git").write_text("gitdir: ../store.git\n")

    for folder in (tmp_path / "store.git", tmp_path / "store.git" / "refs", tmp_path / "pointer"):
        with pytest.raises(TargetError, match=r"is a bare repository, .* clone it"):
            open_worktree(folder)
    with pytest.raises(TargetError, match="git's own folder: scan the work tree beside it"):
        open_worktree(tmp_path / "work" / ".git")
