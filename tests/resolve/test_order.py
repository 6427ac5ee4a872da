"""Which values of a name reach a use, held against every way that a small program can run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from readiness_scan.facts import Binding, Ref, Str
from readiness_scan.resolve.order import Order
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.language import Grammars, languages
from readiness_scan.syntax.regions import MAX_BINDINGS

_GRAMMARS = Grammars()
LANGUAGES = ("javascript", "python")

# --- small programs -------------------------------------------------------------------------------------------------

Block: TypeAlias = "list[Statement]"


@dataclass
class Statement:
    """A statement of kind `set`, `maybe` (set), `use`, `if`, `case`, `loop`, `try`, `break`, `continue`, `return`."""

    kind: str
    blocks: list[Block] = field(default_factory=list)
    """Of `if` and `case` each branch, the last one without a condition if `full`; of `try` body, handler and end."""
    full: bool = False
    """There is a branch for what no other one is for."""
    guards: bool = False
    """The conditions of `if` and `loop` give the name values, too."""
    number: int = 0


def numbered(block: Block, start: int = 1) -> int:
    """Give each statement of a program a number of its own."""
    for statement in block:
        statement.number, start = start, start + 1
        for inner in statement.blocks:
            start = numbered(inner, start)
    return start


COMPOUND = ("if", "case", "loop", "try")


def _statements(kinds: list[str], depth: int) -> st.SearchStrategy[Block]:
    simple = st.builds(Statement, st.sampled_from([kind for kind in kinds if kind not in COMPOUND]))
    if not depth:
        return st.lists(simple, min_size=1, max_size=3)
    inner = _statements(kinds, depth - 1)
    compound = [simple, simple]
    if "if" in kinds:
        branches = st.lists(inner, min_size=1, max_size=3)
        guards = st.booleans() if "maybe" in kinds else st.just(False)
        compound.append(st.builds(Statement, st.just("if"), branches, st.booleans(), guards=guards))
    if "case" in kinds:
        compound.append(st.builds(Statement, st.just("case"), st.lists(inner, min_size=2, max_size=3), st.booleans()))
    if "loop" in kinds:
        body = st.lists(inner, min_size=1, max_size=1)
        compound.append(st.builds(Statement, st.just("loop"), body, guards=st.booleans()))
    if "try" in kinds:
        compound.append(st.builds(Statement, st.just("try"), st.lists(inner, min_size=2, max_size=3)))
    return st.lists(st.one_of(compound), min_size=1, max_size=4)


STRAIGHT = ["set", "use", "set", "use", "if"]
ANYTHING = [*STRAIGHT, "maybe", "case", "loop", "try", "break", "continue", "return"]

# --- what they do -----------------------------------------------------------------------------------------------------


State: TypeAlias = "set[str]"
Seen: TypeAlias = "dict[str, State]"


@dataclass
class Exits:
    """The values with which a block is left, by the way it is left."""

    out: State
    breaks: State = field(default_factory=set)
    continues: State = field(default_factory=set)
    returns: State = field(default_factory=set)
    thrown: State = field(default_factory=set)

    def jumps(self) -> list[State]:
        return [self.breaks, self.continues, self.returns, self.thrown]

    def add(self, other: Exits) -> None:
        for mine, theirs in zip(self.jumps(), other.jumps(), strict=True):
            mine |= theirs


@dataclass
class Machine:
    """Runs a program in every way, each statement of which may fail."""

    falls_through: bool
    """A case runs into the next one, and `break` ends it."""
    seen: Seen = field(default_factory=dict)
    """What each use finds."""

    def run(self, block: Block, state: State) -> Exits:
        exits = Exits(set(state))
        for statement in block:
            if not exits.out:
                break
            exits.thrown |= exits.out
            inner = self._step(statement, exits.out)
            exits.out = inner.out
            exits.add(inner)
            exits.thrown |= exits.out
        return exits

    def _step(self, statement: Statement, state: State) -> Exits:
        match statement.kind:
            case "set":
                return Exits({str(statement.number)})
            case "maybe":
                return Exits({*state, str(statement.number)})
            case "use":
                self.seen.setdefault(str(statement.number), set()).update(state)
                return Exits(set(state))
            case "break":
                return Exits(set(), breaks=set(state))
            case "continue":
                return Exits(set(), continues=set(state))
            case "return":
                return Exits(set(), returns=set(state))
            case "if":
                return self._branches(statement, state)
            case "case":
                return self._cases(statement, state)
            case "loop":
                return self._loop(statement, state)
            case _:
                return self._try(statement, state)

    def _branches(self, statement: Statement, state: State) -> Exits:
        exits = Exits(set())
        for place, block in enumerate(statement.blocks):
            if has_condition(statement, place) and statement.guards:
                state = {f"{statement.number}.{place}"}
                exits.thrown |= state
            inner = self.run(block, state)
            exits.out |= inner.out
            exits.add(inner)
        if has_condition(statement, len(statement.blocks) - 1):
            exits.out |= state
        return exits

    def _cases(self, statement: Statement, state: State) -> Exits:
        exits = Exits(set())
        falling: State = set()
        for block in statement.blocks:
            inner = self.run(block, state | falling)
            if self.falls_through:
                falling = inner.out
                exits.out |= inner.breaks
                inner.breaks = set()
            else:
                exits.out |= inner.out
            exits.add(inner)
        exits.out |= falling
        if has_condition(statement, len(statement.blocks) - 1):
            exits.out |= state
        return exits

    def _loop(self, statement: Statement, state: State) -> Exits:
        exits, top = Exits(set()), set(state)
        while True:
            entered = {f"{statement.number}.0"} if statement.guards else top
            inner = self.run(statement.blocks[0], entered)
            again = top | inner.out | inner.continues
            exits.returns |= inner.returns
            exits.thrown |= inner.thrown
            exits.out |= (entered if statement.guards else again) | inner.breaks
            if again == top:
                return exits
            top = again

    def _try(self, statement: Statement, state: State) -> Exits:
        body = self.run(statement.blocks[0], state)
        handler = self.run(statement.blocks[1], body.thrown)
        exits = Exits(body.out | handler.out)
        body.thrown = set()
        exits.add(body)
        exits.add(handler)
        if len(statement.blocks) < 3:
            return exits
        after = Exits(set())
        for mine, theirs in zip(after.jumps(), exits.jumps(), strict=True):
            end = self.run(statement.blocks[2], theirs)
            mine |= end.out
            after.add(end)
        end = self.run(statement.blocks[2], exits.out)
        after.out = end.out
        after.add(end)
        return after


def has_condition(statement: Statement, place: int) -> bool:
    """Whether a branch runs on a condition."""
    return not (statement.full and place and place == len(statement.blocks) - 1)


def truth(block: Block, language: str) -> Seen:
    """What each use finds, however a program runs."""
    numbered(block)
    machine = Machine(falls_through=language == "javascript")
    machine.run(block, {"0"})
    return machine.seen


# --- how they are written ---------------------------------------------------------------------------------------------


def javascript(block: Block, depth: int = 1) -> str:
    """The block as JavaScript."""
    pad = "  " * depth
    lines: list[str] = []
    for s in block:
        inner = [javascript(part, depth + 1) for part in s.blocks]
        heads = [f'(x = "{s.number}.{place}")' if s.guards else "c()" for place in range(len(inner))]
        match s.kind:
            case "set":
                lines.append(f'{pad}x = "{s.number}";\n')
            case "maybe":
                lines.append(f'{pad}c() && (x = "{s.number}");\n')
            case "use":
                lines.append(f"{pad}send(x, {s.number});\n")
            case "if":
                parts = [
                    f"if ({heads[place]}) {{\n{part}{pad}}}" if has_condition(s, place) else f"{{\n{part}{pad}}}"
                    for place, part in enumerate(inner)
                ]
                lines.append(f"{pad}{' else '.join(parts)}\n")
            case "case":
                parts = [
                    f"{pad}{f'case {place}' if has_condition(s, place) else 'default'}:\n{part}"
                    for place, part in enumerate(inner)
                ]
                lines.append(f"{pad}switch (c()) {{\n{''.join(parts)}{pad}}}\n")
            case "loop":
                lines.append(f"{pad}while ({heads[0]}) {{\n{inner[0]}{pad}}}\n")
            case "try":
                end = f" finally {{\n{inner[2]}{pad}}}" if len(inner) > 2 else ""
                lines.append(f"{pad}try {{\n{inner[0]}{pad}}} catch {{\n{inner[1]}{pad}}}{end}\n")
            case _:
                lines.append(f"{pad}{s.kind};\n")
    return "".join(lines)


def python(block: Block, depth: int = 1) -> str:
    """The block as Python."""
    pad = "    " * depth
    lines: list[str] = []
    for s in block:
        inner = [python(part, depth + 1) for part in s.blocks]
        heads = [f'(x := "{s.number}.{place}")' if s.guards else "c()" for place in range(len(inner))]
        match s.kind:
            case "set":
                lines.append(f'{pad}x = "{s.number}"\n')
            case "maybe":
                lines.append(f'{pad}c() and (x := "{s.number}")\n')
            case "use":
                lines.append(f"{pad}send(x, {s.number})\n")
            case "if":
                for place, part in enumerate(inner):
                    word = "elif" if place else "if"
                    lines.append(f"{pad}{f'{word} {heads[place]}' if has_condition(s, place) else 'else'}:\n{part}")
            case "case":
                lines.append(f"{pad}match c():\n")
                for place, part in enumerate(inner):
                    lines.append(f"{pad}  case {place if has_condition(s, place) else '_'}:\n{part}")
            case "loop":
                lines.append(f"{pad}while {heads[0]}:\n{inner[0]}")
            case "try":
                for head, part in zip(("try", "except E", "finally"), inner, strict=False):
                    lines.append(f"{pad}{head}:\n{part}")
            case _:
                lines.append(f"{pad}{s.kind}\n")
    return "".join(lines)


def program(block: Block, language: str) -> str:
    """A function that gives a name a first value, 0, and runs the block."""
    if language == "python":
        return f'def f():\n    x = "0"\n{python(block)}'
    return f'function f() {{\n  let x = "0";\n{javascript(block)}}}\n'


# --- what is read of them ---------------------------------------------------------------------------------------------


def read(text: str, language: str) -> Extractor:
    known = next(item for item in languages() if item.id == language)
    parser, query = _GRAMMARS.load(known)
    return known.extractor(parser.parse(text.encode()), text.encode(), query, language)


def values(found: Extractor, ref: Ref, scope: int) -> set[str]:
    """The texts that a use of a name can find."""
    scopes = found.summary.scopes
    home = scope
    while ref.name not in scopes[home].bindings:
        home = scopes[home].parent
    bindings = scopes[home].bindings[ref.name]
    chosen: list[Binding] = bindings
    if ref.place >= 0 and len(bindings) > 1:
        order = Order(bindings, scopes, home)
        chosen = order.chosen(order.reaching(ref.place, scope))
    return {binding.value.text for binding in chosen if isinstance(binding.value, Str)}


def uses(text: str, language: str) -> dict[str, set[str]]:
    """What each `send(name, label)` finds, by its label."""
    extractor = read(text, language)
    found: dict[str, set[str]] = {}
    for _, call in extractor.calls({"send"}):
        ref, label = call.args
        assert isinstance(ref, Ref)
        found[getattr(label, "text", "")] = values(extractor, ref, call.scope)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None)
@given(block=_statements(ANYTHING, 2))
def test_no_value_that_can_reach_a_use_is_lost(language: str, block: Block) -> None:
    seen = truth(block, language)
    found = uses(program(block, language), language)
    for use, reaching in seen.items():
        assert reaching <= found[use], program(block, language)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=100, deadline=None)
@given(block=_statements(STRAIGHT, 2))
def test_between_branches_no_value_is_found_that_cannot_reach_a_use(language: str, block: Block) -> None:
    assume(numbered(block) <= MAX_BINDINGS)
    seen = truth(block, language)
    assert uses(program(block, language), language) == seen


# --- what does not run as it is written ------------------------------------------------------------------------------

HEAD = {"javascript": 'function f(x) {{\n  x = "0";\n  {}\n}}\n', "python": 'def f(x):\n    x = "0"\n    {}\n'}
EXAMPLES: list[tuple[str, str, dict[str, set[str]]]] = [
    ("javascript", 'for (x = "1"; c(); x = "3") { send(x, 1); } send(x, 2);', {"1": {"1", "3"}, "2": {"1", "3"}}),
    ("javascript", 'for (x = "1"; send(x, 1); ) { x = "2"; }', {"1": {"1", "2"}}),
    ("javascript", 'for (const y of send(x, 1)) { x = "2"; send(x, 2); }', {"1": {"0", "2"}, "2": {"2"}}),
    ("javascript", 'do { send(x, 1); } while ((x = "2")); send(x, 2);', {"1": {"0", "2"}, "2": {"0", "2"}}),
    ("javascript", 'c() ? (x = "1", send(x, 1)) : send(x, 2); send(x, 3);', {"1": {"1"}, "2": {"0"}, "3": {"0", "1"}}),
    ("javascript", 'x ||= "1"; send(x, 1); x &&= "2"; send(x, 2);', {"1": {"0", "1"}, "2": {"0", "1"}}),
    ("javascript", 'out: { x = "1"; if (c()) break out; x = "2"; } send(x, 1);', {"1": {"0", "1", "2"}}),
    (
        "javascript",
        'const g = () => { x = "1"; }; send(x, 1); x = "2"; send(x, 2);',
        {"1": {"0", "1"}, "2": {"1", "2"}},
    ),
    ("javascript", 'const g = () => send(x, 1); x = "1"; send(x, 2);', {"1": {"0", "1"}, "2": {"1"}}),
    ("javascript", 'const g = () => { send(x, 1); x = "1"; send(x, 2); };', {"1": {"0", "1"}, "2": {"0", "1"}}),
    ("javascript", 'class C { y = send(x, 1); } x = "1"; new C();', {"1": {"0", "1"}}),
    ("javascript", '[x, c] = ["1", 2]; send(x, 1); ({ x } = { x: "2" }); send(x, 2);', {"1": set(), "2": set()}),
    ("javascript", 'x = (send(x, 1), "1"); send(x, 2);', {"1": {"0"}, "2": {"1"}}),
    ("javascript", 'var x = "1"; send(x, 1);', {"1": {"1"}}),
    (
        "javascript",
        '{ let x = "1"; send(x, 1); x = "2"; send(x, 2); } send(x, 3);',
        {"1": {"1"}, "2": {"2"}, "3": {"0"}},
    ),
    ("python", 'send(x, 1) if (x := "1") else send(x, 2)', {"1": {"0", "1"}, "2": {"0", "1"}}),
    ("python", '[send(x, 1) for y in c() if (x := "1")]; send(x, 2)', {"1": {"0", "1"}, "2": {"0", "1"}}),
    ("python", '[(x := "1") for y in c() if send(x, 1)]', {"1": {"0", "1"}}),
    ("python", 'y = c() or (x := "1"); send(x, 1)', {"1": {"0", "1"}}),
    ("python", 'g = lambda: send(x, 1); x = "1"', {"1": {"0", "1"}}),
    ("python", 'x += "1"; send(x, 1)', {"1": set()}),
    ("python", "x: str; send(x, 1)", {"1": {"0"}}),
    ("python", 'with c() as y: x = "1"; send(x, 1)\n    send(x, 2)', {"1": {"1"}, "2": {"0", "1"}}),
    ("python", "with c() as x: send(x, 1)", {"1": set()}),
    ("python", 'for x in ["1"]: send(x, 1)\n    send(x, 2)', {"1": set(), "2": {"0"}}),
    ("python", 'def g(y=send(x, 1)): send(x, 2)\n    x = "1"', {"1": {"0", "1"}, "2": {"0", "1"}}),
]


@pytest.mark.parametrize(("language", "text", "expected"), EXAMPLES)
def test_what_does_not_run_in_the_order_of_its_text(language: str, text: str, expected: dict[str, set[str]]) -> None:
    assert uses(HEAD[language].format(text), language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_with_very_many_values_has_them_all_at_each_use(language: str) -> None:
    sets = [Statement("set") for _ in range(MAX_BINDINGS)]
    block = [Statement("use"), *sets, Statement("use")]
    numbered(block)
    (first, found), (last, also_found) = uses(program(block, language), language).items()
    assert (first, last) == ("1", str(MAX_BINDINGS + 2))
    assert found == also_found == {"0", *(str(statement.number) for statement in sets)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_deep_inside_of_branches_are_never_lost(language: str) -> None:
    block: Block = [Statement("set"), Statement("use")]
    for _ in range(80):
        block = [Statement("use"), Statement("if", [block]), Statement("use")]
    seen = truth(block, language)
    found = uses(program(block, language), language)
    assert found.keys() == seen.keys()
    assert all(reaching <= found[use] for use, reaching in seen.items())
