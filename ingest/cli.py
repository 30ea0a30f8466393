"""The command line: a thin skin over `ingest.pipeline`, `ingest.findings` and `ingest.trace`.

Exit status: 0 every document read and published; 3 published, but some documents rejected or held; 1 nothing published;
2 wrong usage; 4 another run holds the work file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ingest import review_cli
from ingest.command_line import (
    DocumentOption,
    Format,
    GlobalWarehouseOption,
    Mismatches,
    MismatchesOption,
    PathsArgument,
    ReviewsOption,
    WarehouseOption,
    files_of,
    split_names,
    stopping,
)

# Read before any library that would report usage is imported.
os.environ["DO_NOT_TRACK"] = "1"

app = typer.Typer(
    help="Xianzhang 县账: from county budget disclosures to a tested warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(review_cli.app, name="review")


@app.callback()
def main(context: typer.Context, warehouse: GlobalWarehouseOption = None) -> None:
    """Xianzhang 县账: from county budget disclosures to a tested warehouse."""
    context.obj = warehouse


@app.command()
def run(
    context: typer.Context,
    paths: PathsArgument = None,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Load, check, build, test and publish: the warehouse then holds exactly these files or folders."""
    with stopping():
        from ingest import display, pipeline

        mode = mismatches or (Mismatches.flag if paths else Mismatches.fail)
        with display.progress() as report:
            summary = pipeline.run(
                files_of(context, warehouse, reviews), paths or [pipeline.SHIPPED_DOCUMENTS], mode.value, report
            )
        display.show_run(summary)
    raise typer.Exit(summary.exit_status)


@app.command()
def load(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to add.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Add documents to the raw tables; `build` publishes them."""
    with stopping():
        from ingest import display, pipeline

        with display.progress() as report:
            summary = pipeline.load(files_of(context, warehouse), paths, report)
        display.show_load(summary)
    raise typer.Exit(summary.exit_status)


@app.command()
def build(
    context: typer.Context,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Build, test and publish what is loaded."""
    with stopping():
        from ingest import display, pipeline

        mode = mismatches or Mismatches.flag
        with display.progress() as report:
            summary = pipeline.build(files_of(context, warehouse, reviews), mode.value, report)
        display.show_run(summary)
    raise typer.Exit(summary.exit_status)


@app.command()
def findings(
    context: typer.Context,
    document: DocumentOption = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print them; html is one page with scorecards and quoted lines.")
    ] = Format.table,
    output: Annotated[Path | None, typer.Option(help="Write csv, json or html to this file instead of printing it.")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """What is wrong in which disclosure, with the arithmetic."""
    with stopping():
        from ingest import answers
        from ingest.findings import read_findings

        published = files_of(context, warehouse).published
        if output_format is Format.table and output is None:
            answers.show_findings(read_findings(published, document))
        else:
            answers.write_findings(published, document, output_format.value, output)


@app.command()
def report(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="A new folder, or an earlier report; default: beside the warehouse, warehouse.site."
        ),
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the static site: overview, comparisons, a page a document, search, dictionary. Opens without a server."""
    with stopping():
        from ingest import answers

        files = files_of(context, warehouse)
        answers.write_report(files.published, (folder or files.site).absolute())


@app.command()
def trace(
    context: typer.Context,
    table: Annotated[str, typer.Argument(help="A table of the marts, such as fct_indicator_targets.")],
    key: Annotated[str, typer.Argument(metavar="ID", help="The row's id.")],
    warehouse: WarehouseOption = None,
) -> None:
    """The source lines behind one row of a mart."""
    with stopping():
        from ingest import answers
        from ingest.trace import trace as trace_rows

        answers.show_traces(trace_rows(files_of(context, warehouse).published, table, key))


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new, empty, or holds an earlier export.")],
    formats: Annotated[str, typer.Option("--format", help="parquet, csv, excel or all; several with commas.")] = "all",
    tables: Annotated[str, typer.Option("--tables", help="Only these tables of the marts, with commas.")] = "",
    warehouse: WarehouseOption = None,
) -> None:
    """The tables as Parquet, CSV and an Excel workbook, with a data package that describes them."""
    with stopping():
        from ingest import answers
        from ingest.export.writing import export as write_export

        published = files_of(context, warehouse).published
        answers.show_export(write_export(published, folder, split_names(formats), split_names(tables)))


if __name__ == "__main__":
    app()
