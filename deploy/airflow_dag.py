"""An Airflow DAG (2.7 and later) that runs Xianzhang every night and maps its exit status: copy it into the DAG folder.

The command runs in its own environment, so Airflow's packages and Xianzhang's never meet. What a run left out and warned of is
the task's result, from the run report beside the warehouse.
"""

from __future__ import annotations

import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException

COMMAND = ["/opt/xianzhang/.venv/bin/xianzhang", "run", "/var/lib/xianzhang/documents", "--quiet", "--wait", "3600"]
WAREHOUSE = Path("/var/lib/xianzhang/warehouse.duckdb")
REPORT = WAREHOUSE.with_name("warehouse.work") / "last_run.json"

# What becomes of the task: success, or failed at once, or retried.
STATUSES = {0: "success", 1: "fail", 2: "fail", 3: "success", 4: "retry"}


@task(retries=2, retry_delay=timedelta(minutes=30), execution_timeout=timedelta(hours=6))
def run_xianzhang() -> dict[str, Any]:
    """Run it; the documents left out and the warnings are the result."""
    done = subprocess.run(
        [*COMMAND, "--warehouse", str(WAREHOUSE)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    print(done.stdout + done.stderr)
    outcome = STATUSES.get(done.returncode, "retry")  # a run that was killed leaves nothing to clear up: try again
    if outcome == "fail":
        raise AirflowFailException(done.stderr)
    if outcome == "retry":
        raise AirflowException(done.stderr)
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    return {
        "exit_status": done.returncode,
        "left_out": [item["file_name"] for item in report["documents"] if item["status"] in ("rejected", "held")],
        "warnings": report["warnings"],
    }


@dag(schedule="30 2 * * *", start_date=datetime(2024, 1, 1), catchup=False, max_active_runs=1, tags=["xianzhang"])
def xianzhang() -> None:
    """Every night, never two at once."""
    run_xianzhang()


xianzhang()
