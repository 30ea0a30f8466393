"""Parse the dbt project and the page templates once, when the environment is made: `python -m ingest.prepare`.

dbt keeps what it parsed in `target/` and afterwards parses only files that have changed, as Python does with its byte code.
Templates are kept beside themselves.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.rendering import compile_templates
from ingest.transform import parse_project
from ingest.workfile import WarehouseFiles

MODES = ("fail", "flag")


def main() -> None:
    """Parse for strict runs and for runs over a user's documents; compile the templates."""
    compile_templates()
    with TemporaryDirectory() as folder:
        for mode in MODES:
            parse_project(WarehouseFiles(Path(folder) / "warehouse.duckdb"), mode)


if __name__ == "__main__":
    main()
