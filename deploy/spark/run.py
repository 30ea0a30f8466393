"""`make spark`: the project on a standalone Spark cluster on this machine, every mart compared with DuckDB's.

    python -m deploy.spark.run                      the shipped documents, read on the cluster too
    python -m deploy.spark.run --targets 1000000    a generated country instead

Ends with 0 where every table is built, every test passes and no row differs.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import time
from pathlib import Path

import duckdb

from deploy.spark.cluster import ClusterFailed, start_cluster
from deploy.spark.commands import SparkRunFailed, load_documents, run_dbt, run_python
from deploy.spark.compare import Comparison, compare_tables
from deploy.spark.rawfiles import export_raw
from deploy.spark.settings import FEW_ROWS, LOOPBACK, MANY_ROWS
from deploy.spark.tables import mart_folders, register_raw
from ingest.workfile import PROJECT_FOLDER

FOLDER = PROJECT_FOLDER / "build" / "spark"
SHIPPED_DOCUMENTS = PROJECT_FOLDER / "data" / "documents"
# Keys, references and closed lists of the marts, and the meaning of the macros; what else is tested is tested on DuckDB.
TESTS = ("path:models/marts,test_name:is_key", "path:models/marts,test_name:columns_hold", "assert_macros_mean_the_same")


def main() -> None:
    """Build on both engines and compare."""
    parser = argparse.ArgumentParser(description="Build the project on a Spark cluster and compare it with DuckDB.")
    parser.add_argument("--targets", type=int, help="a generated country of so many targets instead of the shipped documents")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where everything is written; emptied first")
    chosen = parser.parse_args()
    # Whoever ends this ends the cluster too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        run(chosen.folder.absolute(), chosen.targets)
    except (SparkRunFailed, ClusterFailed) as error:
        sys.exit(f"make spark: {error}")


def run(folder: Path, targets: int | None) -> None:
    """The whole course. Raises SparkRunFailed at the first step that fails; differing tables are all shown first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    work_file = folder / "duckdb.work.duckdb"
    if targets is None:
        step("read the shipped documents on this machine")
        load_documents(folder / "duckdb.duckdb", SHIPPED_DOCUMENTS)
    else:
        step(f"generate a country of {targets:,} targets")
        run_python(
            "-m", "benchmarks.generate", str(folder / "country"), "--targets", str(targets), "--work-file", str(work_file)
        )
    step("build on DuckDB")
    duckdb_settings = {"XIANZHANG_WORK_FILE": str(work_file)}
    run_dbt(folder, "duckdb", duckdb_settings, "build", "--exclude-resource-type", "test", "unit_test")
    with start_cluster(folder / "cluster") as cluster:
        if targets is None:
            step("read the shipped documents on the cluster")
            load_documents(folder / "read.duckdb", SHIPPED_DOCUMENTS, cluster.url)
            _require_same_raw_rows(work_file, folder / "read.work.duckdb")
        step("start the Thrift server")
        port = cluster.start_server(FEW_ROWS if targets is None else MANY_ROWS)
        step("load the raw tables")
        register_raw(export_raw(work_file, folder / "raw"), folder / "raw", port)
        settings = {"XIANZHANG_SPARK_HOST": LOOPBACK, "XIANZHANG_SPARK_PORT": str(port)}
        step("build on Spark")
        run_dbt(folder, "spark", settings, "seed", cluster=cluster)
        failed = run_dbt(folder, "spark", settings, "run", cluster=cluster, is_fatal=False)
        step("test on Spark")
        failed += run_dbt(folder, "spark", settings, "test", "--select", *TESTS, cluster=cluster, is_fatal=False)
        step("compare every mart")
        marts = _marts(work_file)
        folders = mart_folders(marts, cluster, port)
        comparisons = compare_tables(work_file, "marts", folders)
        failed += [f"marts.{name} is not there on Spark" for name in marts if name not in folders]
    _show(comparisons, failed)


def step(text: str) -> None:
    """Say what begins."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def _marts(work_file: Path) -> list[str]:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        query = "select table_name from information_schema.tables where table_schema = 'marts' order by 1"
        return [name for (name,) in connection.execute(query).fetchall()]


def _require_same_raw_rows(one: Path, other: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as a (read_only)")
        connection.execute(f"attach '{other}' as b (read_only)")
        tables = connection.execute("select table_name from duckdb_tables() where database_name = 'a' and schema_name = 'raw'")
        for (table,) in tables.fetchall():
            columns = "* exclude (loaded_at)" if table == "documents" else "*"
            a, b = (f"select {columns} from {name}.raw.{table}" for name in "ab")
            query = f"select count(*) from (({a} except all {b}) union all ({b} except all {a}))"
            differing = connection.execute(query).fetchall()[0][0]
            if differing:
                raise SparkRunFailed(
                    f"raw.{table}: {differing} rows read on the cluster differ from those read on this machine"
                )


def _show(comparisons: list[Comparison], failed: list[str]) -> None:
    """Print every mart; raise SparkRunFailed unless all are equal and nothing failed."""
    for item in comparisons:
        outcome = "equal" if item.is_equal else f"DIFFERS in {', '.join(item.columns) or 'whole rows'}"
        print(f"  {item.table:45} {item.duckdb_rows:>10,} {item.spark_rows:>10,}  {outcome}")
        for example in item.examples:
            print(f"      {example[:300]}")
    for line in failed:
        print(f"  failed: {line}")
    differing = sum(not item.is_equal for item in comparisons)
    step(f"{len(comparisons) - differing} marts are equal row by row, {differing} differ, {len(failed)} failures")
    if differing or failed:
        raise SparkRunFailed("the engines do not agree; see above")


if __name__ == "__main__":
    main()
