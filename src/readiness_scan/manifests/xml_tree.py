"""XML whose shape nobody vouches for, as elements with their lines. No entity is ever expanded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # the parser under the standard library's others; it alone tells lines

MAX_DEPTH = 100


@dataclass(slots=True)
class Element:
    """One element. Prefixes of namespaces are dropped."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 1
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without the space around it."""
        return "".join(self.pieces).strip()

    def each(self, *path: str) -> Iterator[Element]:
        """The elements at a path of names below this one, in document order."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.each(*path[1:])

    def value(self, *path: str) -> str | None:
        """The text of the first element at a path; none where there is none."""
        found = next(self.each(*path), None)
        return found.text if found is not None else None

    def everywhere(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(reversed(element.children))


def parse_xml(text: str) -> tuple[Element, str | None]:
    """An element that holds the document's, and what is wrong with the document: what stands before that is there."""
    top = Element("")
    open_elements = [top]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > MAX_DEPTH:
            raise ValueError("elements nested too deeply")
        element = Element(_local(name), attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        open_elements.pop()

    def doctype(*_declared: object) -> None:
        raise ValueError("a document type declaration, which is not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.CharacterDataHandler = lambda data: open_elements[-1].pieces.append(data)
    try:
        parser.Parse(text, True)
    except expat.ExpatError as problem:
        return top, f"no valid XML ({problem})"
    except ValueError as problem:
        return top, str(problem)
    return top, None


def _local(name: str) -> str:
    return name.rpartition(":")[2]
