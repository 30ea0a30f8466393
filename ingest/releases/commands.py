"""`xianzhang releases` and `rollback`: which releases there are, and the way back to one of them."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ingest.command_line import WarehouseOption, files_of, stopping
from ingest.releases.listing import ListFormat


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


COMMANDS = (releases, rollback)
