"""How things become text: what a name is put together of, and how an instance of a class is written."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.resolve.denotation import (
    Argument,
    Denotation,
    External,
    Frame,
    Func,
    Instance,
    Invocation,
    Literal,
    Part,
    Said,
    Text,
    Unknown,
    text_of,
    unique,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

WRITERS = {"npm": ("toString",), "pypi": ("__str__", "__repr__")}
"""By registry, the methods that give an instance's text, the first one that the class has."""
MAX_TEXTS = 200
"""Combinations that one template may stand for."""
NOTHING_KNOWN = Text((Unknown("nothing known"),))
TOO_MANY = Text((Unknown("too many possible values"),))


class Texts:
    """Texts, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def joined(self, parts: tuple[Value, ...], frame: Frame) -> list[Denotation]:
        """Every text that parts next to each other may give."""
        return [*combined([self.of(self.resolver.denote(part, frame)) or [NOTHING_KNOWN] for part in parts])]

    def of(self, found: list[Denotation]) -> list[Text]:
        """Denotations as strings; what is none is one unknown part."""
        texts = [text for d in found for text in (self._written(d) if isinstance(d, Instance) else [as_text(d)])]
        replaced = {argument for text in texts for argument in text.unless}
        return [text._replace(needs=text.arguments) if {*text.parts} <= replaced else text for text in texts]

    def _written(self, instance: Instance) -> list[Text]:
        """What an instance says of itself. Where its type alone is known, the callers tell which class it is of."""
        if instance.origin is not None:
            return [Text((instance.origin,))]
        for name in WRITERS.get(self.resolver.program.ecosystem(instance.file), ()):
            writers = [d for d in self.resolver.members.of(instance, name) if isinstance(d, Func)]
            if writers:
                nothing = Invocation((), (), Frame(instance.file, 0))
                said = unique([d for writer in writers for d in self.resolver.call(writer, nothing)])
                return [as_text(d) for d in said]
        return [Text((Unknown("no string", Said(facts.ClassValue(instance.number), Frame(instance.file, 0))),))]


def as_text(found: Denotation) -> Text:
    """A denotation that is no instance as a string."""
    match found:
        case Text():
            return found
        case Argument() | Unknown():
            return Text((found,))
        case External("", _, path) | External(_, "", path):
            return Text((Unknown(f"value of {'.'.join(path)}"),))
        case External(_, module, path):
            return Text((Unknown(f"value that {module} gives"),))
        case Literal(text) if text.lstrip("-").isdigit():
            return text_of(text)
        case _:
            return Text((Unknown("no string"),))


def instead_of(found: Denotation, arguments: tuple[Argument, ...]) -> Denotation:
    """A text of parameters that counts where a call hands over nothing for others."""
    if isinstance(found, Text) and found.known is None:
        return found._replace(unless=tuple(dict.fromkeys((*found.unless, *arguments))))
    if isinstance(found, Argument) and found.path[-1:] == ("__name__",):
        return Text((found,), arguments)
    return found


def combined(choices: list[list[Text]]) -> list[Text]:
    """Every text that one choice for each part gives; of very many combinations, what varies stays open."""
    varying = [choice for choice in choices if len(choice) > 1]
    if len(varying) > 1 and prod(map(len, varying)) > MAX_TEXTS:
        choices = [choice if len(choice) < 2 else [TOO_MANY] for choice in choices]
    return [_one(chosen) for chosen in product(*choices)]


def _one(chosen: tuple[Text, ...]) -> Text:
    unless = dict.fromkeys(argument for text in chosen for argument in text.unless)
    needs = dict.fromkeys(argument for text in chosen for argument in text.needs)
    return Text(_merged(sum((text.parts for text in chosen), ())), tuple(unless), tuple(needs))


def _merged(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged) or ("",)
