"""How arguments are parsed: errors of one line that name the nearest valid spelling, and the same help everywhere."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from readiness_scan.errors import OptionError

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[\w.-]*\w)?/[\w.-]+", re.ASCII)


class _PlainHelp(argparse.HelpFormatter):
    """Writes `-o, --output FILE`, as Python 3.13 and later do and earlier ones don't."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings:
            return super()._format_action_invocation(action)
        value = "" if action.nargs == 0 else f" {action.metavar}"
        return ", ".join(action.option_strings) + value


class Parser(argparse.ArgumentParser):
    """An argument parser that raises `OptionError`, of one line, where argparse would print its usage and exit."""

    def __init__(self, *, prog: str, usage: str, description: str) -> None:
        super().__init__(
            prog=prog, usage=usage, description=description, formatter_class=_PlainHelp, allow_abbrev=False
        )

    def parse_args(self, args: Sequence[str] | None = None, namespace: object = None) -> argparse.Namespace:  # type: ignore[override]  # argparse's overloads for foreign namespaces are not needed
        """Parse, or say which word is wrong and what was probably meant."""
        parsed, unknown = self.parse_known_args(args)
        if unknown:
            self.error(self._unknown(unknown))
        return parsed

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise OptionError(f"{message} (`{self.prog} --help` lists what can be given)")

    def _unknown(self, words: Sequence[str]) -> str:
        option = next((word for word in words if word.startswith("-")), None)
        if option is None:
            return f"only one PATH can be given, so {words[0]!r} is one too many; quote a path that holds spaces"
        name = option.partition("=")[0]
        return f"unknown option {name}{did_you_mean(name, self._option_string_actions)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A half sentence that names the known word nearest to `word`; empty where none is near."""
    nearest = difflib.get_close_matches(word, list(known), n=1)
    return f", did you mean {nearest[0]}?" if nearest else ""


def one_of(names: Sequence[str]) -> Callable[[str], str]:
    """An argument type that takes one of `names`."""

    def parse(word: str) -> str:
        if word in names:
            return word
        raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(names)}{did_you_mean(word, names)}")

    return parse


def folder(word: str) -> str:
    """An argument type that takes a path. An empty one is a variable that was not set, not the current folder."""
    if word:
        return word
    raise argparse.ArgumentTypeError("the path is empty; `.` is the current folder")


def repository(word: str) -> str:
    """An argument type that takes `OWNER/NAME`."""
    if _REPOSITORY.fullmatch(word.strip()):
        return word.strip()
    raise argparse.ArgumentTypeError(f"{word!r} is not of the form OWNER/NAME")
