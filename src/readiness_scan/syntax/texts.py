"""Texts that are put together from parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from readiness_scan.facts import ListLit, Opaque, Spread, Str, Template, Value


def joined(sides: Iterable[Value]) -> Value:
    """Text put together from parts: as one string where all are known, else with known neighbours joined."""
    parts: list[Value] = []
    known: list[str] = []
    for side in sides:
        for part in side.parts if isinstance(side, Template) else (side,):
            if isinstance(part, Str):
                known.append(part.text)
                continue
            if any(known):
                parts.append(Str("".join(known)))
            known = []
            parts.append(part)
    if any(known) or not parts:
        parts.append(Str("".join(known)))
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Str) else Template(tuple(parts))


UNKNOWN = "\x7f"
"""Stands, as often as it takes bytes, for what a server fills into a page: a character that no source holds."""


def filled(text: str) -> Value:
    """A literal's text; what a server fills in is an unknown part of it."""
    if UNKNOWN not in text:
        return Str(text)
    parts = re.split(f"{UNKNOWN}+", text)
    return joined([side for part in parts for side in (Opaque("filled in by the server"), Str(part))][1:])


def separated(separator: str, items: ListLit) -> Value | None:
    """The items of a list with a separator between each two; none where not all of its items are there."""
    if any(isinstance(item, Spread) for item in items.items):
        return None
    parts: list[Value] = []
    for item in items.items:
        parts += (Str(separator), item) if parts and separator else (item,)
    return joined(parts)


def sound(text: str) -> str:
    r"""Text in which halves of a character that were escaped one by one (`\ud83d\ude00`) are that character."""
    if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


PRINTF = re.compile(
    r"%(?:(?P<place>\d+)\$|\[(?P<index>\d+)\])?(?P<shape>[-+# 0,']*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?)(?P<verb>[a-zA-Z@%])"
)
PLAIN_VERBS = {"s", "v", "d", "i", "u", "@"}
"""Verbs that write a value as it is."""


def printf(text: str, values: Sequence[Value]) -> Value:
    """A format in C's style, as many languages have it: `%s` takes the next value, `%1$s` and `%[1]s` the first."""
    parts: list[Value] = []
    end = following = 0
    for match in PRINTF.finditer(text):
        parts.append(Str(text[end : match.start()]))
        end = match.end()
        if match["verb"] == "%":
            parts.append(Str("%"))
            continue
        following += match["shape"].count("*")
        place = match["place"] or match["index"]
        following = int(place) if place else following + 1
        known = 0 < following <= len(values) and match["verb"] in PLAIN_VERBS and not match["shape"]
        parts.append(values[following - 1] if known else Opaque("format"))
    return joined([*parts, Str(text[end:])])
