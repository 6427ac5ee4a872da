"""Which files outside a folder the code inside it reaches."""

from __future__ import annotations

from collections import deque

from readiness_scan.resolve.program import Program

MAX_REACHED = 2_000
"""Files followed; where a folder reaches more, every file counts as reached."""


def reached_files(program: Program, prefix: str) -> frozenset[str]:
    """The files outside `prefix` that files inside import, directly or through others."""
    pending = deque(path for path in program.files if path.startswith(prefix + "/"))
    seen = set(pending)
    outside: set[str] = set()
    while pending and len(outside) < MAX_REACHED:
        path = pending.popleft()
        for target in sorted(_imports(program, path)):
            if target not in seen:
                seen.add(target)
                outside.add(target)
                pending.append(target)
    if pending and len(outside) >= MAX_REACHED:
        return frozenset(path for path in program.files if not path.startswith(prefix + "/"))
    return frozenset(outside)


def _imports(program: Program, path: str) -> set[str]:
    unit = program.unit(path)
    if unit is None:
        return set()
    summary = unit.summary
    modules = {i.module for scope in summary.scopes for imports in scope.imports.values() for i in imports}
    modules.update(export.module for export in summary.exports if export.module)
    targets = {program.module(module, path) for module in modules}
    found = {target for target in targets if target is not None and target in program.files}
    return found | {peer for target in found for peer in program.peers(target, None)}
