from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_scan.render.safe_text import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("src/app.ts", "src/app.ts"),
        ("données/日本.ts", "données/日本.ts"),
        ("two words.ts", "two words.ts"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb", "a\\x0ab"),
        ("\x9b2J", "\\x9b2J"),
        ("caf\udce9.ts", "caf\\xe9.ts"),
        ("txt.\u202egnp", "txt.\\u202egnp"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_printed_on_one_line(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode("utf-8").decode("utf-8") == shown
