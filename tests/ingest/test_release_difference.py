"""What changed between two releases, value by value."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.errors import WrongUsage
from ingest.export import keys
from ingest.releases import difference
from ingest.releases.difference import comparing
from ingest.workfile import WarehouseFiles, open_work_file
from tests.release_files import make_files, make_release


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WarehouseFiles:
    """Release 1 has documents a, b, c; release 2 another b, no c, and d; one amount changed."""
    stated = {"fct_amounts": keys.Keys(("amount_id",)), "dim_documents": keys.Keys(("document_id",))}
    monkeypatch.setattr(difference, "stated_keys", lambda: stated)
    files = make_files(tmp_path)
    make_release(files, a=Decimal("1.00"), b=2, c=None)
    make_release(files, a=Decimal("-1.50"), b=2, d=4)
    return files


def test_rows_and_values(files: WarehouseFiles) -> None:
    with comparing(files, 1, 2, ["fct_amounts"]) as found:
        (table,) = found.tables
        assert (table.table, table.added, table.removed, table.changed) == ("fct_amounts", 1, 1, 1)
        changes = list(found.values())
    assert changes == [
        ("fct_amounts", "added", "a_d", None, None, '{"amount_id":"a_d","document_id":"d_d","amount_cny":4.00}'),
        ("fct_amounts", "changed", "a_a", "amount_cny", "1.00", "-1.50"),
        ("fct_amounts", "removed", "a_c", None, '{"amount_id":"a_c","document_id":"d_c","amount_cny":null}', None),
    ]


def test_documents_that_came_went_or_were_replaced(files: WarehouseFiles) -> None:
    make_release(files, a=Decimal("1.00"), b2=2, d=4)
    with comparing(files, 1, 3) as found:
        assert [tuple(item.values()) for item in found.documents] == [
            ("added", "d.txt", None, "d_d"),
            ("removed", "c.txt", "d_c", None),
            ("replaced", "b.txt", "d_b", "d_b2"),
        ]


def test_times_and_numbers_of_loading_are_no_change(files: WarehouseFiles) -> None:
    make_release(files, a=Decimal("-1.50"), b=2, d=4)
    with comparing(files, 2, 3) as found:
        assert (found.documents, found.contract, list(found.values())) == ([], [], [])
        assert {table.table for table in found.tables} >= {"fct_amounts", "dim_documents", "fct_checks"}


def test_without_a_key_rows_are_counted(files: WarehouseFiles) -> None:
    with open_work_file(files) as connection:
        connection.execute("insert into marts.dim_rules values ('R01', 'error'), ('R02', null)")
    make_release(files, a=Decimal("-1.50"), b=2, d=4)
    with comparing(files, 2, 3) as found:
        assert [(change[0], change[1], change[5]) for change in found.values()] == [
            ("dim_rules", "added", '{"rule_id":"R01","severity":"error"}'),
            ("dim_rules", "added", '{"rule_id":"R02","severity":null}'),
        ]


def test_what_only_one_release_has_is_said(files: WarehouseFiles) -> None:
    with open_work_file(files) as connection:
        connection.execute("alter table marts.dim_rules add column note varchar; create table marts.dim_new as select 1 as a")
        connection.execute("alter table marts.fct_amounts alter amount_cny type decimal(20, 2)")
    make_release(files, a=Decimal("-1.50"), b=2, d=4)
    with comparing(files, 3, 2) as found:
        assert found.contract == [
            "table dim_new: only the first release has it",
            "column dim_rules.note: only the first release has it",
            "column fct_amounts.amount_cny: DECIMAL(20,2) in the first release, DECIMAL(18,2) in the second",
        ]
        assert list(found.values()) == []


@pytest.mark.parametrize(("numbers", "table"), [((1, 9), ""), ((0, 1), ""), ((1, 2), "fct_nothing")])
def test_what_is_not_there_is_wrong_usage(files: WarehouseFiles, numbers: tuple[int, int], table: str) -> None:
    with pytest.raises(WrongUsage), comparing(files, *numbers, [table] if table else []):
        pass


def test_three_formats(files: WarehouseFiles) -> None:
    def printed(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["diff", "1", "2", "--warehouse", str(files.published), *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv", "--table", "fct_amounts"))))
    assert [(row["change"], row["key"], row["new_value"]) for row in rows[1:2]] == [("changed", "a_a", "-1.50")]
    content = json.loads(printed("--format", "json"))
    assert [item["file_name"] for item in content["documents"]] == ["d.txt", "c.txt"]
    assert {"fct_amounts"} <= {item["table_name"] for item in content["changes"]}
    assert "changed a_a amount_cny: 1.00 -> -1.50" in printed()
