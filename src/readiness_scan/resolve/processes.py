"""What a script is handed when another file starts it as a process: its standard input and its arguments.

A program can hand an event to a child process, as text, to be sent there. The script's file is known by the module that
the command names, or by a file name that only one file here has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Call, CallValue, Entry, ListLit, Member, ObjectLit, Ref, Str, Value
from readiness_scan.resolve.denotation import Denotation, External, Frame, Items, Object, Text, unique
from readiness_scan.resolve.invocation import keyword
from readiness_scan.resolve.mentions import stem
from readiness_scan.resolve.passthrough import handed_through

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

STARTING = {"Popen", "run", "check_call", "check_output", "call", "create_subprocess_exec"} | {
    *("spawn", "spawnSync", "fork", "execFile", "execFileSync"),
}
WRITING = {"write", "end", "communicate"}
MODULE_FLAG = "-m"


class Processes:
    """Input of scripts, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._fed: dict[tuple[str, bool], list[Denotation]] = {}

    def parsed(self, text: list[Denotation], file: str) -> list[Denotation] | None:
        """What JSON text holds: what was made text, or what the file is handed as a process; none where unknown."""
        known: list[Denotation] = [d for d in text if isinstance(d, Object | Items)]
        kinds = {handed_through(d) for d in text if isinstance(d, External)}
        if "input" in kinds:
            known += self.fed(file, argument=False)
        if "input_argument" in kinds:
            known += self.fed(file, argument=True)
        return unique(known) or None

    def fed(self, script: str, *, argument: bool) -> list[Denotation]:
        """The objects that other files hand to a script, on its standard input or as its first argument."""
        key = (script, argument)
        if key not in self._fed:
            self._fed[key] = []
            with self.resolver.afresh():
                found = [
                    d
                    for value, frame in self._values(script, argument=argument)
                    for d in self.resolver.denote(value, frame)
                ]
            self._fed[key] = [d for d in unique(found) if isinstance(d, Object | Items)]
        return self._fed[key]

    def _values(self, script: str, *, argument: bool) -> Iterator[tuple[Value, Frame]]:
        for path in self.program.containing([stem(script)], script):
            unit = self.program.unit(path) if path != script else None
            for call in unit.calls(STARTING) if unit is not None else ():
                frame = Frame(path, call.scope)
                arguments = self._handed(call, script, frame)
                if arguments is None:
                    continue
                if argument:
                    yield from ((value, frame) for value in arguments[:1])
                else:
                    yield from ((value, frame) for value in _inputs(call))
            if not argument:
                for call in unit.calls(WRITING) if unit is not None else ():
                    if self._writes_to(call, script, Frame(path, call.scope)):
                        yield from ((value, Frame(path, call.scope)) for value in _written(call))

    def _handed(self, call: Call | CallValue, script: str, frame: Frame) -> tuple[Value, ...] | None:
        """The arguments that a call starts a script with; none where it does not start it."""
        callees = self.resolver.denote(call.callee, frame)
        if not any(isinstance(d, External) and handed_through(d) == "process" for d in callees):
            return None
        words = tuple(word for arg in call.args for word in self._words(arg, frame))
        for place, word in enumerate(words):
            if word == Str(MODULE_FLAG) and self._is_module(words[place + 1 : place + 2], script, frame):
                return words[place + 2 :]
            if self._is_path(word, script, frame):
                return words[place + 1 :]
        return None

    def _words(self, arg: Value, frame: Frame) -> tuple[Value, ...]:
        """The words of a command line that an argument holds: itself, or the items of a list."""
        values = self.resolver.names.values(arg.name, frame) if isinstance(arg, Ref) else [arg]
        return next((value.items for value in values if isinstance(value, ListLit)), (arg,))

    def _is_module(self, words: tuple[Value, ...], script: str, frame: Frame) -> bool:
        names = [d.known for word in words for d in self.resolver.denote(word, frame) if isinstance(d, Text)]
        return any(name is not None and self.program.module(name, frame.file) == script for name in names)

    def _is_path(self, word: Value, script: str, frame: Frame, depth: int = 4) -> bool:
        """Whether a path, or a call that puts one together, ends in the file name that the script alone has."""
        name = script.rpartition("/")[2]
        values = self.resolver.names.values(word.name, frame) if isinstance(word, Ref) else [word]
        for value in values:
            if isinstance(value, CallValue) and depth:
                if any(self._is_path(arg, script, frame, depth - 1) for arg in value.args):
                    return True
            elif isinstance(value, Str) and value.text.rpartition("/")[2] == name:
                return sum(path.rpartition("/")[2] == name for path in self.program.files) == 1
        return False

    def _writes_to(self, call: Call, script: str, frame: Frame) -> bool:
        """Whether a call writes to the standard input of a process that runs the script."""
        match call.callee:
            case Member(Member(child, "stdin"), "write" | "end") | Member(child, "communicate"):
                values = self.resolver.names.values(child.name, frame) if isinstance(child, Ref) else [child]
                return any(isinstance(v, CallValue) and self._handed(v, script, frame) is not None for v in values)
            case _:
                return False


def _inputs(call: Call) -> tuple[Value, ...]:
    """What a call that starts a process hands it on its standard input: `input=`, or the option of that name."""
    options: tuple[Entry, ...] = call.keywords
    for arg in call.args:
        options += arg.entries if isinstance(arg, ObjectLit) else ()
    value = keyword(options, "input")
    return () if value is None else _parts(value)


def _written(call: Call) -> tuple[Value, ...]:
    """What a call writes."""
    value = keyword(call.keywords, "input") or (call.args[0] if call.args else None)
    return () if value is None else _parts(value)


def _parts(value: Value) -> tuple[Value, ...]:
    """A text as a whole, and the parts that it is put together of: a line may end in a break."""
    return value.parts if isinstance(value, facts.Template) else (value,)
