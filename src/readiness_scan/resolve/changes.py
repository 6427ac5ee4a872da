"""Text that methods change in a way that can be followed: `name.strip().lower().replace(" ", "_")`."""

from __future__ import annotations

import json
from collections.abc import Callable

from readiness_scan.facts import CallValue, Str
from readiness_scan.resolve.denotation import Argument, Denotation, Text, Unknown, text_of

CHANGING = "~"
"""How a step of a path begins that changes a text; the change and its texts follow."""
NAMES = {
    "lower": ("lower", "toLowerCase", "toLocaleLowerCase", "lowercase", "lowercased", "downcase", "to_lowercase"),
    "upper": ("upper", "toUpperCase", "toLocaleUpperCase", "uppercase", "uppercased", "upcase", "to_uppercase"),
    "strip": ("strip", "trim"),
    "replace": ("replace", "replaceAll", "replace_all"),
}
KINDS = {name: kind for kind, names in NAMES.items() for name in (*names, *(n[:1].upper() + n[1:] for n in names))}
MAX_CHANGES = 6
"""Changes of one parameter; real code stays below."""
FIRST_ONLY = {("npm", "replace")}
"""Methods, by registry, that replace the first place alone."""
APPLY: dict[str, Callable[..., str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "strip": str.strip,
    "replace": str.replace,
    "replace_first": lambda text, old, new: text.replace(old, new, 1),
}
PART_BY_PART = {"lower", "upper"}
"""Changes of a whole text that are those of its parts."""


def change(value: CallValue, name: str, ecosystem: str) -> str | None:
    """The step that a call of a method of a text takes; none where it is no change that is followed."""
    kind = KINDS.get(name)
    texts = [arg.text for arg in value.args if isinstance(arg, Str)]
    if kind is None or value.keywords or len(texts) != len(value.args) or len(texts) != (2 if kind == "replace" else 0):
        return None
    if (ecosystem, name) in FIRST_ONLY:
        kind = "replace_first"
    return CHANGING + json.dumps([kind, *texts])


def changed(found: list[Denotation], step: str) -> list[Denotation]:
    """What texts become; of a parameter, what becomes of it when it is known."""
    kind, *texts = json.loads(step.removeprefix(CHANGING))
    return [_changed(d, step, lambda text: APPLY[kind](text, *texts), by_part=kind in PART_BY_PART) for d in found]


def _changed(found: Denotation, step: str, apply: Callable[[str], str], *, by_part: bool) -> Denotation:
    match found:
        case Text() if found.known is not None:
            return text_of(apply(found.known))
        case Text(parts) if by_part:
            return found._replace(
                parts=tuple(
                    apply(part) if isinstance(part, str) else _later(part, step) if isinstance(part, Argument) else part
                    for part in parts
                )
            )
        case Argument():
            return _later(found, step)
        case Unknown(reason):
            return Unknown(reason)
        case _:
            return Unknown("a changed text")


def _later(argument: Argument, step: str) -> Argument | Unknown:
    """A parameter that is changed when it is known. A function that calls itself would change it for ever."""
    if sum(known.startswith(CHANGING) for known in argument.path) >= MAX_CHANGES:
        return Unknown("a text that is changed too often")
    return argument._replace(path=(*argument.path, step))
