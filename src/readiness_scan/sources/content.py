"""Judges a file by its bytes, and gives the parser UTF-8.

By design nothing is missed where a file is binary, minified or generated; a Git LFS pointer stands for content that
is not here, so it leaves a gap.
"""

from __future__ import annotations

import codecs
import re

from readiness_scan.model.signals import Skipped

_HEAD = 8 * 1024
_FIRST_LINES = 12
_LONG_LINE = 5_000
_LONG_AVERAGE = 300
LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_MINIFIED_NAME = re.compile(r"[.-]min\.(?:js|mjs|cjs|css)$", re.IGNORECASE)
_MINIFIABLE = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".css")
_CODE = b";{}()="
_CODE_SHARE = 0.03
"""Of the bytes of a line of code, at least so many are brackets, equals or semicolons; embedded data has fewer."""

_LOCK_FILES = frozenset(
    {
        "bun.lock",
        "bun.lockb",
        "buildscript-gradle.lockfile",
        "cartfile.resolved",
        "cargo.lock",
        "composer.lock",
        "flake.lock",
        "gemfile.lock",
        "gems.locked",
        "go.sum",
        "gradle.lockfile",
        "mix.lock",
        "npm-shrinkwrap.json",
        "package-lock.json",
        "package.resolved",
        "packages-lock.json",
        "packages.lock.json",
        "pdm.lock",
        "pipfile.lock",
        "pnpm-lock.yaml",
        "podfile.lock",
        "poetry.lock",
        "pubspec.lock",
        "uv.lock",
        "yarn.lock",
    }
)
"""Names of lock files, in lower case."""

_COMMENT = re.compile(rb"\s*(?://|/\*|\*|#|--|<!--|;|%|\"\"\"|''')")
_GENERATED = re.compile(
    rb"@generated\b"
    rb"|code generated .{0,200}\bdo not edit"
    rb"|(?-i:\bDO NOT (?:EDIT|MODIFY)\b)"
    rb"|\bdo not (?:edit|modify) (?:(?:this|the) file|manually|by hand|directly)"
    rb"|(?:file|code|class|module|client) (?:is|was|has been) auto(?:matically)?[- ]?generated\b"
    rb"|\bauto(?:matically)?[- ]?generated (?:by|from|file|code|using|with)\b"
    rb"|<auto-?generated",
    re.IGNORECASE,
)


def judge(path: str, data: bytes) -> Skipped | None:
    """Why the content of a file is not examined; none where it is. `path` is POSIX, `data` the whole content."""
    name = path.rpartition("/")[2].lower()
    if data.startswith(LFS_POINTER):
        return Skipped(path, "a Git LFS pointer: its content is not here", gap=True, kind="lfs")
    if is_binary(data):
        return Skipped(path, "binary", gap=False, kind="binary")
    if name in _LOCK_FILES or _says_generated(data):
        return Skipped(path, "generated", gap=False, kind="generated")
    if _MINIFIED_NAME.search(name) or (name.endswith(_MINIFIABLE) and _is_minified(data)):
        return Skipped(path, "minified", gap=False, kind="minified")
    return None


def is_lock_file(path: str) -> bool:
    """Is a file, by its name, what a package manager writes down of its choices?"""
    return path.rpartition("/")[2].lower() in _LOCK_FILES


def is_binary(data: bytes) -> bool:
    """True where the first 8 KiB hold a NUL and are no UTF-16 text."""
    return b"\0" in data[:_HEAD] and _utf16(data) is None


def to_utf8(data: bytes) -> bytes:
    """The text of a file as UTF-8 without a byte order mark; line ends stay as they are.

    Bytes that are no UTF-8 are read as Windows-1252, the commonest other encoding of source files, line by line
    where only some lines hold them.
    """
    encoding = _utf16(data)
    if encoding is not None:
        text = data.decode(encoding, "replace").removeprefix("\ufeff")
        return text.encode("utf-8", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    if _is_utf8(data):
        return data
    return b"\n".join(line if _is_utf8(line) else _from_windows(line) for line in data.split(b"\n"))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_windows(line: bytes) -> bytes:
    # Five bytes have no meaning in Windows-1252: they become the characters that Latin-1 gives them.
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in line).encode("utf-8")


def _utf16(data: bytes) -> str | None:
    """The encoding of UTF-16 text, by its mark, or without one where every other of the first bytes is a NUL."""
    for mark, encoding in _UTF16:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return encoding
    head = data[: _HEAD & ~1]
    if len(head) < 4 or len(head) % 2:
        return None
    even, odd = head[::2], head[1::2]
    # ASCII text alone is this plain; a few letters beyond it (up to a tenth) leave the zeros where they were.
    if b"\0" not in even and odd.count(0) >= 0.9 * len(odd):
        return "utf-16-le"
    if b"\0" not in odd and even.count(0) >= 0.9 * len(even):
        return "utf-16-be"
    return None


def _says_generated(data: bytes) -> bool:
    """True where a comment among the first lines says that a program wrote the file."""
    lines = data[:_HEAD].split(b"\n", _FIRST_LINES)[:_FIRST_LINES]
    inside = False  # a block comment's lines need no sign of their own
    for line in lines:
        comment = inside or _COMMENT.match(line) is not None
        if comment and _GENERATED.search(line):
            return True
        opened, closed = line.rfind(b"/*"), line.rfind(b"*/")
        inside = opened > closed if opened != closed else inside
    return False


def _is_minified(data: bytes) -> bool:
    """True where most of the code stands in lines longer than people write.

    A line that is long because it embeds data (base64, a path of an image) counts for nothing.
    """
    if len(data) < _LONG_LINE:
        return False
    lines = [line for line in data.split(b"\n") if not _is_data(line)]
    size = sum(map(len, lines))
    long = sum(len(line) for line in lines if len(line) > _LONG_LINE)
    return long * 2 > size or size > max(_LONG_LINE, _LONG_AVERAGE * len(lines))


def _is_data(line: bytes) -> bool:
    return len(line) > _LONG_AVERAGE and len(line) - len(line.translate(None, _CODE)) < _CODE_SHARE * len(line)
