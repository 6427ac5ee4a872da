"""Options that are members of a library's object: named by its constructor, or set on it afterwards."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from readiness_scan import scan
from readiness_scan.sdks.rule import load

RULES = """
id = "acme-{ecosystem}"
title = "Acme"
vendor = "acme"
ecosystem = "{ecosystem}"
docs = "https://acme.example"
packages = []
modules = ["acme.example/acme", "acme"]
screen = ["acme"]

[[init]]
call = ["Start", "start"]
form = "call"
options = ["1"]

[[option]]
key = "Replay"
signal = "replay"

[[option]]
key = "Errors"
signal = "error"
when = "on"
"""
GO = """package shop

import "acme.example/acme"

func direct() {{ acme.Start("key", {config}) }}

type own struct{{ Replay bool }}
"""
FORMS = {
    "in place": "acme.Config{Replay: true}",
    "by pointer": "&acme.Config{Replay: true}",
    "of our own type": "own{Replay: true}",
}
LATER = {
    "a variable": "c := acme.Config{Replay: true}\n",
    "set afterwards": "c := acme.Config{}\nc.Replay = true\n",
    "set on a pointer": "c := &acme.Config{}\nif x {\nc.Replay = true\n}\n",
    "a new one": "c := new(acme.Config)\nc.Replay = true\n",
    "given by the library": "c, err := acme.Load()\nc.Replay = true\n",
}


@pytest.fixture(autouse=True)
def acme(monkeypatch: pytest.MonkeyPatch) -> None:
    sdks = tuple(load(RULES.format(ecosystem=ecosystem), "acme.toml") for ecosystem in ("go", "npm"))
    monkeypatch.setattr(import_module("readiness_scan.scan"), "all_sdks", lambda: sdks)


def settings(root: Path, name: str, text: str) -> list[tuple[int, str]]:
    """Line and name of each replay setting in a program of one file."""
    (root / name).write_text(text)
    return [(item.location.line, item.setting) for item in scan(root).replay_signals]


@pytest.mark.parametrize("form", FORMS)
def test_a_constructor_names_options(form: str, tmp_path: Path) -> None:
    assert settings(tmp_path, "a.go", GO.format(config=FORMS[form])) == [(5, "Replay")]


@pytest.mark.parametrize("form", LATER)
def test_a_variable_is_given_options(form: str, tmp_path: Path) -> None:
    text = f'package shop\n\nimport "acme.example/acme"\n\nfunc f(x bool) {{\n{LATER[form]}acme.Start("key", c)\n}}\n'
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "Replay" in row)
    assert settings(tmp_path, "a.go", text) == [(line, "Replay")]


def test_another_variable_of_the_name_is_given_others(tmp_path: Path) -> None:
    text = (
        'package shop\n\nimport "acme.example/acme"\n\nfunc f() {\nc := acme.Config{}\nacme.Start("key", c)\n}\n\n'
        "func g() {\nc := acme.Config{}\nc.Replay = true\n}\n"
    )
    assert settings(tmp_path, "a.go", text) == []


def test_an_object_is_given_options(tmp_path: Path) -> None:
    text = 'import * as acme from "acme";\nconst options = {};\noptions.Replay = true;\nacme.start("key", options);\n'
    assert settings(tmp_path, "a.js", text) == [(3, "Replay")]


def test_an_option_that_is_off_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.go").write_text(GO.format(config="acme.Config{Errors: false}"))
    assert scan(tmp_path).error_signals == ()
    (tmp_path / "a.go").write_text(GO.format(config="acme.Config{Errors: true}"))
    assert [item.form for item in scan(tmp_path).error_signals] == ["option"]
