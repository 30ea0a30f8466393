"""Where a warehouse's files lie, and who may write them.

Beside the published `warehouse.duckdb` lie the work file `warehouse.work.duckdb`, the folder `warehouse.work/` with the build's
own files (dbt target, Data Docs, lock), and the folder `warehouse.releases/`. A run holds the lock from its first to its last
step, so two runs never mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.errors import RunStopped, WorkFileBusy, WrongUsage
from ingest.holding import hold_lock

# DuckDB calls a database by its file's name; these are names of its own, or of schemas inside.
RESERVED_NAMES = frozenset(
    {"raw", "ingest", "seeds", "staging", "intermediate", "marts", "zh", "fresh", "main", "system", "temp", "memory"}
)
PROJECT_FOLDER = Path(__file__).parents[1]
# A dbt seed: the build reads it by itself.
PROJECT_REVIEWS = PROJECT_FOLDER / "seeds" / "reviewed_findings.csv"
LOCKED_MARK = "Could not set lock"
# What it says where rights or room are missing: then the file itself is sound.
ROOM_MARKS = ("Permission denied", "Read-only", "No space left", "File too large", "Too many open files")
HOLDER = re.compile(r"\(PID ([0-9]+)\)")
# What DuckDB raises where the disk is full, a file may not be written, or memory runs out.
WRITE_ERRORS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException, duckdb.TransactionException)


@dataclass(frozen=True, slots=True)
class WarehouseFiles:
    """The published file and what lies beside it.

    `named_reviews` is the file of reviews that the user named, if any; `wait_seconds` how long a run waits for another one.
    With `leaves_out_names` what is published holds no personal names; the work file does.
    """

    published: Path
    named_reviews: Path | None = None
    leaves_out_names: bool = False
    wait_seconds: float = 0

    @property
    def work_file(self) -> Path:
        return self.published.with_name(f"{self.published.stem}.work.duckdb")

    @property
    def work_folder(self) -> Path:
        return self.published.with_name(f"{self.published.stem}.work")

    @property
    def reviews(self) -> Path:
        """Where findings are reviewed: the project's own list for its own warehouse, or else a file beside the warehouse."""
        if self.named_reviews is not None:
            return self.named_reviews
        if self.published == PROJECT_FOLDER / "warehouse.duckdb":
            return PROJECT_REVIEWS
        return self.published.with_name(f"{self.published.stem}.reviews.csv")

    @property
    def site(self) -> Path:
        """The static site that each publish writes."""
        return self.published.with_name(f"{self.published.stem}.site")

    @property
    def releases(self) -> Path:
        """One folder a release; the published file is one of theirs."""
        return self.published.with_name(f"{self.published.stem}.releases")

    @property
    def log(self) -> Path:
        """The structured log of every run, unless another file is named."""
        return self.work_folder / "logs" / "run.jsonl"

    @property
    def target(self) -> Path:
        return self.work_folder / "target"

    @property
    def data_docs(self) -> Path:
        return self.work_folder / "data_docs"


@contextmanager
def hold_work_folder(files: WarehouseFiles) -> Iterator[None]:
    """Hold the warehouse for one run. Raises WorkFileBusy while another run holds it (after waiting, where told to)."""
    if not files.published.parent.is_dir() or files.published.is_dir():
        raise WrongUsage(
            reason=f"{files.published} cannot be a warehouse file: its folder is missing, or it is a folder itself",
            reason_zh="指定的数据仓库文件路径无效",
            remedy="name a file in an existing folder after --warehouse",
            remedy_zh="请用 --warehouse 指定已有文件夹中的文件",
        )
    if files.published.name.split(".")[0] in RESERVED_NAMES:
        raise WrongUsage(
            reason=f"{files.published.name} would be mistaken for a schema of the warehouse",
            reason_zh="文件名与数据仓库内部名称冲突",
            place=str(files.published),
            remedy="choose another name after --warehouse",
            remedy_zh="请用 --warehouse 指定其他文件名",
        )
    try:
        files.work_folder.mkdir(exist_ok=True)
        with hold_lock(files.work_folder / "lock", files.wait_seconds):
            yield
    except OSError as error:
        raise _not_written(error.strerror or str(error), error.filename or files.work_folder) from error
    except WRITE_ERRORS as error:
        raise _not_written(str(error).splitlines()[0], files.work_file) from error


@contextmanager
def open_work_file(files: WarehouseFiles) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the work file. Raises WorkFileBusy where another process has it open."""
    try:
        connection = duckdb.connect(str(files.work_file))
    except duckdb.IOException as error:
        if LOCKED_MARK in str(error):
            raise _busy(files, str(error)) from None
        if any(mark in str(error) for mark in ROOM_MARKS):
            raise _not_written(str(error).splitlines()[0], files.work_file) from error
        raise RunStopped(
            reason=f"the work file cannot be opened: {str(error).splitlines()[0]}",
            reason_zh="工作文件无法打开",
            place=str(files.work_file),
            remedy="delete the work file and run again; the published file is not touched",
            remedy_zh="请删除该工作文件后重新运行，已发布的文件不受影响",
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def _not_written(reason: str, place: object) -> RunStopped:
    return RunStopped(
        reason=f"a file could not be read or written: {reason}",
        reason_zh="文件无法读写，已发布的文件不受影响",
        place=str(place),
        remedy="check free space and rights in the folder, then run again; nothing has to be removed",
        remedy_zh="请检查磁盘空间和文件夹权限后重新运行，无需删除任何文件",
    )


def _busy(files: WarehouseFiles, message: str) -> WorkFileBusy:
    holder = HOLDER.search(message)
    return WorkFileBusy(
        reason="another process holds the work file",
        reason_zh="另一个进程正在使用工作文件",
        place=str(files.work_file),
        details=(f"process 进程 {holder.group(1)}",) if holder else (),
        remedy="wait for the other run to end, or close the program that has the file open",
        remedy_zh="请等待另一次运行结束，或关闭占用该文件的程序",
    )
