"""What types consist of, beside what values can denote."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from readiness_scan.facts import MappedType, ObjectLit, Value
from readiness_scan.resolve.denotation import Denotation, Frame, Text


class Where(NamedTuple):
    """Where a type is read: its place, and what its type parameters stand for."""

    frame: Frame
    given: tuple[Given, ...] = ()


class Given(NamedTuple):
    """What a type parameter stands for."""

    name: str
    annotation: Value
    where: Where


class Shape(NamedTuple):
    """An object type."""

    literal: ObjectLit
    where: Where


class Mapped(NamedTuple):
    """A mapped type."""

    mapped: MappedType
    where: Where


class Listed(NamedTuple):
    """A list type: the type of any element, or (`fixed`) of each."""

    items: tuple[Value, ...]
    where: Where
    fixed: bool = False


class Gives(NamedTuple):
    """The type of a function."""

    result: Value
    where: Where


Kind: TypeAlias = Denotation | Shape | Mapped | Listed | Gives


def strings(kinds: list[Kind]) -> tuple[str, ...]:
    """The strings among what a type consists of, each once."""
    known = [kind.known for kind in kinds if isinstance(kind, Text)]
    return tuple(dict.fromkeys(text for text in known if text is not None))
