"""Whole runs that can be broken off anywhere: real reading, loading, locking, publishing and logging around a tiny build.

A server imports everything once and forks a process a run, so that a test can afford many. Where a run is to break off is said
from outside: a signal, a limit of the kernel, or the number of the file operation (by Python's audit events) before which it is
killed or told that the disk is full. The code that runs knows nothing of it.

    python -m tests.crash_runs < orders > answers        one JSON object a line, each way
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ingest.workfile import PROJECT_FOLDER, WarehouseFiles

# File operations that change what a name stands for, and those that begin or remove something.
RENAMES = frozenset({"os.rename", "os.link"})
CHANGES = RENAMES | {"os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.rmtree", "shutil.copytree", "open"}

MARTS = """
    create schema if not exists marts;
    create schema if not exists zh;
    create or replace table marts.dim_documents as
        select document_id, file_name, sha256, cast(null as varchar) as title, loaded_at
        from raw.documents inner join raw.document_files using (document_id);
    create or replace table marts.dim_rules as select 'R01' as rule_id, 'error' as severity;
    create or replace table marts.fct_checks as select 'c1' as check_id, 'R01' as rule_id, 'fail' as outcome;
    create or replace table marts.fct_findings as select 'f1' as finding_id, 'open' as review_status, 'error' as severity;
    create or replace table marts.dim_columns (
        table_name varchar, column_name varchar, label_zh varchar, description_en varchar, usage_warning varchar
    );
    create or replace table marts.fct_lines as select document_id, line_number, line_text from raw.document_lines;
    create or replace view zh.fct_lines as select document_id as 文件 from marts.fct_lines;
    create or replace table marts.dim_releases as
        select 'id' as release_id, cast(coalesce(max(release_number), 0) + 1 as integer) as release_number,
            timestamp '2026-01-01' as built_at, '1.0.0' as code_version, '1.0' as contract_version,
            cast((select count(*) from raw.documents) as integer) as document_count, true as is_current
        from ingest.releases
        union all
        select release_id, release_number, built_at, code_version, contract_version, document_count, false from ingest.releases;
"""


@dataclass(frozen=True)
class Order:
    """One run. `at` is the number of the file operation before which it ends by `how` (kill, full; count prints its number).

    Without `reads_apart` it reads in its own process, which spares the start of a worker.
    """

    warehouse: str
    folder: str
    wait: float = 0
    how: str = ""
    at: int = 0
    renames_only: bool = True
    file_limit: int | None = None
    is_powerless: bool = False
    reads_apart: bool = True


class Runs:
    """The server, seen from a test."""

    def __init__(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
        environment |= {"PYTHONPATH": str(PROJECT_FOLDER), "XIANZHANG_WORKERS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.crash_runs"],
            **{"cwd": PROJECT_FOLDER, "env": environment, "text": True, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE},
        )

    def begin(self, **order: Any) -> int:
        """Start a run in a process group of its own; gives its process."""
        self._server.stdin.write(json.dumps({name: str(v) if isinstance(v, Path) else v for name, v in order.items()}) + "\n")
        self._server.stdin.flush()
        return json.loads(self._server.stdout.readline())["pid"]

    def end(self) -> tuple[int, str]:
        """The exit status of the run begun longest ago (a signal is negative), and what it said."""
        self._server.stdin.write("\n")
        self._server.stdin.flush()
        answer = json.loads(self._server.stdout.readline())
        return answer["status"], answer["said"]

    def run(self, **order: Any) -> tuple[int, str]:
        """Begin and end."""
        self.begin(**order)
        return self.end()

    def close(self) -> None:
        self._server.communicate("")


def serve() -> None:
    """Fork a run for each order; wait for the oldest at each empty line."""
    prepare()
    running: list[tuple[int, int]] = []
    for line in sys.stdin:
        if line.strip():
            order = Order(**json.loads(line))
            ours, theirs = os.pipe()
            os.set_blocking(ours, False)
            process = os.fork()
            if not process:
                _run(order, theirs)
            os.close(theirs)
            running.append((process, ours))
            answer: dict[str, Any] = {"pid": process}
        else:
            process, ours = running.pop(0)
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            answer = {"status": status, "said": _read(ours)}
            os.close(ours)
        print(json.dumps(answer), flush=True)


def _read(place: int) -> str:
    with contextlib.suppress(BlockingIOError):
        return os.read(place, 60_000).decode()
    return ""


def prepare() -> None:
    """Import what a run needs; put the tiny build in the place of gate, dbt, site and docs."""
    from ingest import building, cli, expectations, loading, pipeline, recording, workers  # noqa: F401
    from ingest.releases.manifest import Made
    from ingest.summary import WarehouseCounts
    from tests.release_files import write_docs, write_site

    @contextlib.contextmanager
    def validating(*_: Any) -> Any:
        verdict: Future[Any] = Future()
        verdict.set_result(expectations.GateResult((), ()))
        yield verdict

    tiny = {
        "validating": validating,
        "drawing": contextlib.nullcontext,
        "parse_project": lambda files, *_: files,
        "refresh": lambda *_: None,
        "build_changes": lambda files, *_: build(files),
        "_compare": lambda *_: (Made(), True),
        "write_published_site": lambda published, folder, draw: write_site(published, folder),
        "_write_docs": lambda files, options, project, folder, earlier: write_docs(folder, earlier),
        "count_warehouse": lambda *_: WarehouseCounts(*[0] * len(fields(WarehouseCounts))),
        "publication_warnings": lambda *_: (),
        "_held": lambda *_: (),
    }
    for name, stub in tiny.items():
        assert hasattr(building, name), name
        setattr(building, name, stub)


def build(files: WarehouseFiles) -> Any:
    """The marts of this tiny warehouse, statement by statement as dbt would."""
    from ingest.transform import BuildCounts
    from ingest.workfile import open_work_file

    with open_work_file(files) as connection:
        for statement in MARTS.split(";\n"):
            connection.execute(statement)
    return BuildCounts(models=1, tests=1)


def _run(order: Order, said: int) -> None:
    """In the forked process: the command as the shell would start it. Does not return."""
    os.setsid()
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if order.file_limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.file_limit, order.file_limit))
    if order.is_powerless:
        _drop_capabilities()
    if not order.reads_apart:
        from ingest import loading
        from ingest.reading import read_source

        loading.read_files = lambda sources, limits, workers: (read_source(source, limits) for source in sources)
    if order.how:
        sys.addaudithook(_breaking_off(order))
    from ingest.cli import app

    arguments = ["--warehouse", order.warehouse, "run", order.folder, "--quiet", "--wait", str(order.wait)]
    try:
        status = app(arguments, standalone_mode=False)
    except BaseException as error:
        status = 99
        with contextlib.suppress(OSError):
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
    os._exit(status or 0)


def _drop_capabilities() -> None:
    """The rights on files then bind the superuser, too."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capset")


def _breaking_off(order: Order) -> Any:
    around = str(Path(order.warehouse).parent)
    kinds = RENAMES if order.renames_only else CHANGES
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in kinds or not str(arguments[0]).startswith(around) or not _is_writing(event, arguments):
            return
        count += 1
        if count == order.at and order.how == "kill":
            os.killpg(0, signal.SIGKILL)
        if order.how == "count":
            os.write(2, b"%d\n" % count)
        if count == order.at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    return hook


def _is_writing(event: str, arguments: tuple[Any, ...]) -> bool:
    return event != "open" or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    serve()
