"""A user's own reviews in the work file: `ingest.own_reviews`, which the models read beside the project's list."""

from __future__ import annotations

from dataclasses import astuple

import duckdb

from ingest.reviews import COLUMNS, read_reviews
from ingest.workfile import PROJECT_REVIEWS, WarehouseFiles, open_work_file

TABLE = "ingest.own_reviews"


def create_review_table(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table where it is missing."""
    connection.execute("create schema if not exists ingest")
    connection.execute(f"create table if not exists {TABLE} ({', '.join(f'{name} varchar' for name in COLUMNS)})")


def load_reviews(files: WarehouseFiles) -> tuple[str, ...]:
    """Put the reviews that are not the project's into the work file; warns of a named file that is not there."""
    path = files.reviews
    is_own = path.resolve() != PROJECT_REVIEWS.resolve()
    reviews = read_reviews(path) if is_own else []
    with open_work_file(files) as connection:
        create_review_table(connection)
        connection.execute(f"delete from {TABLE}")
        if reviews:
            marks = ", ".join("?" for _ in COLUMNS)
            connection.executemany(f"insert into {TABLE} values ({marks})", [astuple(review) for review in reviews])
    if files.named_reviews is not None and not path.is_file():
        return (f"{path}: there is no such file of reviews, none is applied 复核记录文件不存在，未应用任何复核",)
    return ()
