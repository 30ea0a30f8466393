"""What the Thrift server is told of tables: which files the raw ones are, and where those lie that dbt has built."""

from __future__ import annotations

from pathlib import Path

from pyhive import hive

from deploy.spark.cluster import Cluster
from deploy.spark.commands import SparkRunFailed
from deploy.spark.settings import LOOPBACK

# Views of these are written out here, to be read as files.
COMPARED = "compared"


def register_raw(rows: dict[str, int], files: Path, port: int) -> None:
    """Register the Parquet files as Spark's tables; each must count as many rows as were exported."""
    cursor = _connect(port)
    for schema in sorted({name.split(".")[0] for name in rows}):
        cursor.execute(f"create schema if not exists {schema}")
    for name in rows:
        cursor.execute(f"create table {name} using parquet location '{files / name.replace('.', '/')}'")
    # One query: a query of its own costs more than the counting.
    cursor.execute(" union all ".join(f"select '{name}', count(*) from {name}" for name in rows))
    found = dict(cursor.fetchall())
    for name, count in rows.items():
        if found.get(name) != count:
            raise SparkRunFailed(f"{name} has {found.get(name)} rows on Spark, {count} were sent")


def mart_folders(marts: list[str], cluster: Cluster, port: int) -> dict[str, Path]:
    """The Parquet folder of every mart that Spark built; a view is written out for it."""
    cursor = _connect(port)
    cursor.execute("show views in marts")
    views = {row[1] for row in cursor.fetchall()} & set(marts)
    cursor.execute(f"create schema if not exists {COMPARED}")
    for name in sorted(views):
        cursor.execute(f"create table {COMPARED}.{name} as select * from marts.{name}")
    folders = {name: cluster.tables / (f"{COMPARED}.db" if name in views else "marts.db") / name for name in marts}
    return {name: folder for name, folder in folders.items() if folder.is_dir()}


def _connect(port: int) -> hive.Cursor:
    return hive.connect(LOOPBACK, port, auth="NOSASL").cursor()
