"""`xianzhang export`: the marts of a published file as CSV, Parquet and Excel, with a data package. The file is only read.

The same published file and choice of tables give the same bytes: rows are sorted, and times are those of the release.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from xlsxwriter.exceptions import XlsxWriterException

from ingest.errors import WrongUsage
from ingest.export.columnar import write_csv, write_parquet
from ingest.export.data_package import Release, describe
from ingest.export.folder import DESCRIPTOR, failed, replacing
from ingest.export.keys import kept_keys
from ingest.export.tables import Table, read_tables
from ingest.export.workbook import utc, write_workbook
from ingest.published import open_published
from ingest.workfile import PROJECT_FOLDER

FORMATS = ("parquet", "csv", "excel")
ALL = "all"
WORKBOOK = "xianzhang.xlsx"
NOTICE = "NOTICE.txt"
WRITERS = {"parquet": write_parquet, "csv": write_csv}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, its files with their bytes, the number of tables, and what Excel could not hold whole."""

    folder: Path
    files: tuple[tuple[str, int], ...]
    tables: int
    notes: tuple[str, ...]


def export(published: Path, folder: Path, formats: Sequence[str] = FORMATS, tables: Sequence[str] = ()) -> Exported:
    """Write the tables (default: all) in the formats given. On any error the folder keeps what it held."""
    chosen = _formats(formats)
    with open_published(published) as connection:
        # More threads could cut row groups elsewhere from one run to the next, or mix their order.
        connection.execute("set threads = 1")
        wanted = read_tables(connection, tables)
        with replacing(folder) as fresh:
            try:
                files, notes = _write(connection, wanted, chosen, fresh)
                text = describe(fresh, files, kept_keys(connection, wanted), _release(connection))
            except (duckdb.Error, XlsxWriterException) as error:
                raise failed(folder, str(error).splitlines()[0]) from error
            (fresh / DESCRIPTOR).write_text(text, encoding="utf-8")
            paths = [*(path for path, _ in files), fresh / DESCRIPTOR]
            sizes = tuple((path.relative_to(fresh).as_posix(), path.stat().st_size) for path in paths)
    return Exported(folder, sizes, len(wanted), tuple(notes))


def _formats(names: Sequence[str]) -> list[str]:
    unknown = [name for name in names if name not in (*FORMATS, ALL)]
    if unknown or not names:
        raise WrongUsage(
            reason=f"there is no format {unknown[0] if unknown else ''}; there are {', '.join((*FORMATS, ALL))}",
            reason_zh="没有该导出格式",
            remedy="name one or more of them after --format, with commas between them",
            remedy_zh="请在 --format 后输入上列格式，以逗号分隔",
        )
    return [name for name in FORMATS if name in names or ALL in names]


def _write(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], formats: list[str], folder: Path
) -> tuple[list[tuple[Path, Table | None]], list[str]]:
    files: list[tuple[Path, Table | None]] = []
    notes: list[str] = []
    for name in ("csv", "parquet"):
        if name in formats:
            (folder / name).mkdir()
            for table in tables:
                path = folder / name / f"{table.name}.{name}"
                WRITERS[name](connection, table, path)
                files.append((path, table))
    if "excel" in formats:
        notes = write_workbook(connection, tables, folder / WORKBOOK, utc(_release(connection).built_at))
        files.append((folder / WORKBOOK, None))
    shutil.copyfile(PROJECT_FOLDER / "NOTICE", folder / NOTICE)
    return [*files, (folder / NOTICE, None)], notes


def _release(connection: duckdb.DuckDBPyConnection) -> Release:
    built_at, contract = connection.execute("select built_at, contract_version from marts.dim_releases limit 1").fetchone()
    first, last = connection.execute("select min(fiscal_year), max(fiscal_year) from marts.dim_documents").fetchone()
    documents = connection.execute(
        "select coalesce(title, file_name), source_url, sha256 from marts.dim_documents order by document_id"
    ).fetchall()
    return Release(built_at, contract, (first, last) if first else None, tuple(documents))
