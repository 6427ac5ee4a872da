"""The packages of a tree: which package.json a file belongs to, and which folder a package's name means."""

from __future__ import annotations

from functools import cached_property

from readiness_scan.manifests.documents import mapping
from readiness_scan.resolve.modules.tree import FileTree, ancestry, inside, is_within, joined, shared_depth
from readiness_scan.resolve.modules.workspaces import Glob, matches_globs, workspace_globs

_DEPENDENCY_TABLES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
_LOCAL_PROTOCOLS = ("workspace:", "file:", "link:", "portal:", ".", "*")
_FOLDER_PROTOCOLS = ("file:", "link:", "portal:")
_WORKSPACE_FILES = ("package.json", "pnpm-workspace.yaml", "lerna.json")
# These names mean Node's own modules unless a package.json says otherwise.
# fmt: off
_NODE_MODULES = frozenset({
    "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
    "diagnostics_channel", "dns", "domain", "events", "fs", "http", "http2", "https", "inspector", "module", "net",
    "os", "path", "perf_hooks", "process", "punycode", "querystring", "readline", "repl", "stream",
    "string_decoder", "sys", "test", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm", "wasi",
    "worker_threads", "zlib",
})
# fmt: on


def split_name(specifier: str) -> tuple[str, str]:
    """(package name, subpath) of a bare specifier: `@acme/ui/button` is ("@acme/ui", "./button")."""
    parts = specifier.split("/")
    length = 2 if specifier.startswith("@") else 1
    rest = "/".join(parts[length:])
    return "/".join(parts[:length]), f"./{rest}" if rest else "."


class NodePackages:
    """Every package.json outside `node_modules` is a package that its neighbours can import by name."""

    def __init__(self, tree: FileTree) -> None:
        self._tree = tree
        self._enclosing: dict[str, tuple[str, ...]] = {}
        self._globs: dict[str, tuple[Glob, ...]] = {}
        self._roots: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[str, str], str | None] = {}

    def enclosing(self, folder: str) -> tuple[str, ...]:
        """The folders with a package.json around a folder, the nearest first."""
        known = self._enclosing.get(folder)
        if known is None:
            known = tuple(up for up in ancestry(folder) if _manifest(up) in self._tree.files)
            self._enclosing[folder] = known
        return known

    def find(self, name: str, folder: str) -> str | None:
        """The folder of the package that a file in `folder` gets by importing `name`; none for external ones."""
        nearest = self.enclosing(folder)[:1]
        if name not in self._by_name and not (nearest and self._declared(nearest[0], name)):
            return None
        key = (name, nearest[0] if nearest else folder)
        if key not in self._found:
            self._found[key] = self._choose(name, key[1])
        return self._found[key]

    def _choose(self, name: str, folder: str) -> str | None:
        declared = ""
        for holder in self.enclosing(folder):
            if not declared and self._tree.document(_manifest(holder)).get("name") == name:
                return holder  # a package may import itself
            declared = declared or self._declared(holder, name)
            if declared.startswith(_FOLDER_PROTOCOLS):
                linked = joined(holder, declared.partition(":")[2])
                if linked is not None and _manifest(linked) in self._tree.files:
                    return linked
        candidates = self._by_name.get(name, [])
        members = [each for each in candidates if any(is_within(folder, root) for root in self._workspaces(each))]
        if not members:
            # Outside a workspace a range means the registry, whatever else in the tree has that name.
            external = not declared.startswith(_LOCAL_PROTOCOLS) if declared else name in _NODE_MODULES
            members = [] if external else candidates
        return max(members, key=lambda each: (shared_depth(each, folder), -len(each)), default=None)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """Package folders by name, in path order."""
        found: dict[str, list[str]] = {}
        for path in sorted(path for path in self._tree.files if path.endswith("package.json")):
            folder, _, name = path.rpartition("/")
            if name != "package.json" or "node_modules" in folder.split("/"):
                continue
            own = self._tree.document(path).get("name")
            if isinstance(own, str) and own:
                found.setdefault(own, []).append(folder)
        return found

    def _declared(self, holder: str, name: str) -> str:
        """The range under which a package.json names a dependency; empty where it does not."""
        document = self._tree.document(_manifest(holder))
        for key in _DEPENDENCY_TABLES:
            specifier = mapping(document.get(key)).get(name)
            if isinstance(specifier, str):
                return specifier or "*"
        return ""

    def _workspaces(self, package: str) -> tuple[str, ...]:
        """The folders of the workspaces that a package is a member of; a workspace's own root is none."""
        known = self._roots.get(package)
        if known is None:
            found = []
            for root in ancestry(package):
                globs = self._workspace_globs(root)
                relative = package[len(root) :].lstrip("/")
                if relative and globs and matches_globs(globs, relative):
                    found.append(root)
            known = self._roots[package] = tuple(found)
        return known

    def _workspace_globs(self, folder: str) -> tuple[Glob, ...]:
        known = self._globs.get(folder)
        if known is None:
            declares = any(inside(folder, name) in self._tree.files for name in _WORKSPACE_FILES)
            known = self._globs[folder] = workspace_globs(self._tree, folder) if declares else ()
        return known


def _manifest(folder: str) -> str:
    return inside(folder, "package.json")
