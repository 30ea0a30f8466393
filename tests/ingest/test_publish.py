"""The published file: all or nothing, with comments, for readers of every current client."""

from pathlib import Path

import duckdb
import pytest

from ingest.errors import PublishFailed
from ingest.publish import Published, write_published
from ingest.workfile import WarehouseFiles

ROWS = """
    create schema raw;
    create table raw.documents as select 'd1' as document_id;
    create schema staging;
    create view staging.stg_documents as select * from raw.documents;
    create schema marts;
    create table marts.fct_amounts as
        select * from (values
            ('b', '361126', 2023, 2), ('a', '341500', 2021, 1), ('c', '341500', 2023, null)
        ) as amounts (amount_id, region_code, fiscal_year, line_number);
    comment on table marts.fct_amounts is 'One row per amount (金额). It''s yuan.';
    comment on column marts.fct_amounts.amount_id is 'The key';
    create view marts.dim_years as select distinct fiscal_year from marts.fct_amounts;
    create view marts.dim_aged as select fiscal_year from marts.dim_years where fiscal_year < 2022;
    create view marts.dim_staged as select * from staging.stg_documents;
    comment on view marts.dim_years is 'One row per year';
    comment on column marts.dim_years.fiscal_year is 'Budget year (预算年度)';
    create schema zh;
    create view zh.dim_years as select fiscal_year as "预算年度" from marts.dim_years;
"""


@pytest.fixture
def files(tmp_path: Path) -> WarehouseFiles:
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(ROWS)
    return files


def publish(files: WarehouseFiles) -> Published:
    return write_published(files, files.published)


def read(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_marts_and_raw_are_published_in_the_order_of_place(files: WarehouseFiles) -> None:
    published = publish(files)
    assert published.rows == {
        "marts.dim_aged": None,
        "marts.dim_staged": 1,
        "marts.dim_years": None,
        "marts.fct_amounts": 3,
        "raw.documents": 1,
        "zh.dim_years": None,
    }
    assert published.byte_count == files.published.stat().st_size
    assert read(files.published, "select amount_id from marts.fct_amounts") == [("a",), ("c",), ("b",)]
    tables = "select schema_name || '.' || table_name from duckdb_tables() order by 1"
    assert read(files.published, tables) == [("marts.dim_staged",), ("marts.fct_amounts",), ("raw.documents",)]


def test_a_large_table_by_region_finds_a_document_without_reading_it_whole(files: WarehouseFiles) -> None:
    large = (
        "select 100000 + i // 50 as region_code, 'd' || hash(i // 10) as document_id, i as amount from range(200000) as r(i)"
    )
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(f"create table marts.fct_large as {large}")
        document = connection.execute("select document_id from marts.fct_large where amount = 150000").fetchall()[0][0]

    publish(files)

    query = f"select * from marts.fct_large where document_id = '{document}'"
    assert len(read(files.published, query)) == 10
    assert "Index Scan" in read(files.published, f"explain analyze {query}")[0][1]


def test_a_table_copied_in_slices_has_the_rows_and_the_order_of_one_copied_whole(
    files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Places without a region or document among them, and one place with more rows than a slice."""
    large = """
        select
            case when i % 7 > 0 then 100000 + i % 5 end as region_code,
            case when i % 11 > 0 then 'd' || (i % 40) * (i % 3) end as document_id,
            hash(i) % 9 as rule_id,
            hash(i) as amount
        from range(2000) as r(i)
    """
    checks = "select 'd' || hash(i) % 90 as document_id, hash(i) as check_id, hash(i) % 9 as rule_id from range(2000) as r(i)"
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(f"create table marts.fct_large as {large}")
        connection.execute(f"create view marts.fct_checks as select * from ({checks}), staging.stg_documents as staged (one)")

    publish(files)
    whole = [read(files.published, f"select * from marts.{name}") for name in ("fct_large", "fct_checks")]
    monkeypatch.setattr("ingest.publish.SLICE_ROWS", 100)
    publish(files)
    assert [read(files.published, f"select * from marts.{name}") for name in ("fct_large", "fct_checks")] == whole
    assert [len(rows) for rows in whole] == [2000, 2000]


def test_the_rows_of_large_slices_can_be_read(files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted rows that DuckDB writes as whole row groups, beside its other rows of the transaction."""
    large = "select i % 1000 as region_code, 'd' || i as document_id, i as amount from range(1_300_000) as r(i)"
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(f"create table marts.fct_large as {large}")
    monkeypatch.setattr("ingest.publish.SLICE_ROWS", 600_000)
    publish(files)
    assert read(files.published, "select count(hash(document_id)), sum(amount) from marts.fct_large") == [
        (1_300_000, sum(range(1_300_000)))
    ]


def test_a_large_file_has_large_blocks(files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.publish.LARGE_FROM_ROWS", 3)
    publish(files)
    assert read(files.published, "select block_size from pragma_database_size() where database_name = 'warehouse'") == [
        (131_072,)
    ]


def test_a_view_over_published_tables_stays_one(files: WarehouseFiles) -> None:
    """Wherever the file lies later; a view over what stays behind becomes a table."""
    publish(files)
    moved = files.published.rename(files.published.with_name("elsewhere.duckdb"))
    views = "select schema_name || '.' || view_name from duckdb_views() where not internal order by 1"
    assert read(moved, views) == [("marts.dim_aged",), ("marts.dim_years",), ("zh.dim_years",)]
    assert read(moved, "select * from marts.dim_aged") == [(2021,)]
    assert read(moved, 'select "预算年度" from zh.dim_years order by 1') == [(2021,), (2023,)]


def test_comments_are_kept_on_tables_and_views(files: WarehouseFiles) -> None:
    publish(files)
    assert read(files.published, "select comment from duckdb_tables() where table_name = 'fct_amounts'") == [
        ("One row per amount (金额). It's yuan.",)
    ]
    views = "select schema_name, comment from duckdb_views() where view_name = 'dim_years' order by 1"
    assert read(files.published, views) == [
        ("marts", "One row per year"),
        ("zh", "One row per year"),
    ]
    columns = "select column_name, comment from duckdb_columns() where comment is not null order by 1"
    assert read(files.published, columns) == [
        ("amount_id", "The key"),
        ("fiscal_year", "Budget year (预算年度)"),
    ]


def test_a_column_says_its_chinese_term_and_its_warning(files: WarehouseFiles) -> None:
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(
            "create table marts.dim_columns as select * from (values ('fct_amounts', 'amount_id', '金额编号', 'Do not add.'),"
            " ('dim_years', 'fiscal_year', '预算年度', null)) as words (table_name, column_name, label_zh, usage_warning)"
        )
    publish(files)
    columns = "select column_name, comment from duckdb_columns() where schema_name = 'marts' and comment is not null order by 1"
    assert read(files.published, columns) == [
        ("amount_id", "金额编号: The key Warning: Do not add."),
        ("fiscal_year", "Budget year (预算年度)"),
    ]


def test_the_file_is_written_for_older_clients_in_small_blocks(files: WarehouseFiles) -> None:
    publish(files)
    assert read(files.published, "select tags['storage_version'] from duckdb_databases() where not internal") == [("v1.4.0+",)]
    assert read(files.published, "select block_size from pragma_database_size() where database_name = 'warehouse'") == [
        (16384,)
    ]


def test_the_same_rows_in_another_order_give_the_same_file_order(files: WarehouseFiles) -> None:
    publish(files)
    first = read(files.published, "select * from marts.fct_amounts")
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(
            "create or replace table marts.fct_amounts as select * from marts.fct_amounts order by amount_id desc"
        )
    publish(files)
    assert read(files.published, "select * from marts.fct_amounts") == first


def test_on_an_error_nothing_is_left(files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: Path, rows: dict[str, int]) -> None:
        raise duckdb.DataError("one row is missing")

    monkeypatch.setattr("ingest.publish._verify", fail)
    with pytest.raises(PublishFailed, match="one row is missing"):
        publish(files)
    assert sorted(path.name for path in files.published.parent.iterdir()) == ["warehouse.work.duckdb"]


def test_a_work_file_without_marts_is_not_published(files: WarehouseFiles) -> None:
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute("drop schema marts cascade")
    with pytest.raises(PublishFailed, match="no marts"):
        publish(files)
    assert not files.published.exists()


def test_stale_files_of_an_interrupted_run_are_removed(files: WarehouseFiles) -> None:
    for name in ("warehouse.duckdb", "warehouse.duckdb.wal"):
        (files.published.parent / name).write_bytes(b"stale")
    publish(files)
    assert sorted(path.name for path in files.published.parent.iterdir()) == ["warehouse.duckdb", "warehouse.work.duckdb"]
