"""Rule files: what they may say, and what is said of one that is wrong."""

from __future__ import annotations

import re

import pytest

from readiness_scan.sdks import RuleError, Sdk, all_sdks
from readiness_scan.sdks.rule import load, parse

WHOLE = """
id = "radio"
title = "Radio"
vendor = "radio"
ecosystem = "npm"
docs = "https://radio.example/docs"
packages = ["radio-sdk"]
modules = ["radio-sdk", "radio-sdk/dist/*"]
screen = ["radio"]
clients = ["Radio()", "{client}.open()", "listen(@1.tuned#0)"]

[[init]]
call = ["Radio"]
form = "constructor"
options = ["1"]

[[capture]]
call = ["{client}.send"]
event = ["0"]

[[capture]]
call = ["{client}.queue"]
event = ["0.[1]"]
where = { "0.[0]" = "send" }

[[error]]
event = "static"
form = "capture"

[[configure]]
file = "radio.config"
key = "plugins"
module = "radio-sdk"
options = ["radio"]

[[option]]
key = "record"
signal = "replay"
recording = { on = "on", off = "off" }
"""


def test_a_rule_file_is_read_whole() -> None:
    sdk = load(WHOLE, "radio.toml")
    assert (sdk.id, sdk.ecosystem, sdk.modules) == ("radio", "npm", ("radio-sdk", "radio-sdk/dist/*"))
    assert [rule.form for rule in sdk.init] == ["constructor"]
    assert sdk.capture[0].event == ("0",)
    assert sdk.option[0].recording == {"on": "on", "off": "off"}
    assert sdk.capture[1].where == {"0.[0]": "send"}
    assert [(rule.event, rule.call) for rule in sdk.error] == [("static", ())]
    assert [(rule.module, rule.options) for rule in sdk.configure] == [("radio-sdk", ("radio",))]
    assert sdk.replay == ()


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("clients", "client", "radio.toml: unknown key 'client'; did you mean 'clients'?"),
        ("packages", "package", "radio.toml: unknown key 'package'; did you mean 'packages'?"),
        ("options =", "option =", "radio.toml: [[init]]: unknown key 'option'; did you mean 'options'?"),
        ("event =", "events =", "radio.toml: [[capture]]: unknown key 'events'; did you mean 'event'?"),
        ("signal =", "signals =", "radio.toml: [[option]]: unknown key 'signals'; did you mean 'signal'?"),
        ("module =", "modul =", "radio.toml: [[configure]]: unknown key 'modul'; did you mean 'module'?"),
        ("[[option]]", "[[options]]", "radio.toml: unknown key 'options'; did you mean 'option'?"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(wrong: str, right: str, says: str) -> None:
    with pytest.raises(RuleError, match=re.escape(says)):
        load(WHOLE.replace(wrong, right, 1), "radio.toml")


def test_a_key_like_no_other_is_refused_with_all_that_are_allowed() -> None:
    with pytest.raises(RuleError, match=r"\[\[capture\]\]: unknown key 'zzz'; allowed: call, event"):
        load(WHOLE.replace('event = ["0"]', 'zzz = ["0"]'), "radio.toml")


@pytest.mark.parametrize(
    "missing", ['id = "radio"\n', 'docs = "https://radio.example/docs"\n', 'form = "constructor"\n']
)
def test_a_missing_key_is_named(missing: str) -> None:
    key = missing.partition(" ")[0]
    with pytest.raises(RuleError, match=rf"radio\.toml.*'{key}'"):
        load(WHOLE.replace(missing, ""), "radio.toml")


def test_a_file_that_is_no_toml_is_refused_by_name() -> None:
    with pytest.raises(RuleError, match=r"radio\.toml: "):
        load("id = [", "radio.toml")


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("", ()),
        ("default.init", ("default", "init")),
        ("PostHog()", ("PostHog", "()")),
        ("createPostHog()()", ("createPostHog", "()", "()")),
        ("init(@1.loaded#0)", ("init", "@1.loaded#0")),
        ("()", ("()",)),
        ("Hub.current", ("Hub", "current")),
    ],
)
def test_a_path_is_written_as_its_steps(written: str, steps: tuple[str, ...]) -> None:
    assert parse(written) == steps


def test_a_client_may_come_of_a_client() -> None:
    paths = set(load(WHOLE, "radio.toml").paths("{client}.send"))
    assert {
        ("Radio", "()", "send"),
        ("Radio", "()", "open", "()", "send"),
        ("Radio", "()", "open", "()", "open", "()", "send"),
        ("listen", "@1.tuned#0", "send"),
    } <= paths


@pytest.mark.parametrize("sdk", all_sdks(), ids=lambda sdk: str(sdk.id))
def test_a_shipped_rule_file_holds_what_the_tool_promises_of_it(sdk: Sdk) -> None:
    assert sdk.title
    assert sdk.docs.startswith("https://")
    assert (sdk.ecosystem and sdk.packages) or sdk.post
    # A file is read only where it holds one of the words, so every way to name the SDK must hold one.
    told = [any(word in module.lower() for word in sdk.screen) for module in sdk.modules]
    named = [*sdk.packages, *sdk.globals, *(sdk.clients if not all(told) else ())]
    assert all(any(word in name.lower() for word in sdk.screen) for name in named)
    assert all(word == word.lower() and word.isascii() for word in sdk.screen)
    assert all(hint == hint.lower() and hint.isalnum() for hint in sdk.hints)
    assert all(rule.signal in ("error", "replay") for rule in sdk.option)
    assert all(rule.call or rule.assign for rule in sdk.init)
    assert all(rule.call and rule.event for rule in sdk.capture)
    assert all(rule.call or rule.assign or rule.exported or rule.event for rule in sdk.error)
