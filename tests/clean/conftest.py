"""One warehouse of all generated disclosures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.clean.folder import Written, write_folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written, the warehouse built of it, and the findings (rule, severity, message) of each file."""

    written: Written
    warehouse: Path
    findings: dict[str, list[tuple[str, str, str]]]

    def ask(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="package")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("clean")
    documents = folder / "documents"
    documents.mkdir()
    written = write_folder(documents)
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1])}
    environment.pop("XIANZHANG_WAREHOUSE", None)
    command = [sys.executable, "-m", "ingest.cli", "run", str(documents)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = Outcome(written, folder / "warehouse.duckdb", defaultdict(list))
    assert found.ask("select count(*) from marts.dim_documents") == [(len(written.rules),)]
    query = (
        "select file_name, rule_id, severity, message from marts.fct_findings"
        " inner join marts.dim_documents using (document_id) order by all"
    )
    for name, *finding in found.ask(query):
        found.findings[name].append(tuple(finding))
    return found
