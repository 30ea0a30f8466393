"""Commands that read the published file and change nothing beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.command_line import DocumentOption, Format, WarehouseOption, files_of, split_names, stopping


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


COMMANDS = (findings, report, trace, export)
