"""Events posted to an ingestion endpoint over plain HTTP: which call posts, where to, and under which name."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_scan import facts
from readiness_scan.facts import Call, Index, Member, Value
from readiness_scan.match.options import entries
from readiness_scan.match.selectors import Arguments, first_selected
from readiness_scan.resolve.denotation import Argument, External, Frame, Text
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rule import Ingestion, MadeRequest, PostRule, parse


class Posts:
    """Reading of HTTP posts for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def event(self, call: Call, rule: PostRule, ingestion: Ingestion, frame: Frame, *, named: bool) -> Value | None:
        """The value of the posted event's name; none where the call posts no event to the endpoint.

        What the callers hand in is looked at only where the file names the vendor (`named`).
        """
        shape: Arguments = call
        url, body = rule.url, rule.body
        if rule.made is not None:
            made = self._made(call, rule, rule.made, frame)
            if made is not None:
                shape, url, body = made, rule.made.url, rule.made.body
        target, content = first_selected(shape, url), first_selected(shape, body)
        if target is None or content is None:
            return None
        known = {entry.key for entry, _ in entries(self.resolver, content, frame, handed_in=named)}
        batched = "batch" in known
        if not known.issuperset(ingestion.keys):
            event = batched or "event" in known
            if not (named or event) or not self._is_endpoint(target, ingestion, frame, event=event, handed_in=named):
                return None
        return Member(Index(Member(content, "batch"), None), "event") if batched else Member(content, "event")

    def _made(self, call: Call, rule: PostRule, made: MadeRequest, frame: Frame) -> facts.CallValue | None:
        """The request that stands as the first argument, where it is made in place or bound to a name here."""
        given = call.args[0] if call.args else None
        values = self.resolver.names.values(given.name, frame) if isinstance(given, facts.Ref) else [given]
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

    def _is_endpoint(self, url: Value, ingestion: Ingestion, frame: Frame, *, event: bool, handed_in: bool) -> bool:
        """Whether a URL leads to the endpoint: by host and path, or by one of them where the body names an event."""
        for text in self._texts(url, frame, handed_in=handed_in):
            on_host = any(host in text for host in ingestion.hosts)
            on_path = any(path in text for path in ingestion.paths)
            if (on_host and on_path) or (event and (on_host or on_path)):
                return True
        return False

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
