"""What calls reach does not depend on which of two functions is written, or asked for, first."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_scan import scan
from readiness_scan.resolve.fixpoint import Fixpoint

CLIENT = 'from posthog import Posthog\n\nclient = Posthog("phc_key")\n\n\n'
SERVICE = """class Service:
    def track(self, name, helper):
        client.capture("user", "service_" + name)
        helper.send(name)


"""
HELPER = """class Helper:
    def send(self, name):
        client.capture("user", name)


"""
START = """def start(service, helper):
    service.track("opened", helper)


start(Service(), Helper())
"""


@pytest.mark.parametrize("declared", [(SERVICE, HELPER), (HELPER, SERVICE)], ids=["service-first", "helper-first"])
def test_wrappers_that_are_handed_in_untyped(tmp_path: Path, declared: tuple[str, str]) -> None:
    (tmp_path / "app.py").write_text(CLIENT + "".join(declared) + START, "utf-8")
    assert sorted(scan(tmp_path).event_names) == ["opened", "service_opened"]


GRAPH = {"a": ["b", "c"], "b": ["a", "d"], "c": ["c", "b"], "d": [], "e": ["a", "e"]}


@pytest.mark.parametrize("first", sorted(GRAPH))
def test_questions_in_circles_have_one_answer(first: str) -> None:
    def reached(node: str) -> list[str]:
        below = {name for child in GRAPH[node] for name in (child, *table.ask(child))}
        return sorted(below)

    table: Fixpoint[str, str] = Fixpoint(reached)
    table.ask(first)
    assert {node: table.ask(node) for node in GRAPH} == {
        "a": ["a", "b", "c", "d"],
        "b": ["a", "b", "c", "d"],
        "c": ["a", "b", "c", "d"],
        "d": [],
        "e": ["a", "b", "c", "d", "e"],
    }
