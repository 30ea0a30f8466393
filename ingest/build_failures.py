"""What failed in a dbt build, so that a person can act on it: which test, how many rows, the first of them.

A publisher's open mismatches, where a run was told to fail on them, are listed one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb

from ingest.errors import BuildFailed
from ingest.workfile import ROOM_MARKS, WarehouseFiles, open_work_file

if TYPE_CHECKING:
    from dbt.contracts.results import RunResult

SHOWN_ROWS = 3
SHOWN_FAILURES = 10
MISMATCH_TEST = "assert_no_open_mismatches"
SHOWN_MISMATCHES = 100
REPORT = (
    "the fault is in the extraction or in a model, not in the disclosure: report the rows above to the maintainers",
    "问题出在程序提取或模型，不在公开文件本身，请将以上记录反馈给维护者",
)
# What DuckDB says where neither a model nor a document is at fault, and what to do then: a build makes what the last did not.
REMEDIES = {
    ("Out of Memory Error",): (
        "DuckDB had too little memory: close other programs or take a machine with more, then run the same command again",
        "内存不足：请关闭其他程序或换用内存更大的机器，然后重新运行同一命令",
    ),
    ROOM_MARKS: (
        "DuckDB could not write its file: make room or give rights, then run the same command again",
        "数据库文件无法写入：请腾出磁盘空间或开放权限，然后重新运行同一命令",
    ),
    ("INTERNAL Error", "FATAL Error"): (
        "a fault of DuckDB itself: run the same command again; if it comes again, report the message above to the maintainers",
        "数据库软件内部出错：请重新运行同一命令；若再次出现，请将以上信息反馈给维护者",
    ),
}


def describe_failure(files: WarehouseFiles, failed: Sequence[RunResult]) -> BuildFailed:
    """What failed, with the message of the database or the first failing rows of a test."""
    mismatches = [result for result in failed if result.node.name == MISMATCH_TEST and result.status == "fail"]
    with open_work_file(files) as connection:
        if len(mismatches) == len(failed):
            return _mismatched(files, connection, mismatches[0])
        details = [line for result in failed[:SHOWN_FAILURES] for line in _describe(connection, result)]
    if len(failed) > SHOWN_FAILURES:
        details.append(f"... and {len(failed) - SHOWN_FAILURES} more")
    remedy, remedy_zh = _remedy(failed)
    return BuildFailed(
        reason=f"{len(failed)} models or tests failed; nothing was published, the last good file stays",
        reason_zh=f"{len(failed)} 项模型或检验未通过，未发布新文件，原文件保留",
        remedy=remedy,
        remedy_zh=remedy_zh,
        place=str(files.work_file),
        details=tuple(details),
    )


def _remedy(failed: Sequence[RunResult]) -> tuple[str, str]:
    """In English and Chinese: that of one cause, where all failed of it."""
    for marks, remedy in REMEDIES.items():
        if all(any(mark in (result.message or "") for mark in marks) for result in failed):
            return remedy
    return REPORT


def _mismatched(files: WarehouseFiles, connection: duckdb.DuckDBPyConnection, result: RunResult) -> BuildFailed:
    """Every open mismatch: document and line, rule, the arithmetic."""
    rows = connection.execute(
        f"select file_name, line_number, rule_id, message from ({result.node.compiled_code}) limit {SHOWN_MISMATCHES}"
    ).fetchall()
    details = [f"{name}{f':{line}' if line else ''} {rule_id} {message}" for name, line, rule_id, message in rows]
    if result.failures > len(rows):
        details.append(f"... and {result.failures - len(rows)} more")
    return BuildFailed(
        reason=f"{result.failures} open errors of publishers; nothing was published, the last good file stays",
        reason_zh=f"公开文件有 {result.failures} 处未复核差错，未发布新文件，原文件保留",
        remedy="publish with `--mismatches flag` (or hold), then accept or reject them with `xianzhang review`",
        remedy_zh="请用 --mismatches flag（或 hold）发布后，用 xianzhang review 逐条复核",
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
