"""YAML mappings as paths of keys with their lines. Aliases and tags mean nothing here, and no value is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MAX_CHARACTERS = 256 * 1024
"""The library reads some 100,000 characters a second; people write fewer."""
MAX_DEPTH = 64


class Entry(NamedTuple):
    """One key of a mapping within mappings."""

    path: tuple[str, ...]
    value: str | None
    """The text of a scalar; none for a mapping, a list or an alias."""
    line: int


@dataclass(slots=True)
class _Level:
    """A mapping or a list that is open."""

    is_mapping: bool
    key: str | None = None
    line: int = 1
    expects_value: bool = False


def yaml_entries(text: str, depth: int) -> Iterator[Entry]:
    """The keys of the first document, down to `depth` of them, in order. What stands in lists is left out.

    Raises:
        ValueError: the text is broken, too long or nested too deeply; the message says where.
    """
    import yaml  # slow to import, and few trees need it

    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"{len(text):,} characters, more than the limit of {MAX_CHARACTERS:,}")
    levels: list[_Level] = []
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.DocumentEndEvent):
                return
            if isinstance(event, yaml.CollectionEndEvent):
                levels.pop()
                _end(levels)
            elif isinstance(event, yaml.NodeEvent):
                value = event.value if isinstance(event, yaml.ScalarEvent) else None
                line = event.start_mark.line + 1 if event.start_mark is not None else 1
                entry = _begin(levels, value, line)
                if entry is not None and len(entry.path) <= depth:
                    yield entry
                if isinstance(event, yaml.CollectionStartEvent):
                    levels.append(_Level(isinstance(event, yaml.MappingStartEvent)))
                else:
                    _end(levels)
            if len(levels) > MAX_DEPTH:
                raise ValueError("values nested too deeply")
    except yaml.YAMLError as problem:
        raise ValueError(f"no valid YAML ({' '.join(str(problem).split())})") from problem


def _begin(levels: list[_Level], value: str | None, line: int) -> Entry | None:
    """Take a key, or give the entry that a value completes."""
    if not levels or not levels[-1].is_mapping:
        return None
    if not levels[-1].expects_value:
        levels[-1].key, levels[-1].line = value, line
        return None
    keys = [level.key for level in levels if level.is_mapping and level.key is not None]
    return Entry(tuple(keys), value, levels[-1].line) if len(keys) == len(levels) else None


def _end(levels: list[_Level]) -> None:
    """A key or a value is complete: the other follows."""
    if levels:
        levels[-1].expects_value = not levels[-1].expects_value
