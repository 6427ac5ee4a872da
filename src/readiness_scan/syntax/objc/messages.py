"""Messages (`[receiver name:a label:b]`), and those of the standard library that make texts and collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.facts import Constant, Entry, ListLit, ObjectLit, Opaque, Ref, Str, Value
from readiness_scan.syntax.extract import MAX_ARGUMENTS, Extractor
from readiness_scan.syntax.texts import joined, printf, separated

if TYPE_CHECKING:
    from tree_sitter import Node

FORMATS = {"stringWithFormat", "localizedStringWithFormat", "initWithFormat"}
WRAPPERS = {
    *("stringWithString", "initWithString", "stringWithUTF8String", "arrayWithArray", "initWithArray"),
    *("dictionaryWithDictionary", "initWithDictionary", "setWithArray", "orderedSetWithArray"),
}
"""Constructors of library types that hold what they are given."""
LISTS = {"arrayWithObjects", "initWithObjects", "setWithObjects", "orderedSetWithObjects", "arrayWithObject"}
PAIRS = {"dictionaryWithObjectsAndKeys", "initWithObjectsAndKeys"}


class Message(NamedTuple):
    """A message: the first label is its name, the first argument stands without a label, as do those behind commas."""

    receiver: Value
    name: str
    args: tuple[Value, ...]
    keywords: tuple[Entry, ...]


def places(node: Node) -> list[tuple[str | int, Node]]:
    """Each argument of a message with its label; the first has place 0, those behind commas the places after it.

    One that has no label, or another one's, is labelled by its number: `move:a :b` is `move:a :1:b`.
    """
    label: str | None = None
    named = count = free = 0
    is_listed = False
    found: list[tuple[str | int, Node]] = []
    labels: set[str] = set()
    for index, child in enumerate(node.children[: MAX_ARGUMENTS * 4]):
        if node.field_name_for_child(index) == "method":
            label, named = text_of(child), named + 1
        elif not child.is_named:
            is_listed = child.type == ","
        elif named and child.type != "comment":
            if is_listed or not count:
                found.append((free, child))
                free += 1
            else:
                label = label if label and label not in labels and named > 1 else numbered(count)
                labels.add(label)
                found.append((label, child))
            count += not is_listed
            label = None
    return found


def numbered(place: int) -> str:
    """How an argument is labelled that has no label of its own."""
    return f":{place}"


def text_of(label: Node) -> str:
    """A label's text."""
    return (label.text or b"").decode("utf-8", "replace")


def message(reader: Extractor, node: Node) -> Message:
    """The parts of a message."""
    args: list[Value] = []
    keywords: list[Entry] = []
    for place, child in places(node):
        value = reader.follow(child)
        if isinstance(place, int):
            args.append(value)
        else:
            keywords.append(Entry(place, value, child.start_byte))
    method = node.child_by_field_id(reader.at.method)
    receiver = reader.follow(node.child_by_field_id(reader.at.receiver))
    return Message(receiver, reader.text(method) if method is not None else "", tuple(args), tuple(keywords))


def made_text(sent: Message) -> Value | None:
    """The text, list or dictionary that a message of the standard library makes; none for any other message."""
    receiver, name, args, _ = sent
    match name:
        case "stringByAppendingString":
            return joined((receiver, args[0]))
        case "stringByAppendingFormat":
            return joined((receiver, formatted(args)))
        case "componentsJoinedByString" if isinstance(receiver, ListLit) and isinstance(args[0], Str):
            return separated(args[0].text, receiver)
    if not (isinstance(receiver, Ref) and receiver.name.startswith("NS")):
        return None
    if name in FORMATS:
        return formatted(args)
    if name in WRAPPERS:
        return args[0]
    if name in LISTS:
        return ListLit(_before_nil(args))
    if name in PAIRS:
        given = _before_nil(args)
        pairs = zip(given[::2], given[1::2], strict=False)
        return ObjectLit(tuple(Entry(key.text if isinstance(key, Str) else None, value, -1) for value, key in pairs))
    return None


def formatted(args: tuple[Value, ...]) -> Value:
    """A format with its values."""
    return printf(args[0].text, args[1:]) if isinstance(args[0], Str) else Opaque("format")


def _before_nil(args: tuple[Value, ...]) -> tuple[Value, ...]:
    return args[:-1] if args[-1:] == (Constant("null"),) else args
