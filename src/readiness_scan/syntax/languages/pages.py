"""Pages with code inside: what they hold is read as TypeScript, at its own places."""

from __future__ import annotations

from readiness_scan.syntax.language import Language
from readiness_scan.syntax.languages.typescript import TypeScript, tsx, typescript
from readiness_scan.syntax.pages import islands

TEMPLATES = (
    *(".erb", ".ejs", ".eex", ".heex", ".leex"),
    *(".jinja", ".jinja2", ".j2", ".njk", ".twig", ".liquid", ".hbs", ".mustache"),
    *(".blade.php", ".phtml", ".cshtml", ".razor"),
)
"""Templates of pages that a server fills in. Their scripts are read, not the server's own code in them."""

LANGUAGES = (
    Language(
        "html",
        "HTML",
        (".html", ".htm", ".xhtml", *TEMPLATES),
        "npm",
        "typescript",
        typescript,
        TypeScript,
        islands.html,
    ),
    Language("vue", "Vue", (".vue",), "npm", "typescript", typescript, TypeScript, islands.vue),
    Language("svelte", "Svelte", (".svelte",), "npm", "typescript", typescript, TypeScript, islands.svelte),
    Language("astro", "Astro", (".astro",), "npm", "typescript", tsx, TypeScript, islands.astro),
)
