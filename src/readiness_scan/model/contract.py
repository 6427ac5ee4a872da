"""The documented JSON of `repository_readiness`, field by field. Loads pydantic: imported at the API's edge only."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema, SkipJsonSchema

from readiness_scan.model.verdict import Classification, Overall, State


def printable(value: object) -> object:
    r"""Return a text that UTF-8 can carry: lone surrogates (bytes of a path that are no UTF-8) become `\udc..`."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def _no_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


Text = Annotated[str, BeforeValidator(printable)]
"""A string of any origin, made printable."""
Absent: TypeAlias = SkipJsonSchema[None]
"""No value: left out of the JSON, never null."""
OPTIONAL: Any = Field(default=None, json_schema_extra=_no_default)
"""A field that is left out where it has no value."""


class Shape(BaseModel):
    """Base of everything that leaves as JSON: camelCase names, frozen, no unknown fields, absent rather than null."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="forbid")

    null_fields: ClassVar[frozenset[str]] = frozenset()
    """Fields that are written as null where they have no value."""

    @model_serializer(mode="wrap")
    def _leave_out_absent(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        return {key: value for key, value in written.items() if value is not None or key in self.null_fields}


class PlainJsonSchema(GenerateJsonSchema):
    """A JSON Schema without titles that only repeat the fields' names."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Say no."""
        return False


class CapabilityState(Shape):
    """The state of one capability."""

    state: State
    estimated: bool
    """From static analysis, not from the project's own settings and data."""
    reason: Text
    """A sentence for people."""
    evidence: dict[str, int | float] = Field(default_factory=dict)
    """What is known of the project's data: `matchedEventCount`, `eventNameCount`, `replayTaskCount`,
    `recentErrorIssueCount`. A key is absent where its value is not known."""


class ScanEvidence(Shape):
    """What was read and what was found."""

    files_scanned: int
    detected_files_count: int
    event_name_count: int
    found_posthog_init: bool
    found_posthog_capture: bool
    found_error_signal: bool


class Readiness(Shape):
    """Readiness of one repository. `model_dump_json(by_alias=True)` is the documented answer."""

    repository: Text
    """Trimmed, in lower case."""
    classification: Classification
    excluded: bool
    core_suggestions: CapabilityState
    """Product tracking."""
    replay_insights: CapabilityState
    """Session replay."""
    error_insights: CapabilityState
    """Error tracking."""
    overall: Overall
    evidence_task_count: int
    """Replay-derived tasks in the window."""
    window_days: int
    generated_at: AwareDatetime
    """ISO 8601, with zone."""
    cache_age_seconds: int
    """0 when fresh."""
    scan: ScanEvidence | Absent = OPTIONAL
    """Absent when no scan was possible at all."""


def readiness_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `Readiness` as it is written."""
    return Readiness.model_json_schema(by_alias=True, schema_generator=PlainJsonSchema)
