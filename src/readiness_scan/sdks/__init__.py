"""What SDKs look like, as data."""

from readiness_scan.sdks.declared import declared_sdks, declaring_lines
from readiness_scan.sdks.rule import RuleError, Sdk, all_sdks
from readiness_scan.sdks.rulebook import Rulebook

__all__ = ["RuleError", "Rulebook", "Sdk", "all_sdks", "declared_sdks", "declaring_lines"]
