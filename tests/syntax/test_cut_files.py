"""Files that end anywhere, and files that lack any one of their parts: they are read without an exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from dense import DENSE
from snippets import read

from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.leaves import words_of

if TYPE_CHECKING:
    from tree_sitter import Node

STEP = 3
"""Of the places where a file may be cut or have a comment, every third: neighbours break the same readers."""


def read_all(data: bytes, language: str) -> Extractor:
    """The facts of a file, its calls under all its names among them."""
    extractor = read(data, language)
    names = [word.decode("utf-8", "replace") for word in words_of(data)]
    for _, call in extractor.calls(names):
        assert 0 <= call.span.start < call.span.end <= len(data)
    for _, _, site in extractor.handed(names):
        assert 0 <= site.scope < len(extractor.summary.scopes)
    return extractor


def parts(node: Node) -> Iterator[tuple[int, int]]:
    """From where to where each part of a tree stands."""
    yield node.start_byte, node.end_byte
    for child in node.children:
        yield from parts(child)


@pytest.mark.parametrize("language", DENSE)
def test_a_dense_file_has_facts(language: str) -> None:
    facts = read_all(DENSE[language].encode(), language).summary
    assert facts.functions
    assert facts.classes


@pytest.mark.parametrize("language", DENSE)
def test_a_file_may_end_anywhere(language: str) -> None:
    data = DENSE[language].encode()
    for end in sorted({place for part in parts(read(data, language).root) for place in part})[::STEP]:
        read_all(data[:end], language)


@pytest.mark.parametrize("language", DENSE)
def test_a_file_may_lack_any_part(language: str) -> None:
    data = DENSE[language].encode()
    for start, end in sorted(set(parts(read(data, language).root))):
        if start < end:
            read_all(data[:start] + data[end:], language)


@pytest.mark.parametrize("language", DENSE)
def test_a_file_may_have_a_comment_anywhere(language: str) -> None:
    data = DENSE[language].encode()
    comment = b"\n# c\n" if language in ("ruby", "elixir") else b"/* c */"
    for place in sorted({start for start, _ in parts(read(data, language).root)})[::STEP]:
        read_all(data[:place] + comment + data[place:], language)
