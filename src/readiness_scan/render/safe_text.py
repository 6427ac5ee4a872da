"""Text of a scanned tree, made safe to print: a file name or an event name can hold anything."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""`text` with everything that a terminal would obey, hide or refuse written as an escape.

    Control characters (the escape of ANSI sequences, line breaks), bidirectional overrides and the surrogates that
    stand for bytes of file names that are no UTF-8 become `\x1b`, `\u202e`, `\xff`.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _escape(ord(letter)) for letter in text)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # Python's stand-in for the byte 0x80 to 0xff
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
