"""Version constraints of several registries: which of them name one version."""

from __future__ import annotations

import re
from collections.abc import Callable

_MAX_STEPS = 8
_MAX_LENGTH = 200
_PLAIN = re.compile(r"[vV]?(\d+(?:[._+-]\w+)*)")
_BRACKETED = re.compile(r"\[\s*([^\[\],()\s]+)\s*\]")


def plain_version(text: str | None) -> str | None:
    """The version that stands alone in a text: `1.2.3`, `v1.2.3`."""
    found = _PLAIN.fullmatch(text.strip()) if text is not None else None
    return found[1] if found else None


def pinned_version(text: str | None, *operators: str) -> str | None:
    """The version that follows one of these operators; the empty operator stands for none."""
    written = text.strip() if text is not None else ""
    for operator in sorted(operators, key=len, reverse=True):
        if written.startswith(operator) and (version := plain_version(written.removeprefix(operator))):
            return version
    return None


def least_version(text: str | None) -> str | None:
    """The version of a constraint as Maven, Gradle and NuGet read it, where it is one version.

    A bare version is the least that will do, and in a project's own manifest the one that is used unless another
    dependency asks for a later one. `[1.2.3]` and Gradle's `1.2.3!!` are exact.
    """
    written = (text or "").strip().removesuffix("!!")
    bracketed = _BRACKETED.fullmatch(written)
    return plain_version(bracketed[1] if bracketed else written)


def filled(text: str, reference: re.Pattern[str], lookup: Callable[[str], str | None]) -> str:
    """A text with its references to properties replaced by their values, where these are known and short.

    Args:
        text: the text, such as `${sdk.version}`.
        reference: matches a reference; its first group is the name.
        lookup: gives a property's value, which may hold references again.
    """

    def value(found: re.Match[str]) -> str:
        known = lookup(found[1])
        return known if known is not None and len(known) <= _MAX_LENGTH else found[0]

    for _ in range(_MAX_STEPS):
        if len(text) > _MAX_LENGTH:
            break
        before, text = text, reference.sub(value, text)
        if before == text:
            break
    return text
