"""Where configuration is read from, what it may say, and what is told of a wrong one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness_scan import DeclaredWrapper, OptionError, ScanOptions, scan
from readiness_scan.config import KEYS, OWN_FILE, PROJECT_FILE, WRAPPER_KEYS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TRACK = 'module = "@acme/a"\ncall = "track"\nevent = "0"\n'
OWN = f"[[wrappers]]\n{TRACK}"
PROJECT = f"[project]\nname = 'x'\n\n[[tool.readiness-scan.wrappers]]\n{TRACK}"


def wrappers(path: Path, file: Path | None = None) -> list[tuple[str, str, str]]:
    return [(w.module, w.call, w.where) for w in ScanOptions.from_config(path, file).wrappers]


# --- which file -----------------------------------------------------------------------------------------------------


def test_nothing_configured(tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text("[project]\nname = 'x'\n")
    assert ScanOptions.from_config(tmp_path) == ScanOptions()


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [(OWN_FILE, OWN, 1), (OWN_FILE, PROJECT.partition("\n\n")[2], 1), (PROJECT_FILE, PROJECT, 4)],
    ids=["its own file", "its own file in the project's form", "the project's file"],
)
def test_both_files_are_read(name: str, text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert wrappers(tmp_path) == [("@acme/a", "track", f"{name}:{line}")]


def test_the_nearest_file_counts_up_to_the_top_of_the_repository(repository: Path) -> None:
    inner = repository / "apps" / "web" / "src"
    inner.mkdir(parents=True)
    (repository.parent / OWN_FILE).write_text(OWN.replace("track", "outside"))
    assert wrappers(inner) == []
    (repository / PROJECT_FILE).write_text(PROJECT)
    assert wrappers(inner) == [("@acme/a", "track", "../../../pyproject.toml:4")]
    (repository / "apps" / "web" / PROJECT_FILE).write_text("[project]\nname = 'web'\n")
    assert wrappers(inner) == [("@acme/a", "track", "../../../pyproject.toml:4")]
    (repository / "apps" / OWN_FILE).write_text(OWN.replace("track", "log"))
    assert wrappers(inner) == [("@acme/a", "log", "../../.readiness-scan.toml:1")]
    assert wrappers(repository) == [("@acme/a", "track", "pyproject.toml:4")]


def test_outside_of_a_repository_only_the_folder_itself_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(OWN)
    (tmp_path / "inner").mkdir()
    assert wrappers(tmp_path / "inner") == []


def test_two_in_one_folder_are_an_error(tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(OWN)
    (tmp_path / PROJECT_FILE).write_text(PROJECT)
    with pytest.raises(OptionError, match="both configure a scan") as told:
        ScanOptions.from_config(tmp_path)
    assert OWN_FILE in str(told.value)
    assert PROJECT_FILE in str(told.value)


def test_a_named_file_is_read_instead(tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(OWN)
    other = tmp_path / "shared" / "wrappers.toml"
    other.parent.mkdir()
    other.write_text(OWN.replace("track", "log"))
    assert wrappers(tmp_path, other) == [("@acme/a", "log", f"{other.as_posix()}:1")]


def test_a_named_file_must_be_there_and_say_something(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such configuration file"):
        ScanOptions.from_config(tmp_path, tmp_path / "none.toml")
    (tmp_path / PROJECT_FILE).write_text("[project]\nname = 'x'\n")
    with pytest.raises(OptionError, match=r"has no \[tool.readiness-scan\]"):
        ScanOptions.from_config(tmp_path, tmp_path / PROJECT_FILE)


def test_a_path_that_is_no_folder_is_for_the_scan_to_tell(tmp_path: Path) -> None:
    assert ScanOptions.from_config(tmp_path / "none").wrappers == ()
    assert ScanOptions.from_config("\0").wrappers == ()


@pytest.mark.skipif(os.name == "nt", reason="making links there needs a privilege")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(OWN)
    folder = tmp_path / "scanned"
    folder.mkdir()
    (folder / PROJECT_FILE).symlink_to(elsewhere)
    assert wrappers(folder) == []
    (folder / OWN_FILE).symlink_to(elsewhere)
    with pytest.raises(OptionError, match="can't be read"):
        ScanOptions.from_config(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / OWN_FILE)
    with pytest.raises(OptionError, match="not a regular file"):
        ScanOptions.from_config(tmp_path)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_each_wrapper_has_its_line(tmp_path: Path) -> None:
    text = (
        "# [[wrappers]]\n\n[[wrappers]]\n" + TRACK + "\n  [[ wrappers ]]  # the second\n"
        'call = "useA().log"\nmodule = "acme.analytics"\nevent = ["1", "event=", "0.properties.name"]\n'
        '[["wrappers"]]\nmodule = "@acme/a"\ncall = "start"\nkind = "init"\n'
    )
    (tmp_path / OWN_FILE).write_text(text)
    assert ScanOptions.from_config(tmp_path).wrappers == (
        DeclaredWrapper("@acme/a", "track", ("0",), "capture", f"{OWN_FILE}:3"),
        DeclaredWrapper(
            "acme.analytics", "useA().log", ("1", "event=", "0.properties.name"), "capture", f"{OWN_FILE}:8"
        ),
        DeclaredWrapper("@acme/a", "start", (), "init", f"{OWN_FILE}:12"),
    )


def test_tables_in_line_have_the_line_of_their_module(tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(
        'wrappers = [\n  {module = "a", call = "f", event = "0"},\n  {module = "b", call = "f", event = "0"},\n]\n'
    )
    assert [where for *_, where in wrappers(tmp_path)] == [f"{OWN_FILE}:2", f"{OWN_FILE}:3"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\nwrapers = []", 2, "unknown key 'wrapers' in the configuration; did you mean 'wrappers'?"),
        ("host = 'eu.example'", 1, "unknown key 'host' in the configuration; allowed: wrappers"),
        (OWN + "evnt = '0'", 1, "unknown key 'evnt' in a wrapper; did you mean 'event'?"),
        (OWN + "zzz = '0'", 1, "unknown key 'zzz' in a wrapper; allowed: module, call, event, kind"),
        ("wrappers = 3", 1, "wrappers must be tables: [[wrappers]]"),
        ("wrappers = ['track']", 1, "wrappers must be tables: [[wrappers]]"),
        ("[[wrappers]]\ncall = 'track'", 1, "a wrapper needs 'module'"),
        ("[[wrappers]]\nmodule = 'a'", 1, "a wrapper needs 'call'"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'", 1, "event is missing"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'\nevent = 0", 1, "the keys of a wrapper are strings"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'\nevent = [0]", 1, "the keys of a wrapper are strings"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'\nevent = 'name'", 1, "event must be a place such as"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f('\nevent = '0'", 1, "call must be a path such as"),
        ("[[wrappers]]\nmodule = 'a'\ncall = ''\nevent = '0'", 1, "call must be a path such as"),
        ("[[wrappers]]\nmodule = '../a'\ncall = 'f'\nevent = '0'", 1, "module must be a package as code imports it"),
        ("[[wrappers]]\nmodule = 'größe'\ncall = 'f'\nevent = '0'", 1, "module must be a package as code imports it"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'\nkind = 'error'\nevent = '0'", 1, "event belongs to a capture"),
        ("[[wrappers]]\nmodule = 'a'\ncall = 'f'\nkind = 'start'", 1, "kind must be one of capture, init, error"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    file = tmp_path / OWN_FILE
    file.write_text(text, "utf-8")
    with pytest.raises(OptionError) as told:
        ScanOptions.from_config(tmp_path)
    assert str(told.value).startswith(f"{file}:{line}: {message}")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"wrappers = [", "no valid TOML"),
        (b"\xff\xfe", "no valid TOML"),
        (b"a." * 5_000 + b"b = 1", "a key of more than 64 parts"),
        (b"a = " + b"[" * 20_000, "no valid TOML"),
        (b"# \n" * 400_000, "larger than"),
        (OWN.encode() * 501, "more than 500 wrappers"),
        (f"{OWN}\n[tool.readiness-scan]\n".encode(), "write all in one place"),
    ],
    ids=["half", "no UTF-8", "an endless key", "nested", "large", "many", "two places"],
)
def test_what_cannot_be_read_is_told(data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_bytes(data)
    with pytest.raises(OptionError, match=message) as told:
        ScanOptions.from_config(tmp_path)
    assert str(told.value).startswith(str(tmp_path / OWN_FILE))


def test_a_broken_file_of_the_project_matters_only_where_it_speaks_of_us(tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text("[project\n")
    assert wrappers(tmp_path) == []
    (tmp_path / PROJECT_FILE).write_text("[tool.readiness-scan\n")
    with pytest.raises(OptionError, match="no valid TOML"):
        ScanOptions.from_config(tmp_path)


_VALUES: st.SearchStrategy[object] = st.recursive(
    st.text(max_size=6) | st.integers(0, 9) | st.booleans(), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from([*KEYS, *WRAPPER_KEYS, "[[wrappers]]", "x"]), _VALUES), max_size=8))
def test_whatever_it_says_the_answer_is_a_value_or_one_line(tmp_path: Path, rows: list[tuple[str, object]]) -> None:
    text = "\n".join(key if key.startswith("[[") else f"{key} = {_toml(value)}" for key, value in rows)
    (tmp_path / OWN_FILE).write_text(text, "utf-8")
    said: list[str] = []
    try:
        said += [wrapper.where for wrapper in ScanOptions.from_config(tmp_path).wrappers]
    except OptionError as problem:
        said.append(str(problem).removeprefix(f"{tmp_path}{os.sep}"))
    assert all(place.startswith(OWN_FILE) and "\n" not in place for place in said)


def _toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else "'" + "".join(c for c in str(value) if c.isalnum()) + "'"


def test_a_plain_scan_reads_no_configuration(tmp_path: Path) -> None:
    (tmp_path / OWN_FILE).write_text(OWN)
    (tmp_path / "a.ts").write_text('import { track } from "@acme/a"; track("opened");\n')
    assert scan(tmp_path).event_names == ()
    assert scan(tmp_path, ScanOptions.from_config(tmp_path)).event_names == ("opened",)


def test_the_readme_lists_each_key() -> None:
    section = README.partition("## When your wrapper lives in a private package")[2].partition("\n## ")[0]
    keys = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert tuple(keys) == WRAPPER_KEYS
    assert all(f"readiness-scan.{key}]]" in section for key in KEYS)
