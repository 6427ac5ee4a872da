"""Events posted to an ingestion endpoint over plain HTTP: which call posts, where to, and under which name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan import facts
from readiness_scan.facts import Call, Index, ListLit, Spread, Value
from readiness_scan.match.options import entries
from readiness_scan.match.selectors import Arguments, first_selected, taken
from readiness_scan.resolve.denotation import Argument, External, Frame, Text
from readiness_scan.resolve.passthrough import handed_through
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rule import Ingestion, MadeRequest, PostRule, Sdk, parse

ELSEWHERE = re.compile(r"https?://[^/]")
MAX_CHAIN = 30
"""Calls of a chain that are looked through."""
BATCH = "batch"
"""The key under which a posted body lists events."""


class Posts:
    """Reading of HTTP posts for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def events(self, call: Call, rule: PostRule, sdk: Sdk, unit: Unit) -> list[Value]:
        """The values of the posted events' names; empty where the call posts no event to the endpoint.

        What callers hand in is asked for only in a file that itself names a host or the key of a posted event; of a
        call that is handed both its URL and its body, only where the file also names the vendor.
        """
        frame = Frame(unit.path, call.scope)
        ingestion = sdk.ingestion
        shape: Arguments = call
        url, body = rule.url, rule.body
        if rule.made is not None:
            made = self._made(call, rule, rule.made, frame)
            if made is not None:
                shape, url, body = made, rule.made.url, rule.made.body
        earlier = self._earlier(call.callee, rule.before, frame) if rule.before is not None else shape
        target = first_selected(earlier, url) if earlier is not None else None
        content = self._unwrapped(first_selected(shape, body), frame)
        if target is None or content is None or ingestion is None:
            return []
        keys = {entry.key for entry, _ in entries(self.resolver, content, frame, handed_in=False)}
        handed = self._is_handed(content, frame)
        open_ended = ("event" in keys or handed) and _mentions(unit, (ingestion.keys[0], *ingestion.hosts))
        if handed and self._is_handed(target, frame):
            open_ended = open_ended and _mentions(unit, (sdk.vendor,))
        for handed_in in (False, True) if open_ended else (False,):
            if handed_in:
                keys = {entry.key for entry, _ in entries(self.resolver, content, frame)}
            if self._posts_event(keys, ingestion, list(self._texts(target, frame, handed_in=handed_in))):
                return [event for item in _posted(content, keys) if (event := taken(item, "event")) is not None]
        return []

    def _unwrapped(self, body: Value | None, frame: Frame) -> Value | None:
        """What is written as text: the object in `JSON.stringify({…})`."""
        while isinstance(body, facts.CallValue) and body.args:
            kinds = {handed_through(d) for d in self.resolver.denote(body.callee, frame) if isinstance(d, External)}
            if kinds != {"argument"}:
                break
            body = body.args[0]
        return body

    def _is_handed(self, value: Value, frame: Frame) -> bool:
        return any(isinstance(d, Argument) for d in self.resolver.denote(value, frame))

    def _posts_event(self, keys: set[str | None], ingestion: Ingestion, urls: list[str]) -> bool:
        """By all the keys of an event and no other URL; by host and path; by one of them and the keys that tell.

        Another host can be a proxy, but other vendors have such paths too: there the first key must be among them.
        """
        told = {"event" if key == BATCH else key for key in keys} & set(ingestion.keys)
        hosts = [any(host in url for host in ingestion.hosts) for url in urls]
        paths = [any(path in url for path in ingestion.paths) for url in urls]
        if any(host and path for host, path in zip(hosts, paths, strict=True)):
            return True
        if len(told) == len(ingestion.keys):
            return not urls or any(hosts) or any(paths) or all(not url.startswith("http") for url in urls)
        proxied = ingestion.keys[0] in told or not any(ELSEWHERE.match(url) for url in urls)
        return ("event" in told and any(hosts)) or (any(paths) and len(told) > 1 and proxied)

    def _made(self, call: Call, rule: PostRule, made: MadeRequest, frame: Frame) -> facts.CallValue | None:
        """The request that stands as the first argument, where it is made in place or bound to a name here."""
        given = call.args[0] if call.args else None
        values = self.resolver.names.values(given.name, frame, given.place) if isinstance(given, facts.Ref) else [given]
        for value in values:
            if isinstance(value, facts.CallValue):
                for callee in self.resolver.denote(value.callee, frame):
                    if (
                        isinstance(callee, External)
                        and callee.path == parse(made.call)
                        and callee.module in rule.modules
                    ):
                        return value
        return None

    def _earlier(self, callee: Value, name: str, frame: Frame, depth: int = MAX_CHAIN) -> facts.CallValue | None:
        """The call of this name on whose result, in the end, another function is called."""
        value = callee.object if isinstance(callee, facts.Member) and depth else None
        written = (
            self.resolver.names.values(value.name, frame, value.place) if isinstance(value, facts.Ref) else [value]
        )
        for each in written:
            if isinstance(each, facts.CallValue):
                if isinstance(each.callee, facts.Ref | facts.Member) and each.callee.name == name:
                    return each
                return self._earlier(each.callee, name, frame, depth - 1)
        return None

    def _texts(self, url: Value, frame: Frame, *, handed_in: bool) -> Iterator[str]:
        for found in self.resolver.denote(url, frame):
            given = handed_in and isinstance(found, Argument)
            texts = self.resolver.callers.expanded(found) if given and isinstance(found, Argument) else [found]
            for text in texts:
                if isinstance(text, Text):
                    yield self._written(text, handed_in=handed_in)

    def _written(self, text: Text, *, handed_in: bool) -> str:
        """The known parts, with those of parameters as far as callers say them."""
        parts: list[str] = []
        for part in text.parts:
            if isinstance(part, str):
                parts.append(part)
            elif handed_in and isinstance(part, Argument):
                found = [d.known or "" for d in self.resolver.callers.expanded(part) if isinstance(d, Text)]
                parts.append(found[0] if found else "")
        return "".join(parts)


def _mentions(unit: Unit, words: tuple[str, ...]) -> bool:
    text = unit.data.lower()
    return any(word.encode() in text for word in words)


def _posted(content: Value, keys: set[str | None]) -> list[Value]:
    """The events in a posted body: itself, or what it lists."""
    if BATCH not in keys:
        return [content]
    batch = taken(content, BATCH)
    if isinstance(batch, ListLit) and not any(isinstance(item, Spread) for item in batch.items):
        return list(batch.items)
    return [Index(batch, None)] if batch is not None else []
