"""The same small programs in every language. A new language is a row here, and has every hard file with it."""

from __future__ import annotations

from typing import NamedTuple


class Writing(NamedTuple):
    """How a language writes what the tests need, with `{}` where names and values go."""

    assign: str
    """A name is given a value at the top of a file."""
    text: str
    """A text."""
    send: str
    """A call of `send` with one value."""
    member: str
    """A call of the member `send` of an expression, with a text."""
    broken: str
    """An import of `a`, a name `before` for "b", a broken function, a class `Sound` that calls `a.send("sound")`."""
    opening: str = ""
    """What a file starts with."""
    comment: str = "//"
    ascii_names: bool = False
    """Names have no other letters than those of ASCII."""

    def program(self, *lines: str) -> str:
        """A file of these lines."""
        return self.opening + "".join(f"{line}\n" for line in lines)


ECMA = Writing(
    assign="{} = {}",
    text="'{}'",
    send="send({})",
    member="{}.send('{}')",
    broken="""\
import a from "m";
const before = "b";
function broken( { return
export class Sound { send() { return a.send("sound"); } }
""",
)
PYTHON = ECMA._replace(
    comment="#",
    broken="""\
from m import a

before = "b"

def broken(:
    return

class Sound:
    def send(self):
        return a.send("sound")
""",
)
GO = Writing(
    opening="package p\n\n",
    assign="var {} = {}",
    text='"{}"',
    send="func _() {{ send({}) }}",
    member='func _() {{ {}.send("{}") }}',
    broken="""\
package p

import a "m"

const before = "b"

func broken( { return

type Sound struct{}

func (s Sound) send() { a.send("sound") }
""",
)
OBJC = Writing(
    assign="id {} = {};",
    text='@"{}"',
    send="send({});",
    member='[{} send:@"{}"];',
    broken="""\
@import a;

static NSString *const before = @"b";

void broken( { return; }

@implementation Sound
- (void)send {
    [a send:@"sound"];
}
@end
""",
)

DART = Writing(
    ascii_names=True,
    assign="var {} = {};",
    text="'{}'",
    send="extension on int {{ void f() {{ send({}); }} }}",
    member="extension on int {{ void f() {{ {}.send('{}'); }} }}",
    broken="""\
import 'm.dart' as a;

const before = 'b';

void broken( { }

class Sound {
  void send() { a.send('sound'); }
}
""",
)

WRITTEN: dict[str, Writing] = {
    **dict.fromkeys(("javascript", "typescript", "tsx"), ECMA),
    "python": PYTHON,
    "go": GO,
    "dart": DART,
    "objective-c": OBJC,
}
