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

from ingest.build_failures import describe_failure
from ingest.errors import BuildFailed, RunStopped
from ingest.workfile import PROJECT_FOLDER, WarehouseFiles, open_work_file

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt.contracts.results import RunResult

QUIET = ("--quiet", "--log-level", "none", "--log-level-file", "none", "--no-send-anonymous-usage-stats", "--no-write-json")
WORK_FILE_VARIABLE = "XIANZHANG_WORK_FILE"
# The name of most work files: for these the parsed project is shared.
COMMON_WORK_FILE = "warehouse.work.duckdb"
BUILT = ("model", "seed", "snapshot")
# Schemas that are not dbt's to make.
KEPT_SCHEMAS = frozenset({"raw", "ingest", "main"})
FAILED_STATUSES = frozenset({"error", "fail", "runtime error"})

OnNode = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Project:
    """The parsed dbt project, and the settings it is built with."""

    manifest: Manifest
    settings: tuple[str, ...]
    files: WarehouseFiles


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
    settings = (
        *("--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(PROJECT_FOLDER)),
        *("--log-path", str(files.work_folder / "logs"), "--vars", f"{{mismatches: {mismatches}}}"),
    )
    # Parsing needs the work file's name alone, by which DuckDB calls the database; without a folder it serves any folder.
    os.environ[WORK_FILE_VARIABLE] = files.work_file.name
    parsed = _invoke(["parse", *settings, "--target-path", str(_parse_folder(files, mismatches))]).result
    return Project(parsed, (*settings, "--target-path", str(files.target)), files)


def build_project(
    project: Project, selection: Sequence[str], total: int, on_node: OnNode = lambda done, total: None
) -> tuple[BuildCounts, frozenset[str]]:
    """Build and test what is selected, or everything afresh; `total` is how many nodes that is. Gives the nodes that were done.

    Raises BuildFailed with the failed nodes, their messages and the first failing rows.
    """
    if not selection:
        _drop_schemas(project)
    os.environ[WORK_FILE_VARIABLE] = str(project.files.work_file)
    selected = ("--select", *selection) if selection else ()
    try:
        outcome = _invoke(
            ["build", *project.settings, "--exclude-resource-type", "unit_test", *selected],
            on_finished=lambda done: on_node(min(done, total), total),
            manifest=project.manifest,
        )
    finally:
        _close_connections()
    results: Sequence[RunResult] = outcome.result.results
    failed = [result for result in results if result.status in FAILED_STATUSES]
    if failed:
        raise describe_failure(project.files, failed)
    tests = sum(1 for result in results if result.node.resource_type == "test")
    built = frozenset(result.node.unique_id for result in results)
    return BuildCounts(models=len(results) - tests, tests=tests), built


def write_docs(project: Project, folder: Path) -> tuple[str, ...]:
    """Write dbt's docs of models and columns as one page, without dbt compiling every model again. Gives warnings."""
    folder.mkdir()
    target = project.files.target
    target.mkdir(parents=True, exist_ok=True)
    os.environ[WORK_FILE_VARIABLE] = str(project.files.work_file)
    project.manifest.write(str(target / "manifest.json"))
    try:
        _invoke(["docs", "generate", "--static", "--no-compile", *project.settings], manifest=project.manifest)
    finally:
        _close_connections()
    (target / "static_index.html").replace(folder / "index.html")
    return ()


def _parse_folder(files: WarehouseFiles, mismatches: str) -> Path:
    """Where dbt keeps the parsed project: for the usual name in the project, as Python does, or else beside the work file."""
    folder = PROJECT_FOLDER / "target" / f"parsed_{mismatches}"
    if files.work_file.name != COMMON_WORK_FILE:
        return files.target
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return files.target
    return folder if os.access(folder, os.W_OK) else files.target


def _drop_schemas(project: Project) -> None:
    """Nothing of an earlier build stays: a model that is gone leaves no table, and dbt need not swap old tables for new."""
    schemas = {node.schema for node in project.manifest.nodes.values() if node.resource_type in BUILT} - KEPT_SCHEMAS
    with open_work_file(project.files) as connection:
        for schema in sorted(schemas):
            connection.execute(f'drop schema if exists "{schema}" cascade')


def _invoke(arguments: Sequence[str], on_finished: Callable[[int], None] = lambda done: None, **settings: Any) -> Any:
    from dbt.cli.main import dbtRunner

    from ingest.dbt_events import follow_quietly

    follow_quietly(on_finished)
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
