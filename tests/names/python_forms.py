"""Forms of Python."""

from __future__ import annotations

from composed_program import Export, Import, Language, Value, Wrapper

_CAPTURE = "posthog.capture(event, distinct_id='me')"

PYTHON = Language(
    suffix=".py",
    head="from dataclasses import dataclass\nfrom functools import cache\n\nimport posthog\n",
    caller_head="import time\nfrom enum import Enum\n\nfrom <program> import names\n",
    names_head="from dataclasses import dataclass\n",
    call="\n\ndef at_<form>():\n    <use>",
    package_file="__init__.py",
    module="<program>.<file>",
    wrappers={
        "function": Wrapper(f"def inner(event, **properties):\n    {_CAPTURE}", "<it>(<name>, size=1)"),
        "look_alike": Wrapper("def inner(event):\n    print(event)", "<it>(<name>)", None),
        "keyword": Wrapper(f"def inner(*, event, size=1):\n    {_CAPTURE}", "<it>(size=2, event=<name>)"),
        "later": Wrapper(f"async def inner(user: str, event: str):\n    {_CAPTURE}", "<it>('me', <name>)"),
        "positional": Wrapper("def inner(event):\n    posthog.capture('me', event, {})", "<it>(<name>)"),
        "message": Wrapper(
            "def inner(message: dict):\n    posthog.capture(message['event'], distinct_id='me')",
            "<it>({'event': <name>, 'size': 1})",
        ),
        "chain": Wrapper(
            f"def one(event):\n    {_CAPTURE}\n\n\ndef two(size, *, event):\n    one(event)\n\n\n"
            "def inner(event):\n    two(1, event=event)",
            "<it>(<name>)",
        ),
        "instance": Wrapper(
            "class Sender:\n    def __init__(self):\n        self._client = posthog.Posthog('phc_key')\n\n"
            "    def send(self, event):\n        self._client.capture(event, distinct_id='me')\n\n\ninner = Sender()",
            "<it>.send(<name>)",
        ),
        "constructed": Wrapper(
            f"class inner:\n    def send(self, event):\n        self._send(event)\n\n"
            f"    def _send(self, event):\n        {_CAPTURE}",
            "sender = <it>()\n    sender.send(<name>)",
        ),
        "static": Wrapper(
            f"class inner:\n    @staticmethod\n    def send(event):\n        {_CAPTURE}", "<it>.send(<name>)"
        ),
        "cached": Wrapper(f"@cache\ndef inner(event):\n    {_CAPTURE}", "<it>(<name>)"),
        "typed": Wrapper(
            "@dataclass\nclass Message:\n    name: str\n\n\n"
            "def inner(message: Message):\n    posthog.capture(message.name, distinct_id='me')",
            "from <program>.defined import Message\n    <it>(Message(name=<name>))",
        ),
        "partial": Wrapper(
            "import functools\n\n\ndef send(area, event):\n    posthog.capture(event, distinct_id=area)\n\n\n"
            "inner = functools.partial(send, 'area')",
            "<it>(<name>)",
        ),
        "calling_back": Wrapper(
            f"def inner(use):\n    def send(event):\n        {_CAPTURE}\n\n    use(send)",
            "<it>(lambda send: send(<name>))",
        ),
        "composed": Wrapper(
            "PREFIX = 'client'\n\n\ndef inner(event):\n    posthog.capture(f'{PREFIX}.{event}', distinct_id='me')",
            "<it>(<name>)",
            "client.<name>",
        ),
    },
    exports={
        "plain": Export("inner"),
        "assigned": Export("track", "track = inner"),
        "listed": Export("inner", "__all__ = ['inner']"),
        "barrel": Export("track", barrel="from <module> import inner as track"),
        "relative": Export("track", barrel="from .defined import inner as track"),
        "star": Export("inner", barrel="from <module> import *"),
        "passed_on": Export("track", barrel="import <module> as source\n\ntrack = source.inner"),
        "module": Export("defined", barrel="from . import defined", member=".inner"),
        "attribute": Export("box", "class box:\n    track = inner", member=".track"),
    },
    imports={
        "named": Import("from <module> import <exported>", "<exported>"),
        "renamed": Import("from <module> import <exported> as thing", "thing"),
        "module": Import("import <module>", "<module>.<exported>"),
        "module_renamed": Import("import <module> as thing", "thing.<exported>"),
        "from_package": Import("from <program> import <file>", "<file>.<exported>"),
        "relative": Import("from .<file> import <exported> as thing", "thing"),
        "star": Import("from <module> import *", "<exported>"),
    },
    values={
        "literal": Value("'<event>'"),
        "constant": Value("CONSTANT", declare="CONSTANT = '<event>'"),
        "imported": Value("names.IMPORTED", elsewhere="IMPORTED = '<event>'"),
        "attribute": Value(
            "names.Names.User.ATTRIBUTE",
            elsewhere="class Names:\n    class User:\n        ATTRIBUTE = '<event>'",
        ),
        "enumerated": Value("Kind.ENUMERATED.value", declare="class Kind(Enum):\n    ENUMERATED = '<event>'"),
        "field": Value(
            "names.Settings().event",
            elsewhere="@dataclass\nclass Settings:\n    event: str = '<event>'\n    size: int = 1",
        ),
        "entry": Value("EVENTS['user']['entry']", declare="EVENTS = {'user': {'entry': '<event>'}}"),
        "template": Value("f'<event>_{AREA}'", ("<event>_area",), declare="AREA = 'area'"),
        "concatenation": Value("'<event>_' + TAIL", ("<event>_tail",), declare="TAIL = 'tail'"),
        "conditional": Value("'<event>_a' if time.time() else '<event>_b'", ("<event>_a", "<event>_b")),
        "returned": Value("given()", declare="def given():\n    return '<event>'"),
        "looked_up": Value(
            "TABLE[time.time()]", ("<event>_a", "<event>_b"), declare="TABLE = {1: '<event>_a', 2: '<event>_b'}"
        ),
    },
)
