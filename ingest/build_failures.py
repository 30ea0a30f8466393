"""What failed in a dbt build, so that a person can act on it: which test, how many rows, the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from ingest.errors import BuildFailed
from ingest.workfile import WarehouseFiles, open_work_file

if TYPE_CHECKING:
    from dbt.contracts.results import RunResult

SHOWN_ROWS = 3
SHOWN_FAILURES = 10

# Whether publishers' mismatches may be what failed.
REMEDIES = {
    True: (
        "see the rows above; a publisher's wrong figure is published with a flag by `--mismatches flag`",
        "请查看以上记录；若属公开文件自身差错，可用 --mismatches flag 标注后发布",
    ),
    False: (
        "the fault is in the extraction or in a model, not in the disclosure: report the rows above to the maintainers",
        "问题出在程序提取或模型，不在公开文件本身，请将以上记录反馈给维护者",
    ),
}


def describe_failure(files: WarehouseFiles, mismatches: str, failed: Sequence[RunResult]) -> BuildFailed:
    """What failed, with the message of the database or the first failing rows of a test."""
    details: list[str] = []
    with open_work_file(files) as connection:
        for result in failed[:SHOWN_FAILURES]:
            details.extend(_describe(connection, result))
    if len(failed) > SHOWN_FAILURES:
        details.append(f"... and {len(failed) - SHOWN_FAILURES} more")
    remedy, remedy_zh = REMEDIES[mismatches == "fail"]
    return BuildFailed(
        reason=f"{len(failed)} models or tests failed; nothing was published, the last good file stays",
        reason_zh=f"{len(failed)} 项模型或检验未通过，未发布新文件，原文件保留",
        remedy=remedy,
        remedy_zh=remedy_zh,
        place=str(files.work_file),
        details=tuple(details),
    )


def _describe(connection: duckdb.DuckDBPyConnection, result: RunResult) -> list[str]:
    """Name, count of failing rows and the first of them; for a model the message of the database."""
    node = result.node
    if node.resource_type != "test" or result.status == "error":
        return [f"{node.name} ({node.original_file_path})", *(f"    {line}" for line in _message(result))]
    lines = [f"{node.name}: {result.failures} rows"]
    try:
        cursor = connection.execute(f"select * from ({node.compiled_code}) limit {SHOWN_ROWS}")
    except duckdb.Error as error:
        return [*lines, f"    {str(error).splitlines()[0]}"]
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        lines.append("    " + ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)))
    return lines


def _message(result: RunResult) -> list[str]:
    lines = [line.strip() for line in (result.message or "").splitlines() if line.strip()]
    return [line for line in lines if not line.startswith("> ")][:4]
