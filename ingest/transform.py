"""dbt, run inside this process: parse the project, then build every seed, model and data test against the work file.

dbt unit tests are left to `make test`: they test the SQL, not the data. Everything dbt writes goes beside the work file. Its
DuckDB connections are closed afterwards, so the file can be published.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from ingest.errors import BuildFailed, RunStopped
from ingest.workfile import WarehouseFiles, open_work_file

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.contracts.results import RunResult

PROJECT_FOLDER = Path(__file__).parents[1]
QUIET = ("--quiet", "--log-level", "none", "--log-level-file", "none", "--no-send-anonymous-usage-stats", "--no-write-json")
BUILT = ("model", "seed", "snapshot")
# Schemas that are not dbt's to make.
KEPT_SCHEMAS = frozenset({"raw", "ingest", "main"})
FAILED_STATUSES = frozenset({"error", "fail", "runtime error"})
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

OnNode = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Project:
    """The parsed dbt project, and the settings it is built with."""

    manifest: Manifest
    settings: tuple[str, ...]
    files: WarehouseFiles
    mismatches: str


@dataclass(frozen=True, slots=True)
class BuildCounts:
    """How many models and seeds were built, and how many data tests passed."""

    models: int
    tests: int


def parse_project(files: WarehouseFiles, mismatches: str) -> Project:
    """Parse the project (the work file is not opened). Raises BuildFailed where it does not parse."""
    if not (PROJECT_FOLDER / "dbt_project.yml").is_file():
        raise RunStopped(
            reason=f"the dbt project is not in {PROJECT_FOLDER}",
            reason_zh="找不到 dbt 项目",
            remedy="install the package from its repository with `pip install --editable .`",
            remedy_zh="请在代码仓库中用 pip install --editable . 安装",
        )
    os.environ.update(XIANZHANG_WORK_FILE=str(files.work_file), DO_NOT_TRACK="1")
    settings = (
        *("--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(PROJECT_FOLDER)),
        *("--target-path", str(files.target), "--log-path", str(files.work_folder / "logs")),
        *("--vars", f"{{mismatches: {mismatches}}}"),
    )
    return Project(_invoke(["parse", *settings]).result, settings, files, mismatches)


def build_project(project: Project, on_node: OnNode = lambda done, total: None) -> BuildCounts:
    """Build and test everything. Raises BuildFailed with the failed nodes, their messages and the first failing rows."""
    _drop_schemas(project)
    total = sum(1 for node in project.manifest.nodes.values() if node.resource_type in (*BUILT, "test"))
    done = 0

    def follow(event: Any) -> None:
        nonlocal done
        if event.info.name == "NodeFinished":
            done += 1
            on_node(min(done, total), total)

    try:
        outcome = _invoke(
            ["build", *project.settings, "--exclude-resource-type", "unit_test"], manifest=project.manifest, callbacks=[follow]
        )
    finally:
        _close_connections()
    results: Sequence[RunResult] = outcome.result.results
    failed = [result for result in results if result.status in FAILED_STATUSES]
    if failed:
        raise _failure(project, failed)
    tests = sum(1 for result in results if result.node.resource_type == "test")
    return BuildCounts(models=len(results) - tests, tests=tests)


def _drop_schemas(project: Project) -> None:
    """Nothing of an earlier build stays: a model that is gone leaves no table, and dbt need not swap old tables for new."""
    schemas = {node.schema for node in project.manifest.nodes.values() if node.resource_type in BUILT} - KEPT_SCHEMAS
    with open_work_file(project.files) as connection:
        for schema in sorted(schemas):
            connection.execute(f'drop schema if exists "{schema}" cascade')


def _invoke(arguments: Sequence[str], **settings: Any) -> Any:
    from dbt.cli.main import dbtRunner

    with _collector_paused():
        outcome = dbtRunner(**settings).invoke([*QUIET, *arguments])
    if outcome.exception is not None:
        raise BuildFailed(
            reason=f"dbt {arguments[0]} stopped",
            reason_zh="dbt 运行中断",
            remedy="correct the project file that the message names",
            remedy_zh="请更正提示中的项目文件",
            details=tuple(str(outcome.exception).splitlines()),
        )
    return outcome


@contextmanager
def _collector_paused() -> Iterator[None]:
    """dbt makes millions of objects that live to its end; looking for garbage among them takes a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _close_connections() -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.adapters.factory import reset_adapters

    with DuckDBConnectionManager._LOCK:
        if DuckDBConnectionManager._ENV is not None:
            DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()
    reset_adapters()


def _failure(project: Project, failed: Sequence[RunResult]) -> BuildFailed:
    details: list[str] = []
    with open_work_file(project.files) as connection:
        for result in failed[:SHOWN_FAILURES]:
            details.extend(_describe(connection, result))
    if len(failed) > SHOWN_FAILURES:
        details.append(f"... and {len(failed) - SHOWN_FAILURES} more")
    remedy, remedy_zh = REMEDIES[project.mismatches == "fail"]
    return BuildFailed(
        reason=f"{len(failed)} models or tests failed; nothing was published, the last good file stays",
        reason_zh=f"{len(failed)} 项模型或检验未通过，未发布新文件，原文件保留",
        remedy=remedy,
        remedy_zh=remedy_zh,
        place=str(project.files.work_file),
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
