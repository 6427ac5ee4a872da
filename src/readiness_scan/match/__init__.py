"""Facts and rules in, findings out."""

from readiness_scan.match.found import Findings
from readiness_scan.match.matcher import Matcher

__all__ = ["Findings", "Matcher"]
