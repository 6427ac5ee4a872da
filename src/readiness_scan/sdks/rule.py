"""What an SDK looks like in facts: the rules of `rules/*.toml`, as values.

A rule file describes one SDK. Calls, clients and references are paths from the SDK's module: `default.init` is the
member `init` of its default export, `PostHog()` what constructing or calling `PostHog` gives, `init(@1.loaded#0)` the
first parameter of the function that stands under `loaded` in the second argument of `init`. `{client}` stands for each
of the file's `clients`, `*` for any one member, `**` for any number of steps, and the empty path for the module itself.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from readiness_scan.errors import ReadinessScanError

STEP = re.compile(r"\(@[^)]*\)|\(\)|[^.()]+")
MAX_CLIENT_DEPTH = 3
"""`{client}` inside the list of clients is expanded so often: a client of a client of a client."""

Path = tuple[str, ...]
Kind = TypeVar("Kind")


class RuleError(ReadinessScanError):
    """A rule file is wrong: names the file, the key and the nearest allowed key."""


@dataclass(frozen=True, slots=True, eq=False)
class InitRule:
    """A call, component or assignment that starts a client."""

    form: str
    call: tuple[str, ...] = ()
    assign: tuple[str, ...] = ()
    """Members of the module that are given a value."""
    needs: str | None = None
    """Where a value must stand for the call to be an init."""
    options: tuple[str, ...] = ()
    """Where options stand: selectors, or `=` for the keyword arguments."""
    near: tuple[str, ...] = ()
    """Text that is an init when it is not commented out."""


@dataclass(frozen=True, slots=True, eq=False)
class CaptureRule:
    """A call that sends a named event."""

    call: tuple[str, ...]
    event: tuple[str, ...]
    """Selectors of the event name, the first that is present wins: `0` a position, `0.event` a key of the object at a
    position, `0.[1]` an item of the list there, `event=` a keyword. One with a `?` at its end counts only where text
    may stand there: calls of the same name may differ in what they take."""
    where: Mapping[str, str] = field(default_factory=dict)
    """The text that must stand at each selector for the call to send an event."""


@dataclass(frozen=True, slots=True, eq=False)
class ErrorRule:
    """A call, component, assignment, exported reference or event that reports errors or makes the SDK report them."""

    form: str
    call: tuple[str, ...] = ()
    assign: tuple[str, ...] = ()
    exported: tuple[str, ...] = ()
    event: str | None = None
    """The name of an event that is an error, however it is captured."""
    needs: str | None = None
    unless: tuple[str, ...] = ()
    """Options (`0.key`) that speak for themselves: where one is given, the call alone says nothing."""
    when: str | None = None
    """`on`: only where the assigned value is not false."""


@dataclass(frozen=True, slots=True, eq=False)
class ReplayRule:
    """A call that controls session replay."""

    call: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OptionRule:
    """A key of an init's options."""

    key: str
    signal: str
    """`error` or `replay`."""
    when: str | None = None
    """`on`: only where the value is not false."""
    recording: Mapping[str, str] = field(default_factory=dict)
    """What the option being on or off means for session recording."""


@dataclass(frozen=True, slots=True, eq=False)
class ConfigureRule:
    """A framework's configuration file that starts the client by naming a module of the SDK."""

    file: str
    """The file's name without its suffix; its default export is the configuration, or a call that is given it."""
    key: str
    """The key under which the framework's modules are listed."""
    module: str
    """The SDK's module in that list."""
    options: tuple[str, ...] = ()
    """Where options stand: keys of the configuration."""


@dataclass(frozen=True, slots=True, eq=False)
class MadeRequest:
    """A request that is made first and handed to the posting call as its first argument."""

    call: str
    url: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PostRule:
    """A call of an HTTP client that posts."""

    ecosystem: str
    modules: tuple[str, ...]
    call: tuple[str, ...]
    url: tuple[str, ...]
    """Selectors of the URL, the first that is present wins."""
    body: tuple[str, ...]
    """Selectors of the body."""
    made: MadeRequest | None = None
    before: str | None = None
    """The name of the call that is given the URL, where a chain of calls makes the request: `post(url).json(body)`."""


@dataclass(frozen=True, slots=True, eq=False)
class Ingestion:
    """What a post to an ingestion endpoint looks like."""

    hosts: tuple[str, ...]
    """A host ends in one of these."""
    paths: tuple[str, ...]
    """A path holds one of these."""
    keys: tuple[str, ...]
    """The keys that every posted event has; the first is the one that tells it from others."""


@dataclass(frozen=True, slots=True, eq=False)
class Sdk:
    """One SDK family."""

    id: str
    title: str
    vendor: str
    ecosystem: str
    docs: str
    packages: tuple[str, ...]
    modules: tuple[str, ...]
    screen: tuple[str, ...]
    """Lower-case words, one of which any file holds that names the SDK."""
    clients: tuple[str, ...] = ()
    server_clients: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    """Paths of global names that are what the SDK's module is."""
    hints: tuple[str, ...] = ()
    """Names, lower-case and without punctuation, that mean a client where nothing else is known of them and the
    repository depends on the SDK."""
    init: tuple[InitRule, ...] = ()
    capture: tuple[CaptureRule, ...] = ()
    error: tuple[ErrorRule, ...] = ()
    replay: tuple[ReplayRule, ...] = ()
    option: tuple[OptionRule, ...] = ()
    configure: tuple[ConfigureRule, ...] = ()
    post: tuple[PostRule, ...] = ()
    ingestion: Ingestion | None = None

    def sending_calls(self) -> Iterator[str]:
        """The patterns of the calls that, by their name alone, send an event or report an error."""
        for capture in self.capture:
            if not capture.where:
                yield from capture.call
        for error in self.error:
            if error.form == "capture":
                yield from error.call

    def paths(self, pattern: str) -> Iterator[Path]:
        """Every path that a pattern stands for."""
        yield from self._expand(pattern, MAX_CLIENT_DEPTH)

    def _expand(self, pattern: str, depth: int) -> Iterator[Path]:
        for placeholder, clients in (("{client}", self.clients), ("{server_client}", self.server_clients)):
            if placeholder in pattern:
                rest = parse(pattern.removeprefix(placeholder))
                for client in clients if depth else ():
                    for path in self._expand(client, depth - 1):
                        yield path + rest
                return
        yield parse(pattern)


def parse(pattern: str) -> Path:
    """A written path as steps."""
    return tuple(step[1:-1] if step.startswith("(@") else step for step in STEP.findall(pattern))


def load(text: str, name: str) -> Sdk:
    """A rule file's SDK.

    Raises:
        RuleError: it is no TOML, a key is unknown or missing.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise RuleError(f"{name}: {problem}") from problem
    for key, kind in KINDS.items():
        data[key] = tuple(_build(kind, item, f"{name}: [[{key}]]") for item in data.get(key, ()))
    if "ingestion" in data:
        data["ingestion"] = _build(Ingestion, data["ingestion"], f"{name}: [ingestion]")
    return _build(Sdk, data, name)


KINDS: dict[str, type] = {
    "init": InitRule,
    "capture": CaptureRule,
    "error": ErrorRule,
    "replay": ReplayRule,
    "option": OptionRule,
    "configure": ConfigureRule,
    "post": PostRule,
}


def _build(kind: type[Kind], data: Mapping[str, Any], where: str) -> Kind:
    known = [item.name for item in fields(kind)]  # type: ignore[arg-type] # only called with dataclasses
    for key in data:
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {nearest[0]!r}?" if nearest else f"; allowed: {', '.join(known)}"
            raise RuleError(f"{where}: unknown key {key!r}{hint}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    if kind is PostRule and "made" in data:
        values["made"] = _build(MadeRequest, data["made"], f"{where}.made")
    try:
        return kind(**values)
    except TypeError as problem:
        raise RuleError(f"{where}: {problem}") from problem


@cache
def all_sdks() -> tuple[Sdk, ...]:
    """Every rule file that ships."""
    folder = resources.files("readiness_scan.sdks") / "rules"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return tuple(load(item.read_text("utf-8"), item.name) for item in files)
