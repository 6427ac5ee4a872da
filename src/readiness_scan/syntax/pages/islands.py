"""The code inside a page, at its own places: everything else becomes blanks, so that offsets and lines stay.

A piece of code ends where markup goes on; the byte after it becomes a semicolon, so that pieces stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from tree_sitter import Language as Grammar
from tree_sitter import Parser, Query, QueryCursor

from readiness_scan.syntax.texts import UNKNOWN

if TYPE_CHECKING:
    from tree_sitter import Node

_MARKUP = re.compile(rb"[^\r\n]")
_SERVER_TAG = re.compile(
    rb"<%.*?%>|\{%.*?%\}|\{\{[^\r\n]*?\}\}|\{!![^\r\n]*?!!\}|\{#[^\r\n]*?#\}|<\?(?:php|=).*?\?>"
    rb"|(?<![\w@])@(?:json|js|Html\.Raw)\([^\r\n()]*(?:\([^\r\n()]*\)[^\r\n()]*)*\)",
    re.DOTALL,
)
"""What a server fills in: ERB, EJS, EEx; Jinja, Django, Liquid, Twig; Blade; PHP; Razor."""
_CODE_TYPES = re.compile(rb"^$|^module$|javascript$|ecmascript$|^text/babel$|typescript$|^[jt]sx?$", re.IGNORECASE)
_EVENT = re.compile(rb"^on[a-z]+$", re.IGNORECASE)
_DIRECTIVE = re.compile(rb"^(?:@|:|v-(?!for|slot|pre|cloak|once))")
_MUSTACHE = re.compile(rb"\{\{(.*?)\}\}", re.DOTALL)
_FRONTMATTER = re.compile(rb"\A\s*---[^\S\n]*\r?\n(.*?)^---[^\S\n]*$", re.DOTALL | re.MULTILINE)

HTML = """
(script_element (raw_text)) @script
(attribute (attribute_name) (quoted_attribute_value (attribute_value))) @attribute
(text) @text
"""
SVELTE = """
(script_element (raw_text)) @script
(svelte_raw_text) @code
"""


@cache
def _reader(package: str, patterns: str) -> tuple[Parser, Query]:
    """Parser and query of a page's own grammar, loaded with its first page."""
    grammar = Grammar(__import__(package).language())
    return Parser(grammar), Query(grammar, patterns)


def _nodes(data: bytes, package: str, patterns: str) -> Mapping[str, list[Node]]:
    parser, query = _reader(package, patterns)
    return QueryCursor(query).captures(parser.parse(data).root_node)


def _islands(data: bytes, spans: Iterable[tuple[int, int]]) -> bytes:
    """The bytes of these spans, everything else blank."""
    found = bytearray(_MARKUP.sub(b" ", data))
    for start, end in spans:
        found[start:end] = data[start:end]
        if end < len(found) and found[end : end + 1] == b" ":
            found[end] = ord(";")
    return bytes(found)


def _scripts(nodes: Iterable[Node]) -> Iterator[tuple[int, int]]:
    """The text of the script elements that hold code, not data."""
    for element in nodes:
        tag, text = element.named_children[0], element.named_children[1]
        said = dict(_attribute(child) for child in tag.named_children if child.type == "attribute")
        kind = said.get(b"type") or said.get(b"lang") or b""
        if _CODE_TYPES.search(kind):
            yield text.start_byte, text.end_byte


def _attribute(node: Node) -> tuple[bytes, bytes]:
    name, *rest = node.named_children
    value = rest[0] if rest else None
    if value is not None and value.type == "quoted_attribute_value":
        value = value.named_children[0] if value.named_children else None
    return name.text or b"", (value.text or b"") if value is not None else b""


def _attributes(nodes: Iterable[Node], names: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The values of the attributes that hold code."""
    for node in nodes:
        name, value = node.named_children[0], node.named_children[-1]
        if names.search(name.text or b"") and value.named_children:
            yield value.named_children[0].start_byte, value.named_children[0].end_byte


def _filled(data: bytes) -> bytes:
    """A page with what a server fills in as one unknown word, wherever it stands."""
    return _SERVER_TAG.sub(lambda tag: _unknown(tag.group()), data)


def _unknown(tag: bytes) -> bytes:
    return b"\n".join(UNKNOWN.encode() * len(line) for line in tag.split(b"\n"))


def html(data: bytes) -> bytes:
    """The scripts and event handlers of an HTML page or of a server's template for one."""
    filled = _filled(data)
    nodes = _nodes(filled, "tree_sitter_html", HTML)
    spans = [*_scripts(nodes.get("script", ())), *_attributes(nodes.get("attribute", ()), _EVENT)]
    return _islands(filled, spans)


def vue(data: bytes) -> bytes:
    """The scripts of a Vue component, and the expressions of its template."""
    nodes = _nodes(data, "tree_sitter_html", HTML)
    spans = [*_scripts(nodes.get("script", ())), *_attributes(nodes.get("attribute", ()), _DIRECTIVE)]
    for text in nodes.get("text", ()):
        spans += [match.span(1) for match in _MUSTACHE.finditer(data, text.start_byte, text.end_byte)]
    return _islands(data, spans)


def svelte(data: bytes) -> bytes:
    """The scripts of a Svelte component, and the expressions of its markup."""
    nodes = _nodes(data, "tree_sitter_svelte", SVELTE)
    spans = [*_scripts(nodes.get("script", ())), *((node.start_byte, node.end_byte) for node in nodes.get("code", ()))]
    return _islands(data, spans)


def astro(data: bytes) -> bytes:
    """The frontmatter of an Astro page, its scripts, and the expressions of its markup."""
    front = _FRONTMATTER.match(data)
    spans = [front.span(1)] if front else []
    start = front.end() if front else 0
    markup = b" " * start + data[start:]
    scripts = list(_scripts(_nodes(markup, "tree_sitter_html", HTML).get("script", ())))
    return _islands(data, [*spans, *scripts, *_braced(data, start, scripts)])


def _braced(data: bytes, start: int, apart: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands in the outermost braces of markup."""
    depth = begin = 0
    for match in re.compile(rb"[{}]").finditer(data, start):
        place = match.start()
        if any(first <= place < last for first, last in apart):
            continue
        if match.group() == b"{":
            depth += 1
            begin = place + 1 if depth == 1 else begin
        elif depth:
            depth -= 1
            if not depth:
                yield begin, place
