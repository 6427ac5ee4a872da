"""The walker and git list the same files of generated trees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_scan.sources.ignore import parse
from readiness_scan.sources.walk import walk
from readiness_scan.sources.worktree import open_worktree

Git = Callable[..., str]
Tree = dict[str, "Tree | str"]

_WINDOWS = os.name == "nt"
_PLAIN = ["a", "b", "ab", "foo", "bar", "a.c", "b.o", "build"]
_AWKWARD = ["#x", "!x", "[a]", "^", "-", "a b", "é"] + ([] if _WINDOWS else ["x ", "a\\b", "b*", "\t", "]"])
_FOLDS_CASE = sys.platform in ("darwin", "win32")
names = st.sampled_from(_PLAIN * 2 + _AWKWARD + ([] if _FOLDS_CASE else ["A"]))

segments = st.one_of(names, st.sampled_from(["*", "**", "?", "a*", "*.c", "*b", "f?o", "[ab]*", "[!a]"]))
paths = st.lists(segments, min_size=1, max_size=3).map("/".join)
usual_lines = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "/", "!", "!", "!/", "**/", "\\"]),
    paths,
    st.sampled_from(["", "", "/", "/", "/*", "/**", " ", "\r", "\\ "]),
)
_BRACKETS = """[ab] [!a] [^b] []a] [a-c] [z-a] [a-] [-a] [\\]] [!]] [a/b] [a [
    [[:alpha:]] [[:digit:]-z] [[:foo:]] [[:a]"""
atoms = st.sampled_from([*"ab/*?-!#.^] \\", "**", "***", "\\*", "\\/", "\\ ", "foo", "é", *_BRACKETS.split()])
odd_lines = st.lists(atoms, min_size=1, max_size=6).map("".join)
ignore_files = st.lists(st.one_of(usual_lines, usual_lines, odd_lines), min_size=1, max_size=4).map("\n".join)


def _with_ignore_file(tree: Tree, ignore: str | None) -> Tree:
    return tree if ignore is None else {**tree, ".gitignore": ignore}


def _folders(below: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    entries = st.dictionaries(names, st.one_of(st.just("x"), below), min_size=1, max_size=4)
    return st.builds(_with_ignore_file, entries, st.one_of(st.none(), ignore_files))


trees = _folders(_folders(_folders(st.just({"a": "x", "b": "x"}))))


def plant(root: Path, tree: Tree) -> None:
    pending = [(root, tree)]
    while pending:
        folder, entries = pending.pop()
        folder.mkdir(exist_ok=True)
        for name, content in entries.items():
            if isinstance(content, str):
                (folder / name).write_bytes(content.encode())
            else:
                pending.append((folder / name, content))


def empty(root: Path) -> None:
    for entry in root.iterdir():
        if entry.name != ".git":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def by_git(root: Path) -> set[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.split(b"\0")
    return {os.fsdecode(path) for path in listed if path}


def by_walker(root: Path) -> set[str]:
    """What the walker lists when no program whatever can be found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        tree = open_worktree(root)
    assert (tree.listing, tree.listing_note) == ("walk", "git is not installed, or not on PATH")
    return set(tree.files)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory, git: Git) -> Iterator[Path]:
    """One repository for all examples: planting anew is cheaper than `git init`."""
    root = tmp_path_factory.mktemp("trees").resolve()
    git(root, "init", "-q")
    yield root
    shutil.rmtree(root)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(tree=trees, exclude=st.one_of(st.just(""), ignore_files), everywhere=st.one_of(st.just(""), ignore_files))
def test_same_files(scratch: Path, tree: Tree, exclude: str, everywhere: str) -> None:
    empty(scratch)
    plant(scratch, tree)
    (scratch / ".git" / "info" / "exclude").write_bytes(exclude.encode())
    global_excludes = Path(os.environ["XDG_CONFIG_HOME"]) / "git" / "ignore"
    global_excludes.parent.mkdir(parents=True, exist_ok=True)
    global_excludes.write_bytes(everywhere.encode())
    try:
        assert by_walker(scratch) == by_git(scratch)
    finally:
        global_excludes.unlink()


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "x/a[!b]c",
            "x/a?c",
            "x/a*c",
            "x/**c",
            "x**/c",
            "x/**/c",
            "**/a/c",
            "a/**",
            "/**/c",
            "x/a/**/c",
            "*/c",
            "**c",
        ),
        *("a.[[:alpha:]]", "a.[![:digit:]]", "[[:upper:]]", "a.[c-", "a.[]c]", "a.\\c", "a.c\\", "x/", "x/a/", "/a.c/"),
        *(
            "!a.c",
            "x**/c",
            "*\n!x/",
            "*\n!x/\n!c",
            "/*\n!/x\n/x/*\n!/x/a",
            "x\n!x/a/c",
            "a.c ",
            "a.c\\ ",
            "a.c\t",
            "a.c\r",
        ),
        *(
            "\ufeffa.c",
            "#a.c",
            "\\#a",
            "\\!a",
            "/",
            "//",
            "!",
            "x//c",
            "x\\/c",
            "a.c\0b",
            "é",
            "?",
            "??",
            "a.c ",
            "a.c\\ ",
        ),
    ],
)
def test_patterns_worth_naming(scratch: Path, pattern: str) -> None:
    empty(scratch)
    plant(scratch, {"x": {"a": {"c": "x", "d": {"c": "x"}}, "abc": "x", "c": "x"}, "a.c": "x", "#a": "x", "!a": "x"})
    plant(scratch, {"é": "x", "b": {"a": {"c": "x"}, "a.c": {"e": "x"}}, ".gitignore": pattern})

    assert by_walker(scratch) == by_git(scratch)


def test_only_tracked_but_ignored_files_differ(repository: Path, git: Git) -> None:
    plant(repository, {"out": {"kept.js": "x", "new.js": "x"}, "a.py": "x", ".gitignore": "out/\n*.py\n"})
    git(repository, "add", "-f", "out/kept.js")

    assert by_git(repository) - by_walker(repository) == {"out/kept.js"}
    assert by_walker(repository) == {".gitignore"}


def test_nested_repositories_and_gitignores_that_are_none(repository: Path, git: Git) -> None:
    plant(repository, {"nested": {"a.py": "x"}, "broken": {".git": {"HEAD": "nonsense"}, "b.py": "x"}, "c": {}})
    git(repository, "init", "-q", "nested")
    (repository / "c" / ".gitignore").mkdir()
    plant(repository / "c", {"d.py": "x"})

    assert by_walker(repository) == {"broken/b.py", "c/d.py"}
    assert by_git(repository) == {"nested/", "broken/b.py", "c/d.py"}


@pytest.mark.skipif(_WINDOWS, reason="needs POSIX files")
def test_links_and_pipes(repository: Path, tmp_path: Path) -> None:
    plant(tmp_path / "outside", {"secret.py": "x", "rules": "a.py\n"})
    (repository / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (repository / ".gitignore").symlink_to(tmp_path / "outside" / "rules")
    os.mkfifo(repository / "pipe")
    plant(repository, {"a.py": "x"})

    found = walk(repository)

    assert found.files == ["a.py"]
    assert {item.path: item.kind for item in found.skipped} == {
        "folder": "symlink",
        ".gitignore": "symlink",
        "pipe": "special",
    }


def test_case_is_ignored_where_the_file_system_does() -> None:
    rules = parse(b"/FOO.*\n[A-C]x\n", ignore_case=True)

    assert rules.verdict("foo.py", "foo.py", folder=False) is True
    assert rules.verdict("d/bX", "bX", folder=False) is True
    assert parse(b"/FOO.*\n").verdict("foo.py", "foo.py", folder=False) is None


@pytest.mark.parametrize(
    "glob", ["*a" * 60 + "c", "**/a/" * 40 + "b", "/" + "**/*a*/" * 20 + "c", "x/" + "*a*b/**/" * 20]
)
def test_hostile_patterns_end(glob: str) -> None:
    rules = parse(glob.encode())

    for path in ("a" * 250, "a/" * 2000 + "aaa", "x/" + "ab/" * 1000 + "q"):
        assert rules.verdict(path, path.rpartition("/")[2], folder=False) is None
