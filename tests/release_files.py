"""A tiny work file, as a build leaves it, and its release: what tests of releases publish without dbt."""

from pathlib import Path
from typing import Any

import duckdb

from ingest.releases.history import recall_releases
from ingest.releases.publishing import Release, publish_release
from ingest.workfile import WarehouseFiles, open_work_file

RAW = """
    create schema raw;
    create table raw.documents (document_id varchar, sha256 varchar, loaded_at timestamp);
    create table raw.document_files (document_id varchar, file_name varchar);
    create table raw.rejections (file_name varchar, sha256 varchar, reason_code varchar, reason varchar);
"""
MARTS = """
    create or replace table marts.dim_documents as
        select document_id, file_name, sha256, cast(null as varchar) as title, loaded_at
        from raw.documents inner join raw.document_files using (document_id);
    create or replace table marts.dim_releases as
        select 'id' as release_id, cast(coalesce(max(release_number), 0) + 1 as integer) as release_number,
            timestamp '2026-01-01' + to_days(cast(coalesce(max(release_number), 0) as integer)) as built_at,
            '1.0.0' as code_version, '1.0' as contract_version,
            cast((select count(*) from raw.documents) as integer) as document_count, true as is_current
        from ingest.releases
        union all
        select release_id, release_number, built_at, code_version, contract_version, document_count, false from ingest.releases;
"""
FACTS = """
    create table marts.dim_rules as select 'R01' as rule_id, 'error' as severity;
    create table marts.fct_checks as select 'c1' as check_id, 'R01' as rule_id, 'fail' as outcome;
    create table marts.fct_findings as select 'f1' as finding_id, 'open' as review_status, 'error' as severity;
    create table marts.dim_columns (
        table_name varchar, column_name varchar, label_zh varchar, description_en varchar, usage_warning varchar
    );
    create table marts.fct_amounts (amount_id varchar, document_id varchar, amount_cny decimal(18, 2));
"""


def make_files(folder: Path) -> WarehouseFiles:
    """A warehouse of no release, whose work file is empty."""
    files = WarehouseFiles(folder / "warehouse.duckdb")
    files.work_folder.mkdir()
    with duckdb.connect(str(files.work_file)) as connection:
        connection.execute(f"{RAW}; create schema marts; {FACTS}; create schema zh")
        connection.execute("create view zh.fct_amounts as select amount_id as 编号 from marts.fct_amounts")
    return files


def make_release(files: WarehouseFiles, **amounts: Any) -> Release:
    """Publish documents by name, each with its amount; d2 is another content under the name of d."""
    with open_work_file(files) as connection:
        recall_releases(connection, files)
        connection.execute("delete from raw.documents; delete from raw.document_files; delete from marts.fct_amounts")
        for name, amount in amounts.items():
            connection.execute("insert into raw.documents values (?, ?, now()::timestamp)", [f"d_{name}", f"{name}" * 8])
            connection.execute("insert into raw.document_files values (?, ?)", [f"d_{name}", f"{name.rstrip('23')}.txt"])
            connection.execute("insert into marts.fct_amounts values (?, ?, ?)", [f"a_{name}", f"d_{name}", amount])
        connection.execute(MARTS)
    return publish_release(files, write_site, write_docs)


def write_site(published: Path, folder: Path) -> tuple[str, ...]:
    """A site of two pages, one of which every release has alike."""
    folder.mkdir()
    (folder / ".xianzhang-site").write_text("", encoding="utf-8")
    (folder / "index.html").write_text(f"{published.stat().st_mtime_ns}", encoding="utf-8")
    (folder / "style.css").write_text("body {}", encoding="utf-8")
    return ()


def write_docs(folder: Path, earlier: Path | None) -> tuple[str, ...]:
    """Docs of one page."""
    folder.mkdir()
    (folder / "index.html").write_text("docs", encoding="utf-8")
    return ()


def read(file: Path, query: str) -> list[tuple]:
    """Rows of a published file."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()
