"""Facts and rules in, findings out."""

from readiness_scan.match.found import Findings
from readiness_scan.match.matcher import Matcher
from readiness_scan.match.suspects import Suspects

__all__ = ["Findings", "Matcher", "Suspects"]
