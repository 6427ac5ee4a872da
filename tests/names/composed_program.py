"""Small programs, composed of one export form, one import form, one wrapper form and several value forms.

A form is text with holes: `<inner>` is the local name of what a wrapper form defines, `<it>` what the caller has after
the import, `<name>` an expression that gives an event name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple


class Wrapper(NamedTuple):
    """How a first-party thing named `inner` passes a name on."""

    define: str
    use: str
    """A statement that sends `<name>` through `<it>`."""
    sent: str | None = "<name>"
    """The name that arrives, given the one that is handed in; none: a look-alike that sends nothing."""


class Export(NamedTuple):
    """How `inner` leaves its module."""

    exported: str
    """The name to import; the one word that stands for the default export or the whole module is the language's own."""
    statement: str = ""
    """What ends the module that defines it."""
    barrel: str = ""
    """Another module, between the definition and the caller; empty: the caller imports the defining module."""
    member: str = ""
    """What leads from the exported thing to the wrapper."""


class Import(NamedTuple):
    """How the caller gets at an exported name `<exported>` of the module `<module>`."""

    statement: str
    it: str


class Value(NamedTuple):
    """An expression whose possible names are known."""

    expression: str
    names: tuple[str, ...] = ("<event>",)
    declare: str = ""
    """What the caller file declares for it."""
    elsewhere: str = ""
    """What the file of names declares for it."""


@dataclass(frozen=True)
class Language:
    """The forms of one language, and how its files hang together."""

    suffix: str
    head: str
    """What a defining module starts with."""
    caller_head: str
    """What a calling module starts with: it imports the file of names."""
    names_head: str
    call: str
    """A call site with a scope of its own, for the value form `<form>`, around `<use>`."""
    wrappers: Mapping[str, Wrapper]
    exports: Mapping[str, Export]
    imports: Mapping[str, Import]
    values: Mapping[str, Value]
    module: str = "./<file>"
    package_file: str | None = None
    """A file that makes a folder a package."""
    ill_matched: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Export and import forms that do not exist together."""


def filled(text: str, **holes: str) -> str:
    """The text with its holes filled."""
    for name, value in holes.items():
        text = text.replace(f"<{name}>", value)
    return text


def compose(language: Language, export_form: str, import_form: str, root: Path) -> set[str]:
    """Write one program for each wrapper form under `root`, each with half of the value forms.

    Which half alternates from form to form, so that over all forms any three of them meet.

    Returns:
        The event names that the programs certainly send.
    """
    expected: set[str] = set()
    turn = list(language.exports).index(export_form) + list(language.imports).index(import_form)
    for number, (wrapper_form, wrapper) in enumerate(language.wrappers.items()):
        values = dict(islice(language.values.items(), (turn + number) % 2, None, 2))
        program = f"{wrapper_form}_{import_form}"
        folder = root / program
        folder.mkdir(parents=True)
        for file, text in _files(language, program, export_form, import_form, wrapper_form, values):
            (folder / file).write_text(text + "\n", "utf-8")
        for value_form, value in values.items():
            event = f"{program}_{value_form}"
            if wrapper.sent is not None:
                expected |= {filled(wrapper.sent, name=filled(name, event=event)) for name in value.names}
    return expected


def _files(
    language: Language,
    program: str,
    export_form: str,
    import_form: str,
    wrapper_form: str,
    values: Mapping[str, Value],
) -> Iterator[tuple[str, str]]:
    """The names and texts of one program's files."""
    wrapper, export, imported = (
        language.wrappers[wrapper_form],
        language.exports[export_form],
        language.imports[import_form],
    )
    suffix = language.suffix
    yield f"defined{suffix}", "\n".join([language.head, wrapper.define, export.statement])
    source = "defined"
    if export.barrel:
        source = "barrel"
        yield f"barrel{suffix}", filled(export.barrel, module=filled(language.module, file="defined", program=program))
    if language.package_file:
        yield language.package_file, ""
    holes = {
        "module": filled(language.module, file=source, program=program),
        "file": source,
        "program": program,
        "exported": export.exported,
    }
    it = filled(imported.it, **holes) + export.member
    declared, elsewhere, calls = [], [], []
    for value_form, value in values.items():
        event = f"{program}_{value_form}"
        declared.append(filled(value.declare, event=event))
        elsewhere.append(filled(value.elsewhere, event=event))
        use = filled(wrapper.use, it=it, name=filled(value.expression, event=event), program=program)
        calls.append(filled(language.call, use=use, form=value_form))
    head = filled(language.caller_head, **holes)
    yield f"names{suffix}", "\n".join([language.names_head, *filter(None, elsewhere)])
    yield (
        f"caller{suffix}",
        "\n".join([head, filled(imported.statement, **holes), *filter(None, declared), *calls]),
    )
