"""Starts MetricFlow's `mf` over the published file, from any folder.

XIANZHANG_WAREHOUSE names the file (default: warehouse.duckdb in the repository). It is attached read-only under one name,
whatever it is called, so the definitions, parsed once into target/metrics and again when they change, serve every file. `mf`
reads `target/semantic_manifest.json` under its project folder and nothing else of a project: a folder of its own keeps it apart
from a build's. Nothing is sent anywhere: telemetry is off, and so is the question whether there is a newer `mf`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
DEFINITIONS = REPOSITORY / "metrics"
PROJECT_FILE = REPOSITORY / "dbt_project.yml"
MF_FOLDER = REPOSITORY / "target" / "metrics"
MANIFEST = MF_FOLDER / "target" / "semantic_manifest.json"

WAREHOUSE_VARIABLE = "XIANZHANG_WAREHOUSE"
QUIET_VARIABLES = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


def main() -> int:
    """Run `mf` with the arguments of this process."""
    warehouse = Path(os.environ.get(WAREHOUSE_VARIABLE) or REPOSITORY / "warehouse.duckdb").expanduser().resolve()
    if not warehouse.is_file():
        print(
            f"{warehouse} is missing: run `make warehouse`, or name a published file in {WAREHOUSE_VARIABLE}.", file=sys.stderr
        )
        return 2
    os.environ |= QUIET_VARIABLES | {
        WAREHOUSE_VARIABLE: str(warehouse),
        "DBT_PROFILES_DIR": str(DEFINITIONS),
        "DBT_PROJECT_DIR": str(MF_FOLDER),
        "DBT_LOG_PATH": str(MF_FOLDER / "logs"),
    }
    if not _is_parsed() and not _parse():
        return 1
    return _run_mf()


def _is_parsed() -> bool:
    sources = [PROJECT_FILE, *DEFINITIONS.glob("*.yml"), *DEFINITIONS.glob("definitions/**/*.yml")]
    return MANIFEST.is_file() and MANIFEST.stat().st_mtime > max(path.stat().st_mtime for path in sources)


def _parse() -> bool:
    print("Reading the definitions, once ...", file=sys.stderr)
    (MF_FOLDER / "logs").mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT_FILE, MF_FOLDER)
    dbt = Path(sys.executable).with_name("dbt")
    command = [str(dbt), "--quiet", "parse", "--project-dir", str(REPOSITORY), "--target-path", str(MANIFEST.parent)]
    if subprocess.run(command, check=False).returncode == 0:
        # dbt leaves the file alone where it would say the same.
        MANIFEST.touch()
        return True
    MANIFEST.unlink(missing_ok=True)
    return False


def _run_mf() -> int:
    import update_checker

    update_checker.query_pypi = lambda *_, **__: {"success": False}
    from dbt_metricflow.cli.main import cli

    cli(prog_name="mf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
