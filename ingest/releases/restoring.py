"""A work file that cannot be opened is set aside by the run itself; the raw tables come back from the release in use."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from ingest.errors import RunStopped
from ingest.releases.history import create_release_tables
from ingest.releases.store import number_in_use, release_file
from ingest.warehouse import create_raw_schema
from ingest.workfile import WarehouseFiles, open_work_file

T = TypeVar("T")

# What DuckDB says where the file is sound, but cannot be had: another process, rights, a full disk.
SOUND_MARKS = (
    "Could not set lock",
    "Cannot open file",
    "Permission denied",
    "No space left",
    "Too many open files",
    "Read-only",
)
# What it says of a file that is not what it wrote.
DAMAGE_MARKS = (
    "not a valid DuckDB database file",
    "Corrupt database file",
    "computed checksum",
    "replaying WAL",
    "Failed to deserialize",
    "Could not read enough bytes",
)


def repair_work_file(files: WarehouseFiles) -> tuple[str, ...]:
    """Open the work file; where that shows it damaged, replace it. Gives warnings."""
    if not files.work_file.exists():
        # A log without its file would be played back into the new one.
        _log_of(files).unlink(missing_ok=True)
        _remove_spilled(files)
        return ()
    try:
        with duckdb.connect(str(files.work_file)):
            # Open here, it is open nowhere else: what was spilled belongs to a run that was killed.
            _remove_spilled(files)
    except duckdb.Error as error:
        if any(mark in str(error) for mark in SOUND_MARKS):
            return ()
        return replace_work_file(files, str(error).splitlines()[0])
    return ()


def on_sound_work_file(files: WarehouseFiles, work: Callable[[tuple[str, ...]], T], warnings: tuple[str, ...]) -> T:
    """Do the work; where it meets damage inside the work file, once more on a new one. `work` is given the warnings."""
    try:
        return work(warnings)
    except (duckdb.Error, RunStopped) as error:
        message = "\n".join((str(error), *getattr(error, "details", ())))
        if not any(mark in message for mark in DAMAGE_MARKS):
            raise
        reason = next(line for line in message.splitlines() if any(mark in line for mark in DAMAGE_MARKS))
    return work((*warnings, *replace_work_file(files, reason)))


def replace_work_file(files: WarehouseFiles, reason: str) -> tuple[str, ...]:
    """Set the work file aside and begin another with the raw tables of the release in use. Gives the warning that says so."""
    # Only the newest one is kept: nobody has to clear up.
    for earlier in files.work_file.parent.glob(f"{files.work_file.name}.damaged-*"):
        earlier.unlink()
    aside = files.work_file.with_name(f"{files.work_file.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    files.work_file.replace(aside)
    _log_of(files).unlink(missing_ok=True)
    number = number_in_use(files)
    restored = _restore(files, number) if number is not None else 0
    return (
        f"工作文件已损坏，已改名为 {aside.name} 并重新建立（从版本 {number or '无'} 恢复 {restored} 份文件）;"
        f" the work file was damaged ({reason}): it is kept as {aside.name}, which may be deleted,"
        f" and a new one holds the {restored} documents of release {number or 'none'}",
    )


def _restore(files: WarehouseFiles, number: int) -> int:
    """Copy the raw tables of a release; those that do not fit are left empty, and reading fills them."""
    source = str(release_file(files, number)).replace("'", "''")
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        create_release_tables(connection)
        with contextlib.suppress(duckdb.Error):
            connection.execute(f"attach '{source}' as sound (read_only)")
            tables = connection.execute(
                "select table_name from duckdb_tables() where database_name = 'sound' and schema_name = 'raw'"
            ).fetchall()
            connection.begin()
            try:
                for (name,) in tables:
                    connection.execute(f'insert into raw."{name}" by name select * from sound.raw."{name}"')
            except duckdb.Error:
                connection.rollback()
            else:
                connection.commit()
            connection.execute("detach sound")
        return connection.execute("select count(*) from raw.documents").fetchone()[0]


def _remove_spilled(files: WarehouseFiles) -> None:
    """What a query did not hold in memory lies beside the work file; DuckDB removes it at its own end alone."""
    shutil.rmtree(files.work_file.with_name(f"{files.work_file.name}.tmp"), ignore_errors=True)


def _log_of(files: WarehouseFiles) -> Path:
    return files.work_file.with_name(f"{files.work_file.name}.wal")
