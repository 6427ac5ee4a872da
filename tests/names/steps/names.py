"""Steps from a name to what it is bound to: scopes, imports, exports."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.resolve import mentions
from readiness_scan.resolve.denotation import External, Text
from readiness_scan.resolve.exports import Exports
from readiness_scan.resolve.globals import Globals
from readiness_scan.resolve.names import Names
from readiness_scan.resolve.order import Order
from readiness_scan.resolve.program import Program
from readiness_scan.resolve.resolver import Resolver
from steps.taking_away import Removal, asked_with, blurred, fewer, gone, gone_where, nothing, step, unknown


def summary(owner: Any, file: str) -> facts.ModuleSummary:
    """What a file declares."""
    unit = owner.program.unit(file)
    assert unit is not None
    found: facts.ModuleSummary = unit.summary
    return found


def imported_here(names: Any, file: str, name: str) -> bool:
    """Whether a file whose names can all be imported has a name from an import itself."""
    declared = summary(names, file)
    return declared.implicit_exports and name in declared.scopes[0].imports


def is_here(names: Names, module: str, importer: str) -> bool:
    """Whether an import means a file of the tree."""
    return names.program.module(module, importer) is not None


def is_module_exports(value: facts.Value) -> bool:
    """Whether a value is written `module.exports`."""
    match value:
        case facts.Member(facts.Ref() as module, "exports"):
            return module.name == "module"
        case _:
            return False


def all_first_party(program: Any, *_: Any) -> tuple[Any, ...]:
    """The program, with no package that stays external."""
    program._is_external = lambda _: False
    return (program,)


SCOPES = (
    step(
        "inner scopes: a name means what the function or block around it says",
        asked_with(Names, "lookup", lambda names, name, frame, *_: (names, name, frame._replace(scope=0))),
        "names/constants/python",
        "names/constants/typescript",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    step(
        "constants: a name that is bound to a string",
        blurred(Names, "_binding", Text),
        "names/constants/javascript",
        "names/constants/typescript",
        "names/constants/python",
    ),
    step(
        "annotated variables: a variable whose value says nothing is what its type says",
        asked_with(Names, "_binding", lambda names, binding, *_: (names, replace(binding, annotation=None))),
        "names/annotated-variables/typescript",
        "names/annotated-variables/python",
    ),
    step(
        "order: which of a name's values can reach a use",
        Removal(Order, "reaching", lambda _: lambda order, *_use: tuple(range(len(order._bindings)))),
        "names/assignment-order/javascript",
        "names/assignment-order/typescript",
        "names/assignment-order/python",
    ),
    step(
        "bound values: the values that a name is given, as they are written",
        gone(Names, "values"),
        "names/http-ingestion/python",
    ),
)

EXPORTS = (
    step(
        "imports: a name that an import brings from another file",
        gone_where(Names, "imported", lambda names, binding, file: is_here(names, binding.module, file), unknown),
        "names/re-exports/typescript",
        "names/absolute-imports/python",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    step(
        "re-exports: `export { x } from`",
        gone_where(Exports, "_export", lambda _, export, *rest: export.module is not None),
        "names/re-exports/typescript",
    ),
    step(
        "imported and exported: what a Python module imports can be imported from it",
        gone_where(Exports, "_find", imported_here),
        "names/relative-imports/python",
        "names/renamed-exports/python",
        "names/init-re-exports/python",
    ),
    step(
        "star exports: `export * from`, `from x import *`",
        gone(Exports, "starred"),
        "names/star-exports/javascript",
        "names/star-exports/typescript",
        "names/star-exports/python",
    ),
    step(
        "stars of packages: `from package import *`",
        fewer(Exports, "starred", lambda found: not isinstance(found, External)),
        "names/star-imported-packages/python",
    ),
    step(
        "whole-module exports: `module.exports = …`, `export =`",
        gone_where(Exports, "_export", lambda _, export, *rest: export.name == "="),
        "names/function-wrappers/javascript",
        "names/wrapper-chains/javascript",
        "names/called-modules/typescript",
    ),
    step(
        "globals: what a script gives to all others as `window.x`",
        gone(Globals, "of"),
        "names/global-functions/javascript",
        "names/global-functions/html",
    ),
    step(
        "the name `exports`: a CommonJS module that uses what it exports",
        gone_where(Names, "lookup", lambda _, name, *rest: name == "exports", unknown),
        "names/object-parameters/javascript",
    ),
    step(
        "`module.exports`: a CommonJS module that uses what it exports",
        gone_where(Resolver, "_denote", lambda _, value, *rest: is_module_exports(value), unknown),
        "names/package-exports/javascript",
    ),
    step(
        "exported types: a type that another file imports",
        gone_where(Exports, "_find", lambda names, file, name: name in summary(names, file).types),
        "names/typed-objects/typescript",
        "names/type-aliases/python",
    ),
    step(
        "members of modules: `telemetry.track` where `telemetry` is a file",
        gone(Names, "member", unknown),
        "names/namespace-package/python",
        "names/re-exports/typescript",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    step(
        "modules as values: `require(…)`, `import(…)`, what an import names",
        gone_where(Names, "module", is_here, unknown),
        "names/re-exports/javascript",
        "names/re-exports/typescript",
        "names/absolute-imports/python",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    step(
        "default exports: other files know them by the name of their module",
        Removal(mentions, "stem", lambda _: lambda path: path),
        "names/default-exports/javascript",
        "names/default-exports/typescript",
    ),
    step(
        "peers: files of one package share their names",
        gone(Program, "peers", tuple),
        "names/packages/go",
        "names/function-wrappers/go",
    ),
    step(
        "names that modules give themselves",
        gone(Program, "name_of", nothing),
        "names/packages/go",
    ),
    step(
        "own SDK: the package stays external in the repository that holds it",
        asked_with(Program, "module", all_first_party),
        "names/own-sdk/typescript",
    ),
)

STEPS = (*SCOPES, *EXPORTS)
