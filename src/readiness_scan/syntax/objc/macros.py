"""Macros: those of the platform, written out where they hide a declaration, and those that a file defines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness_scan.syntax.inner import InnerCode

if TYPE_CHECKING:
    from tree_sitter import Node

_HIDDEN = re.compile(
    rb"\b(?:typedef[ \t]+)?NS_(?:CLOSED_|ERROR_)?(?:ENUM|OPTIONS)[ \t]*\([ \t]*\w+[ \t]*,[ \t]*(?P<enum>\w+)[ \t]*\)"
    rb"|\bNS_(?:STRING_ENUM|EXTENSIBLE_STRING_ENUM|TYPED_ENUM|TYPED_EXTENSIBLE_ENUM|ASSUME_NONNULL_BEGIN"
    rb"|ASSUME_NONNULL_END|SWIFT_SENDABLE)\b"
    rb"|\b(?:NS_SWIFT_NAME|API_AVAILABLE|API_UNAVAILABLE|RCT_EXPORT_MODULE)\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)"
    rb"|\bRCT_EXPORT_METHOD\((?P<method>(?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+)\)"
    rb'|^#[ \t]*ifdef[ \t]+__cplusplus[ \t]*\r?\n[ \t]*(?:extern[ \t]+"C"[ \t]*\{|\})[ \t]*\r?\n#[ \t]*endif\b',
    re.MULTILINE,
)
_CODE = re.compile(rb'[@"\[(^]')
_BLANK = re.compile(rb"[^\r\n]")


def written_out(data: bytes) -> bytes:
    """The code without macros that no grammar can know: an enum is one, what says nothing is blank. Nothing moves."""
    return _HIDDEN.sub(_plain, data)


def _plain(match: re.Match[bytes]) -> bytes:
    name, method = match["enum"], match["method"]
    if method is not None:
        return b"- (void)".ljust(match.start("method") - match.start()) + method + b" "
    return (b"enum " + name).ljust(len(match[0])) if name is not None else _BLANK.sub(b" ", match[0])


class Macros(InnerCode):
    """The text of a file's own macros."""

    def expression(self, text: Node | None) -> Node | None:
        """The expression that a macro's text is; none where it is no such thing."""
        if text is None or not _CODE.search(self.data, text.start_byte, text.end_byte):
            return None
        node = self.parsed(text)
        for _ in range(2):
            named = [child for child in node.named_children if child.type != "comment"] if node is not None else []
            node = named[0] if len(named) == 1 else None
            if node is not None and node.type not in ("expression_statement", "ERROR"):
                break
        return node
