"""Dagster definitions (1.7 and later): the warehouse as an asset, made every night, with the run report as its metadata.

Start with `dagster dev -f dagster_job.py`. The command runs in its own environment, so Dagster's packages and Xianzhang's never
meet. A run that left documents out is a materialization whose check warns.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster

COMMAND = ["/opt/xianzhang/.venv/bin/xianzhang", "run", "/var/lib/xianzhang/documents", "--quiet", "--wait", "3600"]
WAREHOUSE = Path("/var/lib/xianzhang/warehouse.duckdb")
REPORT = WAREHOUSE.with_name("warehouse.work") / "last_run.json"

# What becomes of the step: success, or failed at once, or retried.
STATUSES = {0: "success", 1: "fail", 2: "fail", 3: "success", 4: "retry"}
NOTHING_LEFT_OUT = "nothing_left_out"


@dagster.asset(check_specs=[dagster.AssetCheckSpec(NOTHING_LEFT_OUT, asset="warehouse")])
def warehouse() -> Iterator[Any]:
    """The published DuckDB file."""
    done = subprocess.run(
        [*COMMAND, "--warehouse", str(WAREHOUSE)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    outcome = STATUSES.get(done.returncode, "retry")  # a run that was killed leaves nothing to clear up: try again
    if outcome == "fail":
        raise dagster.Failure(done.stderr, allow_retries=False)
    if outcome == "retry":
        raise dagster.RetryRequested(max_retries=2, seconds_to_wait=1800)
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    left_out = [item["file_name"] for item in report["documents"] if item["status"] in ("rejected", "held")]
    yield dagster.Output(
        None, metadata={"run_id": report["run_id"], "counts": report["counts"], "warnings": report["warnings"]}
    )
    yield dagster.AssetCheckResult(
        check_name=NOTHING_LEFT_OUT,
        passed=not left_out,
        severity=dagster.AssetCheckSeverity.WARN,
        metadata={"left_out": left_out},
    )


nightly = dagster.ScheduleDefinition(
    name="nightly", target=dagster.AssetSelection.assets(warehouse), cron_schedule="30 2 * * *"
)
definitions = dagster.Definitions(assets=[warehouse], schedules=[nightly])
