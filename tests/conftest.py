"""Git repositories for tests: made by git itself, away from the configuration of whoever runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_CONFIG = """
[user]
name = a
email = a@example.org
[core]
autocrlf = false
[protocol "file"]
allow = always
"""


def _run_git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="session", autouse=True)
def _own_git_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the configuration, ignore file or hook variables of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(_CONFIG)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        for name, value in {"HOME": home, "USERPROFILE": home, "XDG_CONFIG_HOME": home / ".config"}.items():
            patch.setenv(name, str(value))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture(scope="session")
def git() -> Callable[..., str]:
    """Runs git in a folder and gives its output; skips where there is no git."""
    if shutil.which("git") is None:
        pytest.skip("no git")
    return _run_git


@pytest.fixture
def repository(tmp_path: Path, git: Callable[..., str]) -> Path:
    """An empty repository."""
    root = (tmp_path / "repository").resolve()
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root
