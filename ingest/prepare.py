"""Parse the dbt project once, when the environment is made, so that the first run need not: `python -m ingest.prepare`.

dbt keeps what it parsed in `target/` and afterwards parses only files that have changed, as Python does with its byte code.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.transform import parse_project
from ingest.workfile import WarehouseFiles

MODES = ("fail", "flag")


def main() -> None:
    """Parse for strict runs and for runs over a user's documents."""
    with TemporaryDirectory() as folder:
        for mode in MODES:
            parse_project(WarehouseFiles(Path(folder) / "warehouse.duckdb"), mode)


if __name__ == "__main__":
    main()
