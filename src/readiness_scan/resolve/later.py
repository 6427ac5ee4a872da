"""What is given to the members of a variable after it is declared: `config.debug = true`."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_scan.facts import Assignment, Ref
from readiness_scan.resolve.denotation import Frame
from readiness_scan.resolve.program import Program, Unit


def given_later(program: Program, variable: str, frame: Frame) -> Iterator[Assignment]:
    """The assignments to members of a variable, in order, wherever they stand in the variable's scope."""
    unit = program.unit(frame.file)
    home = _home(unit, variable, frame.scope) if unit is not None else -1
    for assignment in unit.summary.assignments if unit is not None and home >= 0 else ():
        subject = assignment.target.object
        is_member = isinstance(subject, Ref) and subject.name == variable
        if is_member and unit is not None and _home(unit, variable, assignment.scope) == home:
            yield assignment


def changed_variables(unit: Unit) -> frozenset[str]:
    """The names of which members are given values."""
    subjects = (assignment.target.object for assignment in unit.summary.assignments)
    return frozenset(subject.name for subject in subjects if isinstance(subject, Ref))


def _home(unit: Unit, name: str, scope: int) -> int:
    """The innermost scope around one that declares a name; -1 where none does."""
    scopes = unit.summary.scopes
    while scope >= 0 and name not in scopes[scope].bindings:
        scope = scopes[scope].parent
    return scope
