"""Clean disclosures raise no alarm; a disclosure with one defect raises exactly that one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.clean.defects import FORM_DEFECTS
from tests.clean.folder import ALL_BUDGET_DEFECTS, write_folder

Found = dict[str, list[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, frozenset[str]], Found]:
    """The rules that each file must fail, and the findings (rule, severity, message) of each file."""
    folder = tmp_path_factory.mktemp("clean")
    documents = folder / "documents"
    documents.mkdir()
    expected = write_folder(documents)
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1])}
    environment.pop("XIANZHANG_WAREHOUSE", None)
    command = [sys.executable, "-m", "ingest.cli", "run", str(documents)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: Found = defaultdict(list)
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.dim_documents").fetchone() == (len(expected),)
        query = (
            "select file_name, rule_id, severity, message from marts.fct_findings"
            " inner join marts.dim_documents using (document_id) order by all"
        )
        for name, *finding in connection.execute(query).fetchall():
            found[name].append(tuple(finding))
    return expected, found


def test_clean_disclosures_raise_no_alarm(outcome: tuple[dict[str, frozenset[str]], Found]) -> None:
    expected, found = outcome
    clean = [name for name, rules in expected.items() if not rules]
    assert len(clean) >= 100
    assert {name: found[name] for name in clean if any(severity != "info" for _, severity, _ in found[name])} == {}


@pytest.mark.parametrize(
    ("prefix", "name"),
    [(f"form_defect_{place:02}", defect.name) for place, defect in enumerate(FORM_DEFECTS)]
    + [(f"budget_defect_{place:02}", defect.name) for place, defect in enumerate(ALL_BUDGET_DEFECTS)],
)
def test_one_defect_raises_exactly_its_finding(
    outcome: tuple[dict[str, frozenset[str]], Found], prefix: str, name: str
) -> None:
    expected, found = outcome
    spoilt = [file for file in expected if file.startswith(prefix)]
    assert spoilt
    for file in spoilt:
        alarms = [finding for finding in found[file] if finding[1] != "info" or finding[0] in expected[file]]
        assert {rule for rule, _, _ in alarms} == expected[file], (name, file, alarms)
