"""Reading documents on a Spark cluster: `xianzhang load --engine spark`. Nothing else of the package needs pyspark."""
