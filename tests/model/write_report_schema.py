"""Write `report.schema.json` from the code: `python tests/model/write_report_schema.py`, after the models changed."""

from __future__ import annotations

import json
from pathlib import Path

from readiness_scan.model import report

SCHEMA_FILE = Path(report.__file__).with_name("report.schema.json")


def schema_text() -> str:
    return json.dumps(report.report_json_schema(), indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
