"""The warehouse of all generated disclosures, and what was written into them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.clean.folder import Written
from tests.disclosures import made_disclosures, read_written


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
    warehouse = made_disclosures(tmp_path_factory)
    found = Outcome(read_written(warehouse), warehouse, defaultdict(list))
    published = {name for (name,) in found.ask("select file_name from marts.dim_documents")}
    assert found.written.rules.keys() <= published
    query = (
        "select file_name, rule_id, severity, message from marts.fct_findings"
        " inner join marts.dim_documents using (document_id) order by all"
    )
    for name, *finding in found.ask(query):
        found.findings[name].append(tuple(finding))
    return found
