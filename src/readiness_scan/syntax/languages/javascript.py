"""JavaScript and JSX."""

from __future__ import annotations

from readiness_scan.syntax.ecmascript.calls import Calls
from readiness_scan.syntax.language import Language


class JavaScript(Calls):
    """Facts of a JavaScript file."""


def _grammar() -> object:
    import tree_sitter_javascript

    return tree_sitter_javascript.language()


LANGUAGES = (
    Language(
        id="javascript",
        title="JavaScript",
        suffixes=(".js", ".jsx", ".mjs", ".cjs"),
        ecosystem="npm",
        query="javascript",
        grammar=_grammar,
        extractor=JavaScript,
    ),
)
