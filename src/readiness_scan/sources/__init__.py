"""Which files there are, what each is for, and its bytes."""

from readiness_scan.sources.content import judge, to_utf8
from readiness_scan.sources.contents import Contents
from readiness_scan.sources.roles import Roles
from readiness_scan.sources.worktree import WorkTree, open_worktree, printable

__all__ = ["Contents", "Roles", "WorkTree", "judge", "open_worktree", "printable", "to_utf8"]
