"""What the commands share: the options that name files, and how a stopped run ends."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import RunStopped, WrongUsage
from ingest.workfile import WarehouseFiles

if TYPE_CHECKING:
    from ingest.loading import Reader
    from ingest.options import RunOptions

DEFAULT_WAREHOUSE = Path("warehouse.duckdb")


class Mismatches(StrEnum):
    """What to do with a publisher's wrong sum."""

    flag = "flag"
    hold = "hold"
    fail = "fail"


class Engine(StrEnum):
    """What reads documents: processes on this machine, or a Spark cluster."""

    local = "local"
    spark = "spark"


class Format(StrEnum):
    """How findings are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    html = "html"


WAREHOUSE_HELP = "The published file; the work file lies beside it."
GlobalWarehouseOption = Annotated[Path | None, typer.Option("--warehouse", envvar="XIANZHANG_WAREHOUSE", help=WAREHOUSE_HELP)]
# The same option after the command's name; there it counts before the environment and the global option.
WarehouseOption = Annotated[Path | None, typer.Option("--warehouse", help=WAREHOUSE_HELP)]
ReviewsOption = Annotated[
    Path | None,
    typer.Option(
        "--reviews",
        envvar="XIANZHANG_REVIEWS",
        help="The CSV file of reviewed findings. Default: beside the warehouse, for warehouse.duckdb warehouse.reviews.csv;"
        " for the project's own warehouse seeds/reviewed_findings.csv.",
    ),
]
DocumentOption = Annotated[
    str | None, typer.Option(help="Only this document: the beginning of its id, or a part of its file name.")
]
RuleOption = Annotated[str | None, typer.Option(help="Only this rule, such as R30.")]
SeverityOption = Annotated[str | None, typer.Option(help="Only this severity: error, warning or info.")]
MismatchesOption = Annotated[
    Mismatches | None,
    typer.Option(
        help="A publisher's wrong sum: flag it, hold its document out of the facts, or fail."
        " Default: fail over the shipped documents, flag over yours."
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Read, build and publish everything again, also what has not changed.")
]
KeepOption = Annotated[
    int | None,
    typer.Option("--keep", help="Keep at most this many releases. Default: XIANZHANG_KEEP_RELEASES, or 10."),
]
KeepDaysOption = Annotated[
    int | None,
    typer.Option("--keep-days", help="Keep releases no longer than this. Default: XIANZHANG_KEEP_DAYS, or however old."),
]
PERSONAL_NAMES = "XIANZHANG_PERSONAL_NAMES"
LEAVE_OUT = "leave_out"
WithoutNamesOption = Annotated[
    bool,
    typer.Option(
        "--without-personal-names",
        help=f"Publish without names of people (项目负责人), telephones and identity numbers; {PERSONAL_NAMES}={LEAVE_OUT}"
        " does the same. The work file keeps them.",
    ),
]
EngineOption = Annotated[
    Engine, typer.Option(help="What reads the documents: processes here, or Spark (docs/scaling.md says when that pays).")
]
PathsArgument = Annotated[list[Path] | None, typer.Argument(help="Files or folders; default: the shipped documents.")]
LeaveOutOption = Annotated[
    list[Path] | None,
    typer.Option("--leave-out", metavar="FILE", help="A file in one of the folders that is not to be read; may be repeated."),
]
QuietOption = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print nothing where all went well (exit status 0); errors and what was left out always."
    ),
]
LogOption = Annotated[
    Path | None,
    typer.Option(
        "--log",
        envvar="XIANZHANG_LOG",
        help="Append the run's events to this file, a JSON object a line."
        " Default: logs/run.jsonl in the work folder beside the warehouse.",
    ),
]
WaitOption = Annotated[
    float, typer.Option("--wait", min=0, metavar="SECONDS", help="How long to wait while another run holds the warehouse.")
]


def files_of(
    context: typer.Context,
    warehouse: Path | None,
    reviews: Path | None = None,
    without_names: bool = False,
    wait_seconds: float = 0,
) -> WarehouseFiles:
    """The files a command works on."""
    published = (warehouse or context.obj or DEFAULT_WAREHOUSE).absolute()
    names = without_names or _leaves_out_names()
    return WarehouseFiles(published, reviews.absolute() if reviews else None, names, wait_seconds)


def _leaves_out_names() -> bool:
    """What the environment says of personal names. Raises WrongUsage for any other word: a misprint must publish nothing."""
    setting = os.environ.get(PERSONAL_NAMES, "")
    if setting not in ("", "publish", LEAVE_OUT):
        raise WrongUsage(
            reason=f"{PERSONAL_NAMES} is {setting!r}, neither {LEAVE_OUT} nor publish",
            reason_zh="个人姓名设置无效",
            place=f"environment variable {PERSONAL_NAMES}",
            remedy=f"set it to {LEAVE_OUT} or publish, or remove it",
            remedy_zh=f"请设为 {LEAVE_OUT}（不公开）或 publish（公开），或取消该设置",
        )
    return setting == LEAVE_OUT


def options_of(
    mismatches: Mismatches, full: bool, keep: int | None, keep_days: int | None, leave_out: Sequence[Path] | None = None
) -> RunOptions:
    """How a run is done."""
    from ingest.options import RunOptions
    from ingest.releases.retention import retention

    return RunOptions(mismatches.value, full, retention(keep, keep_days), tuple(leave_out or ()))


def reader_of(engine: Engine, files: WarehouseFiles) -> Reader:
    """What reads the documents of a load."""
    from ingest.loading import read_here

    if engine is Engine.local:
        return read_here
    from ingest.spark.reading import read_files_on_spark

    return lambda sources, limits: read_files_on_spark(sources, limits, files.work_folder / "spark_rows")


def split_names(text: str) -> list[str]:
    """The names between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


@contextmanager
def stopping() -> Iterator[None]:
    """Turn a stopped run into its message and its exit status."""
    try:
        yield
    except RunStopped as error:
        from ingest import display

        display.show_error(error)
        raise typer.Exit(error.exit_status) from None
