"""From what a scan found to what it means: classification, states, next steps. Loads no pydantic by itself."""

from readiness_scan.readiness.assess import Assessment, assess
from readiness_scan.readiness.classify import classify, tree_markers
from readiness_scan.readiness.next_steps import NextStep

__all__ = ["Assessment", "NextStep", "assess", "classify", "tree_markers"]
