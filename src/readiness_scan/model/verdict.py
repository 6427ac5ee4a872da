"""The words in which a repository is judged. Plain values; their JSON form is in `contract.py`."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

RepositoryFrom: TypeAlias = Literal["option", "remote", "folder"]
"""Where a repository's name comes from: the caller, the `origin` remote, or the scanned folder."""


class Classification(StrEnum):
    """What kind of repository it is."""

    FRONTEND_JS = "frontend_js"
    BACKEND_SERVICE = "backend_service"
    SDK_OR_LIBRARY = "sdk_or_library"
    TEST_OR_SANDBOX = "test_or_sandbox"
    UNKNOWN = "unknown"

    @property
    def excluded(self) -> bool:
        """Whether repositories of this kind are left out of readiness checks."""
        return self in (Classification.SDK_OR_LIBRARY, Classification.TEST_OR_SANDBOX)


class Capability(StrEnum):
    """What a repository can be ready for."""

    TRACKING = "tracking"
    REPLAY = "replay"
    ERRORS = "errors"


class State(StrEnum):
    """How far a capability is."""

    NEEDS_SETUP = "needs_setup"
    DETECTED = "detected"
    WAITING_FOR_DATA = "waiting_for_data"
    READY = "ready"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Overall(StrEnum):
    """All applicable capabilities in one word."""

    NEEDS_SETUP = "needs_setup"
    DETECTED = "detected"
    PARTIAL = "partial"
    READY = "ready"
    UNKNOWN = "unknown"
