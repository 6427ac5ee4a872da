"""Whatever step of resolution is taken away, some fixture fails without it, and plain programs stay as they were."""

from __future__ import annotations

import inspect
import pkgutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module, resources
from types import ModuleType
from typing import Any, get_args

import pytest
from steps import allowed, calls, classes, libraries, modules, names, relays, taking_away, types, values

from fixtures_harness import FIXTURES, Case, Staged, scanned, stage
from readiness_scan import facts, resolve

PARTS = (names, modules, values, libraries, classes, types, allowed, calls, relays)
STEPS = tuple(step for part in PARTS for step in part.STEPS)
PLAIN = ("names/function-wrappers/typescript", "names/function-wrappers/python", "sdks/posthog-js-lite/javascript")
"""Simple programs, of which one stays right: one that is no case of the step, in the language of its cases."""

Whole = Callable[[str], Staged]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A staged case that is right as long as no step is missing."""
    root = tmp_path_factory.mktemp("cases")
    known: dict[str, Staged] = {}

    def staged(case: str) -> Staged:
        if case not in known:
            ready = stage(Case(FIXTURES / case), root / case)
            assert ready.differences(scanned(ready)) == []
            known[case] = ready
        return known[case]

    return staged


def differences(staged: Staged) -> list[str]:
    """What is wrong in a case; a file that could not be read through is no difference, but a failure of the test."""
    report = scanned(staged)
    assert report.stats.complete, report.skipped
    return staged.differences(report)


def unrelated(step: taking_away.Step) -> str:
    """A simple program that does not need a step."""
    language = step.cases[0].rpartition("/")[2]
    return min((case for case in PLAIN if case not in step.cases), key=lambda case: not case.endswith(language))


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_fixtures_fail_without(step: taking_away.Step, whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [whole(case) for case in step.cases]
    plain = whole(unrelated(step))
    for removal in step.removals:
        monkeypatch.setattr(removal.owner, removal.name, removal.change(getattr(removal.owner, removal.name)))
    right = [case for case, staged in zip(step.cases, cases, strict=True) if not differences(staged)]
    assert not right, "right without the step"
    assert not differences(plain), "wrong without the step, which it does not need"


# --- the table itself -----------------------------------------------------------------------------------------------

NO_STEPS = {
    "modules.csharp": "not taken away here: the fixtures of its languages hold it",
    "modules.elixir": "not taken away here: the fixtures of its languages hold it",
    "modules.jvm": "not taken away here: the fixtures of its languages hold it",
    "modules.php": "not taken away here: the fixtures of its languages hold it",
    "modules.ruby": "not taken away here: the fixtures of its languages hold it",
    "modules.rust": "not taken away here: the fixtures of its languages hold it",
    "modules.shell": "not taken away here: the fixtures of its languages hold it",
    "modules.swift": "not taken away here: the fixtures of its languages hold it",
    "overloads": "not taken away here: the fixtures of its languages hold it",
    "relatives.Relatives.extended_outside": "not taken away here: the fixtures of its languages hold it",
    "types.Types.implied": "not taken away here: the fixtures of its languages hold it",
    "members.Members.holds": "not taken away here: the fixtures of its languages hold it",
    "members.Members.line": "a class and those that it extends",
    "denotation": "what can be denoted",
    "fixpoint": "how questions that ask each other end",
    "globals.Globals.is_global_object": "asked before a global name is",
    "texts.instead_of": "taken away where the resolver asks it",
    "circles": "how questions that lead back to themselves end",
    "exports.Exports.own": "what it finds, by way of export, is a step",
    "names.Names.of_peers": "not taken away here: the fixtures of its languages hold it",
    "later.given_later": "asked for names, options and members of instances, which are steps",
    "modules.interface": "what every import system answers",
    "modules.tree": "files and folders",
    "program": "the files and what they say, except for what is handed over and where modules are",
    "reach": "which files count, not what a name means",
    "allowed.Allowed.all_of": "the strings among what a type consists of",
    "allowed.Allowed.expanded": "each form of type is a step",
    "handover.CallerSite.invocation": "the arguments of a call",
    "callers.Callers.callees": "what a call may reach: each thing that can be called is a step",
    "callers.Callers.given": "what a site hands over, asked once",
    "callers.Callers.reach_of": "what is kept of the calls of what a parameter holds, which are a step",
    "callers.Callers.context": "a way to be handed through",
    "members.Members.of": "each thing that can have members is a step",
    "mentions": "where to look: other names of wrappers, and aliases, are the steps",
    "modules.dart.DartModules.package": "what a manifest calls a package",
    "modules.ecmascript.EcmaModules.package": "what a manifest calls a package",
    "modules.ecmascript.EcmaModules.resolve": "each form of specifier is a step",
    "modules.go.GoModules.package": "what a manifest calls a package",
    "modules.node_packages.split_name": "how a specifier is written",
    "modules.python.PythonModules.package": "what a manifest calls a package",
    "modules.python.PythonModules.resolve": "each form of import is a step",
    "modules.python_roots.is_requirements": "what a project's file is called",
    "modules.python_roots.requirements_owner": "which project a file belongs to",
    "exports.Exports.of": "each form of export is a step",
    "order": "asked for what reaches a use, which is a step",
    "relatives.shape": "what tells methods apart",
    "resolver.Resolver.invocation": "the one object for a call",
    "resolver.Resolver.afresh": "a bound",
    "resolver.Resolver.deeper": "a bound",
    "resolver.Resolver.denote": "each kind of value is a step",
    "texts.Texts.of": "what stands for a name: each kind of thing that becomes text is a step",
    "texts.combined": "how the parts of a name are joined",
    "type_forms": "what types consist of",
    "types.Types.named": "aliases that share their names with values are the step",
}
"""Modules and functions of resolution that are no steps, and what they are."""


def resolving() -> Iterator[ModuleType]:
    """Every module of resolution."""
    for found in pkgutil.walk_packages(resolve.__path__, f"{resolve.__name__}."):
        if not found.ispkg:
            yield import_module(found.name)


def functions(module: ModuleType) -> Iterator[str]:
    """The public functions, methods and properties that a module defines."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isfunction(thing):
            yield named(thing)
        elif inspect.isclass(thing):
            members = [member.fget if isinstance(member, property) else member for member in vars(thing).values()]
            yield from (named(m) for m in members if inspect.isfunction(m) and not m.__name__.startswith("_"))


def named(thing: Any) -> str:
    """A function's full name, without what all have in common."""
    return f"{thing.__module__}.{thing.__qualname__}".removeprefix(f"{resolve.__name__}.")


def test_every_module_and_public_function_of_resolution_is_a_step_or_says_why_not() -> None:
    taken = {
        named(thing)
        for step in STEPS
        for removal in step.removals
        if inspect.isfunction(thing := getattr(removal.owner, removal.name))
    }
    homes = [(name, module) for module in resolving() for name in functions(module)]
    public = {name: module.__name__.removeprefix(f"{resolve.__name__}.") for name, module in homes}
    assert [name for name, home in public.items() if not {name, home} & (taken | NO_STEPS.keys())] == []
    assert sorted(NO_STEPS.keys() - public.keys() - set(public.values())) == []


def test_every_kind_of_value_is_a_step_or_says_why_not() -> None:
    kinds = values.KINDS.keys() | allowed.KINDS.keys()
    assert kinds | values.ALPHABET.keys() == set(get_args(facts.Value))
    assert not kinds & values.ALPHABET.keys()


def test_every_way_to_be_handed_through_is_a_step() -> None:
    table = tomllib.loads((resources.files(resolve) / "passthrough.toml").read_text("utf-8"))
    modules = [module for ecosystem in table.values() for module in ecosystem.values()]
    assert {kind for module in modules for kind in module.values()} == set(libraries.THROUGH)


def test_each_step_is_told_once_and_leaves_a_plain_program() -> None:
    assert [what for what, count in Counter(map(str, STEPS)).items() if count > 1] == []
    assert [str(step) for step in STEPS if not step.cases or set(PLAIN) <= set(step.cases)] == []
