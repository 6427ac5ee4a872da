"""What a user declares of private packages, as rules like those of any SDK."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness_scan.options import DeclaredWrapper
from readiness_scan.sdks.rule import CaptureRule, ErrorRule, InitRule, Sdk

DECLARED = "declared"
"""The SDK and the vendor of such a signal in a report."""
DEFAULT = "default"


def declared_sdks(wrappers: Iterable[DeclaredWrapper], ecosystems: Iterable[str]) -> Iterator[Sdk]:
    """One SDK for each wrapper and each ecosystem that its module can belong to.

    Wrappers have ids of their own, so that whatever follows from one leads back to the line that declares it.
    """
    known = sorted(ecosystems)
    for number, wrapper in enumerate(wrappers):
        for ecosystem in known:
            dotted = ecosystem == "pypi"
            if dotted and not all(part.isidentifier() for part in wrapper.module.split(".")):
                continue
            module, calls = _top_level(wrapper) if dotted else (wrapper.module, _with_and_without_default(wrapper.call))
            yield _sdk(wrapper, number, ecosystem, module, calls)


def declaring_lines(wrappers: Iterable[DeclaredWrapper]) -> dict[str, str]:
    """The line that declares each such SDK, by its id."""
    return {_id(number): wrapper.where for number, wrapper in enumerate(wrappers)}


def _id(number: int) -> str:
    return f"{DECLARED} {number}"


def _top_level(wrapper: DeclaredWrapper) -> tuple[str, tuple[str, ...]]:
    """Python's packages are members of the package above them."""
    top, _, inner = wrapper.module.partition(".")
    return top, (f"{inner}.{wrapper.call}" if inner else wrapper.call,)


def _with_and_without_default(call: str) -> tuple[str, ...]:
    """What an ES module exports as `default` is, for a CommonJS one, the module itself."""
    bare = "" if call == DEFAULT else call.removeprefix(f"{DEFAULT}.")
    return (bare, f"{DEFAULT}.{bare}" if bare else DEFAULT)


def _sdk(wrapper: DeclaredWrapper, number: int, ecosystem: str, module: str, calls: tuple[str, ...]) -> Sdk:
    name = wrapper.call.replace("()", "").rpartition(".")[2]
    return Sdk(
        id=_id(number),
        title=wrapper.module,
        vendor=_id(number),
        ecosystem=ecosystem,
        docs="",
        packages=("/".join(module.split("/")[: 1 + module.startswith("@")]),),
        modules=(module,),
        # a file that calls a default export names the module, any other the member
        screen=((wrapper.module if name == DEFAULT else name).lower(),),
        init=(InitRule("call", calls),) if wrapper.kind == "init" else (),
        capture=(CaptureRule(calls, wrapper.event),) if wrapper.kind == "capture" else (),
        error=(ErrorRule("capture", calls),) if wrapper.kind == "error" else (),
    )
