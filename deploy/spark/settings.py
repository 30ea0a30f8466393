"""What a cluster on this machine is set to, and why: two workers of one core, a few hundred rows a table or a million."""

from __future__ import annotations

LOOPBACK = "127.0.0.1"
WORKER_MEMORY = "2g"
# The server's memory is that of four plans at a time, and of the tables that it sends to all workers.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.executor.memory": WORKER_MEMORY,
    "spark.executor.cores": "1",
    "spark.driver.memory": "3g",
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    "spark.ui.enabled": "false",
    # A lost task or executor is told; each step of the server's metastore is not.
    "spark.log.level": "WARN",
    # Written out, some plans are larger than the memory that the server has for all of its work.
    "spark.sql.maxPlanStringLength": "10000",
    "spark.sql.ui.retainedExecutions": "5",
    "spark.sql.thriftserver.ui.retainedStatements": "5",
}
# Java's second compiler took a third of the time of a driver that plans hundreds of queries, each once, and half of that of an
# executor that works on few rows. The first compiler is enough there; alone it would have 48 MB for all code, too little for a
# server that plans every model.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"
# Over a few hundred rows Java compiles each query for longer than it runs.
FEW_ROWS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "33554432",
    "spark.executor.extraJavaOptions": QUICK_JAVA,
}
# A million rows in parts that a worker sorts in its memory; small parts become one, for a task costs more than they do. A table
# for all workers is measured as it lies in its file, packed, and is many times that in memory.
MANY_ROWS = {
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.coalescePartitions.parallelismFirst": "false",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "16m",
    "spark.sql.autoBroadcastJoinThreshold": "10m",
}
