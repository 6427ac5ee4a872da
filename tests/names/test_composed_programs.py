"""Every composition of export, import, wrapper and value form gives exactly the names that it sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from composed_program import Language, compose
from ecmascript_forms import JAVASCRIPT, TYPESCRIPT
from python_forms import PYTHON

from readiness_scan import scan

LANGUAGES = {"typescript": TYPESCRIPT, "javascript": JAVASCRIPT, "python": PYTHON}


@pytest.mark.parametrize(
    ("language", "export_form"),
    [
        pytest.param(language, form, id=f"{name}-{form}")
        for name, language in LANGUAGES.items()
        for form in language.exports
    ],
)
def test_every_composed_program_sends_its_names(tmp_path: Path, language: Language, export_form: str) -> None:
    missing: list[str] = []
    wrong: list[str] = []
    for import_form in language.imports:
        if (export_form, import_form) not in language.ill_matched:
            tree = tmp_path / import_form
            expected = compose(language, export_form, import_form, tree)
            found = set(scan(tree).event_names)
            missing += sorted(expected - found)
            wrong += sorted(found - expected)
    assert not missing
    assert not wrong
