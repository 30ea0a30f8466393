"""`xianzhang releases`, `rollback` and `diff`: which releases there are, the way back to one, and what changed between two."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ingest.command_line import WarehouseOption, files_of, split_names, stopping
from ingest.releases.formats import DiffFormat, ListFormat


def releases(
    context: typer.Context,
    output_format: Annotated[ListFormat, typer.Option("--format", help="How to print them.")] = ListFormat.table,
    warehouse: WarehouseOption = None,
) -> None:
    """The published releases that are kept, and which one serves."""
    with stopping():
        from ingest import display
        from ingest.releases.listing import list_releases

        listed = list_releases(files_of(context, warehouse))
        if output_format is ListFormat.json:
            typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        else:
            display.show_releases(listed)


def rollback(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Its number; default: the one before the one in use.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Let an earlier (or later) release serve. It is checked first; the next run that finds something new publishes again."""
    with stopping():
        from ingest import display
        from ingest.releases.rolling_back import roll_back

        display.show_switch(*roll_back(files_of(context, warehouse), number))


def diff(
    context: typer.Context,
    first: Annotated[int, typer.Argument(metavar="RELEASE", help="The number of a release.")],
    second: Annotated[int, typer.Argument(metavar="RELEASE", help="The number of another, usually a later one.")],
    output_format: Annotated[
        DiffFormat, typer.Option("--format", help="How to print it; csv has every change, table the first of each table.")
    ] = DiffFormat.table,
    tables: Annotated[str, typer.Option("--table", help="Only these tables of the marts, with commas.")] = "",
    warehouse: WarehouseOption = None,
) -> None:
    """What changed from one release to another: documents, rows, values."""
    with stopping():
        from ingest.releases.difference import comparing
        from ingest.releases.difference_output import print_difference

        with comparing(files_of(context, warehouse), first, second, split_names(tables)) as difference:
            print_difference(difference, output_format)


COMMANDS = (releases, rollback, diff)
