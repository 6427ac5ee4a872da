"""tsconfig.json and jsconfig.json: where `paths` and `baseUrl` send a specifier, and what a built file is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from readiness_scan.manifests.documents import mapping, sequence, strings
from readiness_scan.resolve.modules.node_packages import split_name
from readiness_scan.resolve.modules.tree import FileTree, ancestry, folder_of, inside, is_within, joined

_NAMES = ("tsconfig.json", "jsconfig.json")
_BUILDING = ("tsconfig.json", "tsconfig.build.json")
_LEAF = "${configDir}"
_FOLDERS = ("baseUrl", "outDir", "rootDir")
_MAX_CHAIN = 32
_MAX_PATTERNS = 2000


class _Paths(NamedTuple):
    folder: str
    """Of the file that states them."""
    table: Mapping[str, Any]
    uses_leaf: bool
    """A target starts at the folder of the configuration in use, whichever extends this one."""


class _Options(NamedTuple):
    """The options that matter; folders with that of the file that states them, as written."""

    base_url: tuple[str, str] | None = None
    paths: _Paths | None = None
    out_dir: tuple[str, str] | None = None
    root_dir: tuple[str, str] | None = None


class _Mapping(NamedTuple):
    """One configuration, ready to use: folders are relative to the tree's root."""

    base_url: str | None
    names: Mapping[str, tuple[str, ...]]
    """Targets of whole names."""
    patterns: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(text before the star, text after it, targets), the longest first."""


class TsConfigs:
    """The configurations of a tree.

    `package_folder(name, folder)` says where a package of the tree stands: configurations may extend one.
    """

    def __init__(self, tree: FileTree, package_folder: Callable[[str, str], str | None]) -> None:
        self._tree = tree
        self._package_folder = package_folder
        self._options: dict[str, _Options] = {}
        self._mappings: dict[tuple[str | None, str, int, str], _Mapping] = {}
        self._by_folder: dict[str, tuple[_Mapping, ...]] = {}

    def candidates(self, specifier: str, folder: str) -> Iterator[str]:
        """Paths, extension perhaps missing, that a bare specifier may mean for the files of a folder, best first."""
        mappings = self._for_folder(folder)
        for each in mappings:
            yield from each.names.get(specifier, ())
            for before, after, targets in each.patterns:
                if len(specifier) < len(before) + len(after):
                    continue
                if specifier.startswith(before) and specifier.endswith(after):
                    rest = specifier[len(before) : len(specifier) - len(after)]
                    paths = (joined("", target.replace("*", rest, 1)) for target in targets)
                    yield from (path for path in paths if path is not None)
        for each in mappings:
            path = joined(each.base_url, specifier) if each.base_url is not None else None
            if path is not None:
                yield path

    def sources(self, package: str, target: str) -> Iterator[str]:
        """What a package's file is built from, extension still of the built file: `rootDir` in place of `outDir`."""
        built = joined(package, target)
        for path in (inside(package, name) for name in _BUILDING):
            options = self._read(path, ()) if path in self._tree.files else _Options()
            out = _placed(package, *options.out_dir) if options.out_dir else None
            if built is None or not out or not is_within(built, out):
                continue
            if options.root_dir is not None:
                roots = [_placed(package, *options.root_dir)]
            else:
                written = strings(self._tree.document(path).get("include"))
                roots = [joined(package, text.partition("*")[0].rstrip("/") or ".") for text in written]
            yield from (inside(root, built.removeprefix(out).lstrip("/")) for root in roots if root is not None)

    def _for_folder(self, folder: str) -> tuple[_Mapping, ...]:
        """What the nearest configuration says, then those of the parts that it refers to."""
        known = self._by_folder.get(folder)
        if known is None:
            known = ()
            for up in ancestry(folder):
                path = next((path for name in _NAMES if (path := inside(up, name)) in self._tree.files), None)
                if path is not None:
                    known = tuple(self._mapping(each) for each in (path, *self._references(path)))
                    break
            self._by_folder[folder] = known
        return known

    def _references(self, path: str) -> list[str]:
        """The `tsconfig.*.json` that a configuration refers to. Other packages' files are not its own parts."""
        folder = folder_of(path)
        found = []
        for reference in sequence(self._tree.document(path).get("references")):
            written = mapping(reference).get("path")
            target = joined(folder, written) if isinstance(written, str) else None
            if target in self._tree.files and is_within(target, folder) and not target.endswith("tsconfig.json"):
                found.append(target)
        return found

    def _mapping(self, path: str) -> _Mapping:
        """A configuration ready to use. Hundreds of packages may extend one: what is the same is made once."""
        options, leaf = self._read(path, ()), folder_of(path)
        base_url = _placed(leaf, *options.base_url) if options.base_url else None
        paths = options.paths
        if paths is None:
            return _Mapping(base_url, {}, ())
        key = (base_url, paths.folder, id(paths.table), leaf if paths.uses_leaf else "")
        if key not in self._mappings:
            start = paths.folder if base_url is None else base_url
            self._mappings[key] = _prepared(leaf, start, base_url, paths.table)
        return self._mappings[key]

    def _read(self, path: str, chain: tuple[str, ...]) -> _Options:
        """A configuration's options over those that it extends. Cycles and endless chains end."""
        if path in chain or len(chain) > _MAX_CHAIN:
            return _Options()
        known = self._options.get(path)
        if known is not None:
            return known
        document = self._tree.document(path)
        folder, merged = folder_of(path), _Options()
        for extended in strings(document.get("extends")):
            target = self._extended(extended, folder)
            if target is not None:
                inherited = self._read(target, (*chain, path))
                merged = _Options(
                    inherited.base_url or merged.base_url,
                    inherited.paths or merged.paths,
                    inherited.out_dir or merged.out_dir,
                    inherited.root_dir or merged.root_dir,
                )
        own = mapping(document.get("compilerOptions"))
        base, out, root = (
            (folder, own[option]) if isinstance(own.get(option), str) else inherited
            for option, inherited in zip(_FOLDERS, (merged.base_url, merged.out_dir, merged.root_dir), strict=True)
        )
        merged = _Options(base, merged.paths, out, root)
        if isinstance(own.get("paths"), dict):
            uses_leaf = any(text.startswith(_LEAF) for written in own["paths"].values() for text in strings(written))
            merged = merged._replace(paths=_Paths(folder, own["paths"], uses_leaf))
        self._options[path] = merged
        return merged

    def _extended(self, written: str, folder: str) -> str | None:
        """The file that an `extends` entry means, where it is one of the tree's."""
        if written.startswith("."):
            base = joined(folder, written)
        else:
            name, subpath = split_name(written)
            package = self._package_folder(name, folder)
            base = joined(package, subpath) if package is not None else None
        if base is None:
            return None
        written_as = (base, f"{base}.json", inside(base, "tsconfig.json"))
        return next((path for path in written_as if path in self._tree.files), None)


def _prepared(leaf: str, start: str, base_url: str | None, table: Mapping[str, Any]) -> _Mapping:
    """The `paths` of a configuration with its targets placed in the tree."""
    names: dict[str, tuple[str, ...]] = {}
    patterns = []
    for pattern, written in islice(table.items(), _MAX_PATTERNS):
        targets = tuple(at for text in strings(written) if (at := _placed(leaf, start, text)) is not None)
        before, star, after = pattern.partition("*")
        if star:
            patterns.append((before, after, targets))
        else:
            names[pattern] = targets
    patterns.sort(key=lambda each: len(each[0]), reverse=True)
    return _Mapping(base_url, names, tuple(patterns))


def _placed(leaf: str, folder: str, text: str) -> str | None:
    """A path as a configuration writes it; `${configDir}` is the folder of the one that is in use."""
    if text.startswith(_LEAF):
        return joined(leaf, text.removeprefix(_LEAF).lstrip("/") or ".")
    return joined(folder, text)
